interface Props {
  label: string;
  title?: string;
  on: boolean;
  onChange(on: boolean): void;
}

/** A switch that says in a word what it shows. */
export function Toggle({ label, title, on, onChange }: Props) {
  return (
    <button type="button" className="toggle" aria-pressed={on} title={title} onClick={() => onChange(!on)}>
      <span className="toggle-mark" aria-hidden="true" />
      {label}
    </button>
  );
}
