import { useId } from "react";
import { type FormField, methodTitle } from "./form-fields.ts";

interface Props {
  field: FormField;
  value: string;
  error: string | undefined;
  onChange(value: string): void;
}

export function Field({ field, value, error, onChange }: Props) {
  const id = useId();
  const { title, symbol, unit, kind, choices, integer, initial } = field;
  const shared = { id, "aria-invalid": error !== undefined, "aria-describedby": error ? `${id}-error` : undefined };
  return (
    <div className="field" data-changed={value !== initial && kind !== "choice"} title={tooltipOf(field)}>
      <label htmlFor={id}>
        {title} {symbol && <span className="symbol">{symbol}</span>}
      </label>
      {kind === "choice" ? (
        <select {...shared} value={value} onChange={({ target }) => onChange(target.value)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : kind === "switch" ? (
        <input
          {...shared}
          data-history
          type="checkbox"
          checked={value === "true"}
          onChange={({ target }) => onChange(String(target.checked))}
        />
      ) : (
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
          {unit && <span className="unit">{unit}</span>}
        </span>
      )}
      {error && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
    </div>
  );
}

/** The quantity with its symbol and unit, what it means, who reads it, and what it is when nothing is typed. */
function tooltipOf({ title, description, symbol, unit, initial, reason, methods, path }: FormField): string {
  const name = `${title}${symbol ? ` ${symbol}` : ""}${unit ? ` [${unit}]` : ""}`;
  const own = reason && ` for this task: ${reason}`;
  const standard = initial && path !== "task" && `Default ${initial}${own ?? ""}.`;
  const readers = methods && `Read by ${methods.map(methodTitle).join(" and ")}.`;
  return [`${name}.`, description && `${description}.`, standard, readers].filter(Boolean).join("\n");
}
