/** A choice of which all is seen: radio buttons beside each other. */

interface Props<T extends string> {
  /** Unique in the window. */
  name: string;
  label: string;
  chosen: T;
  choices: readonly (readonly [value: T, title: string])[];
  onChoose(value: T): void;
}

export function Segments<T extends string>({ name, label, chosen, choices, onChoose }: Props<T>) {
  return (
    <div className="segments" role="radiogroup" aria-label={label}>
      {choices.map(([value, title]) => (
        <label key={value}>
          <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} />
          {title}
        </label>
      ))}
    </div>
  );
}
