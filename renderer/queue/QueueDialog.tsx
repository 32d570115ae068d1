/** The runs that wait: their order, a pause, and sweeps over seeds and a setting. */

import type { Queued } from "../../main/engine/api.ts";
import { Dialog } from "../app/Dialog.tsx";
import { Empty } from "../app/Empty.tsx";
import { useEngine } from "../app/engine-store.ts";
import { IconButton } from "../app/IconButton.tsx";
import { notify } from "../app/notices.ts";
import { dequeue, moveQueued, pauseQueue } from "../app/session.ts";
import { methodTitle } from "../inspector/form-fields.ts";
import { useQueue } from "./queue-store.ts";
import { SweepForm } from "./SweepForm.tsx";

export function QueueDialog() {
  return (
    <Dialog name="queue" title="Queue" className="queue">
      <SweepForm />
      <Waiting />
    </Dialog>
  );
}

function Waiting() {
  const { entries, paused, reason } = useQueue();
  if (entries.length === 0)
    return (
      <div className="queue-empty">
        <Empty title="No run waits">Runs that are added here train one after the other.</Empty>
      </div>
    );
  return (
    <>
      {reason !== null && (
        <p className="field-error selectable" role="alert">
          The next run could not be started: {reason} Remove it, or mend the cause and go on.
        </p>
      )}
      <ol className="queued" aria-label="Runs that wait">
        {entries.map((entry, place) => (
          <Entry key={entry.id} entry={entry} place={place} last={entries.length - 1} />
        ))}
      </ol>
      <footer className="dialog-foot">
        <span className="settings-note">
          {entries.length.toLocaleString("en")} {entries.length === 1 ? "run waits" : "runs wait"}
          {paused && ", paused"}
        </span>
        <button type="button" onClick={() => dequeue(entries.map(({ id }) => id)).catch(notify)}>
          Remove all
        </button>
        <button type="button" onClick={() => pauseQueue(!paused).catch(notify)}>
          {paused ? "Go on" : "Pause"}
        </button>
      </footer>
    </>
  );
}

function Entry({ entry: { id, config }, place, last }: { entry: Queued; place: number; last: number }) {
  const title = useEngine((state) => state.tasks?.find(({ name }) => name === config.task)?.title ?? config.task);
  const name = `${title}, seed ${config.seed ?? 1}`;
  const move = (to: number) => moveQueued(id, to).catch(notify);
  return (
    <li>
      <span className="queued-name">
        {name} <span className="muted">{methodTitle(config.method ?? "trajectory")}</span>
      </span>
      <IconButton icon="up" label={`Move up: ${name}`} disabled={place === 0} onClick={() => move(place - 1)} />
      <IconButton icon="down" label={`Move down: ${name}`} disabled={place === last} onClick={() => move(place + 1)} />
      <IconButton icon="close" label={`Remove: ${name}`} onClick={() => dequeue([id]).catch(notify)} />
    </li>
  );
}
