/** The runs that wait: their order, and a pause. */
import { useMemo } from "react";
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
import { QueuePaused } from "./QueuePaused.tsx";
import { useQueue } from "./queue-store.ts";
import { type QueuedName, queuedNames } from "./queued-names.ts";

export function QueueDialog() {
  return (
    <Dialog name="queue" title="Queue" className="queue">
      <Damage />
      <Waiting />
    </Dialog>
  );
}

function Damage() {
  const damage = useQueue((state) => state.damage);
  if (damage === null) return null;
  return (
    <p className="field-error selectable" role="alert">
      {damage}
    </p>
  );
}

function Waiting() {
  const { entries, paused, reason } = useQueue();
  const tasks = useEngine((state) => state.tasks);
  const names = useMemo(() => queuedNames(entries, tasks ?? []), [entries, tasks]);
  if (entries.length === 0)
    return (
      <div className="queue-empty">
        <Empty title="No run waits">
          <p>
            Sweeps, and runs that are added while another one trains, wait here. The form of the new run makes them.
          </p>
          <QueuePaused>The queue is paused: what you add waits until it goes on.</QueuePaused>
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
          <Entry key={entry.id} id={entry.id} name={names[place]!} place={place} last={entries.length - 1} />
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

interface EntryProps {
  id: Queued["id"];
  name: QueuedName;
  place: number;
  last: number;
}

function Entry({ id, name: { title, details, whole }, place, last }: EntryProps) {
  const move = (to: number) => moveQueued(id, to).catch(notify);
  return (
    <li>
      <span className="queued-name">
        {title}
        <span className="queued-details">{details}</span>
      </span>
      <IconButton icon="up" label={`Move up: ${whole}`} disabled={place === 0} onClick={() => move(place - 1)} />
      <IconButton icon="down" label={`Move down: ${whole}`} disabled={place === last} onClick={() => move(place + 1)} />
      <IconButton icon="close" label={`Remove: ${whole}`} onClick={() => dequeue([id]).catch(notify)} />
    </li>
  );
}
