import type { TaskDescription } from "../../main/engine/api.ts";
import { Fold } from "../app/Fold.tsx";
import { type FormField, isReadBy } from "./form-fields.ts";

interface Props {
  fields: readonly FormField[];
  method: string;
  task: TaskDescription | undefined;
}

/** Where the task's own defaults leave the common ones, and why. */
export function OwnDefaults({ fields, method, task }: Props) {
  const own = fields.filter((field) => field.reason !== null && isReadBy(field, method));
  if (!task || own.length === 0) return null;
  return (
    <Fold
      summary={
        <>
          Defaults of {task.title} <span className="count">{own.length}</span>
        </>
      }
    >
      <dl className="own-defaults">
        {own.map(({ path, title, initial, unit, reason }) => (
          <div key={path}>
            <dt>
              {title}
              <span className="number">
                {initial} {unit}
              </span>
            </dt>
            <dd>{reason}</dd>
          </div>
        ))}
      </dl>
    </Fold>
  );
}
