import { useEngine } from "../app/engine-store.ts";
import { formatBytes } from "../app/format.ts";
import { notify } from "../app/notices.ts";
import { compactProject, useProject } from "./project-store.ts";
import { sharesOf } from "./shares.ts";

/** What the project takes on the disk, by what it is. */
export function Size() {
  const size = useProject((state) => state.size);
  const busy = useProject((state) => state.busy !== null);
  const readOnly = useEngine((state) => state.info?.project.readOnly ?? true);
  if (size === null) return null;
  const shares = sharesOf(size);
  const whole = shares.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <section className="project-part" aria-label="Size">
      <h3>
        Size <span className="muted tabular">{formatBytes(whole)}</span>
      </h3>
      <div className="shares" aria-hidden="true">
        {shares.map(({ name, bytes }) => (
          <span key={name} data-share={name} style={{ flexGrow: bytes }} />
        ))}
      </div>
      <dl className="facts">
        {shares.map(({ name, title, bytes }) => (
          <div key={name}>
            <dt>
              <span className="share-mark" data-share={name} aria-hidden="true" /> {title}
            </dt>
            <dd className="number">{formatBytes(bytes)}</dd>
          </div>
        ))}
      </dl>
      <div className="project-action">
        <button type="button" disabled={readOnly || busy} onClick={() => compactProject().catch(notify)}>
          Compact
        </button>
        <span className="settings-note">Gives {formatBytes(size.free)} that nothing uses back to the disk.</span>
      </div>
    </section>
  );
}
