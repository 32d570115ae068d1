import { type InputHTMLAttributes, useId } from "react";
import { type FormField, methodTitle } from "./form-fields.ts";

interface Props {
  field: FormField;
  value: string;
  /** Its values stand in the sweep. */
  swept?: boolean;
  error: string | undefined;
  onChange(value: string): void;
}

export function Field({ field, value, swept = false, error, onChange }: Props) {
  const id = useId();
  const { title, symbol, path, initial } = field;
  const changed = !swept && path !== "task" && value !== initial;
  const about = [error && `${id}-error`, changed && `${id}-default`].filter(Boolean).join(" ");
  const shared = { id, "aria-invalid": error !== undefined, "aria-describedby": about || undefined };
  return (
    <div className="field" data-changed={changed} title={tooltipOf(field)}>
      <label htmlFor={id}>
        {title} {symbol && <span className="symbol">{symbol}</span>}
      </label>
      {changed && (
        <span id={`${id}-default`} className="visually-hidden">
          {initial === "" ? "Changed" : `Changed from ${labelOf(field, initial)}`}
        </span>
      )}
      {swept ? (
        <output id={id} className="muted">
          in the sweep
        </output>
      ) : (
        <Control field={field} value={value} shared={shared} onChange={onChange} />
      )}
      {error && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
    </div>
  );
}

interface ControlProps extends Pick<Props, "field" | "value" | "onChange"> {
  shared: Pick<InputHTMLAttributes<HTMLElement>, "id" | "aria-invalid" | "aria-describedby">;
}

function Control({ field: { kind, choices, integer, unit }, value, shared, onChange }: ControlProps) {
  if (kind === "choice")
    return (
      <select {...shared} value={value} onChange={({ target }) => onChange(target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  if (kind === "switch")
    return (
      <input
        {...shared}
        data-history
        type="checkbox"
        checked={value === "true"}
        onChange={({ target }) => onChange(String(target.checked))}
      />
    );
  return (
    <span className="entry">
      <input
        {...shared}
        data-history
        className={kind === "number" ? "number" : ""}
        inputMode={kind === "text" ? "text" : integer ? "numeric" : "decimal"}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      {unit && (
        <label className="unit" htmlFor={shared.id}>
          {unit}
        </label>
      )}
    </span>
  );
}

/** A value as the form shows it. */
function labelOf({ choices }: FormField, value: string): string {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}

/** The quantity with its symbol and unit, what it means, who reads it, and what it is when nothing is typed. */
function tooltipOf({ title, description, symbol, unit, initial, reason, methods, path }: FormField): string {
  const name = `${title}${symbol ? ` ${symbol}` : ""}${unit ? ` [${unit}]` : ""}`;
  const own = reason && ` for this task: ${reason}`;
  const standard = initial && path !== "task" && `Default ${initial}${own ?? ""}.`;
  const readers = methods && `Read by ${methods.map(methodTitle).join(" and ")}.`;
  return [`${name}.`, description && `${description}.`, standard, readers].filter(Boolean).join("\n");
}
