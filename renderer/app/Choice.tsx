import { useId } from "react";

interface Props {
  label: string;
  value: string;
  /** Titles by value, in order. */
  options: readonly (readonly [value: string, title: string])[];
  onChange(value: string): void;
}

/** One of several, in a list that opens. */
export function Choice({ label, value, options, onChange }: Props) {
  const id = useId();
  return (
    <div className="check">
      <label htmlFor={id}>{label}</label>
      <span className="spacer" />
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </div>
  );
}
