/** The runs that wait: their order, and a pause. */

import { completeConfig, type Queued } from "../../main/engine/api.ts";
import { CommandTextButton } from "../app/CommandTextButton.tsx";
import { Dialog } from "../app/Dialog.tsx";
import { Empty } from "../app/Empty.tsx";
import { useEngine } from "../app/engine-store.ts";
import { formatDuration } from "../app/format.ts";
import { IconButton } from "../app/IconButton.tsx";
import { notify } from "../app/notices.ts";
import { dequeue, moveQueued } from "../app/session.ts";
import { secondsFor } from "../inspector/forecast.ts";
import { methodTitle } from "../inspector/form-fields.ts";
import { ownSettings } from "../inspector/own-settings.ts";
import { useQueue } from "./queue-store.ts";

export function QueueDialog() {
  return (
    <Dialog name="queue" title="Queue" className="queue">
      <Waiting />
    </Dialog>
  );
}

function Waiting() {
  const { entries, paused, reason } = useQueue();
  if (entries.length === 0)
    return (
      <div className="queue-empty">
        <Empty title="No run waits">
          <p>
            Sweeps, and runs that are added while another one trains, wait here. The form of the new run makes them.
          </p>
        </Empty>
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
          <Duration entries={entries} />
          {paused && ", paused"}
        </span>
        <CommandTextButton command="queue.clear" label="Remove all" className="" />
        <CommandTextButton command="queue.pause" label={paused ? "Go on" : "Pause"} className="" />
      </footer>
    </>
  );
}

/** How long they take together, where runs like all of them were trained before. */
function Duration({ entries }: { entries: readonly Queued[] }) {
  const runs = useEngine((state) => state.runs);
  const tasks = useEngine((state) => state.tasks);
  const seconds = entries.reduce((sum, { config }) => {
    const task = tasks?.find(({ name }) => name === config.task);
    return sum + (task === undefined ? Number.NaN : secondsFor(completeConfig(config, task), task, runs ?? []));
  }, 0);
  return Number.isNaN(seconds) ? null : `, about ${formatDuration(seconds)}`;
}

function Entry({ entry, place, last }: { entry: Queued; place: number; last: number }) {
  const { id, config, ownModel } = entry;
  const task = useEngine((state) => state.tasks?.find(({ name }) => name === config.task));
  const name = `${task?.title ?? config.task}, seed ${config.seed ?? 1}`;
  const method = methodTitle(config.method ?? "trajectory");
  const settings = task === undefined ? "" : ownSettings(completeConfig(config, task), task);
  const details = [method, settings, ownModel && "a model of yours"].filter(Boolean).join(" · ");
  const move = (to: number) => moveQueued(id, to).catch(notify);
  return (
    <li>
      <span className="queued-name">
        {name}
        <span className="queued-details">{details}</span>
      </span>
      <IconButton icon="up" label={`Move up: ${name}`} disabled={place === 0} onClick={() => move(place - 1)} />
      <IconButton icon="down" label={`Move down: ${name}`} disabled={place === last} onClick={() => move(place + 1)} />
      <IconButton icon="close" label={`Remove: ${name}`} onClick={() => dequeue([id]).catch(notify)} />
    </li>
  );
}
