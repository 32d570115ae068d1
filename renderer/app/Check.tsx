interface Props {
  label: string;
  title?: string;
  on: boolean;
  onChange(on: boolean): void;
}

/** A choice among many, in a list of them. */
export function Check({ label, title, on, onChange }: Props) {
  return (
    <label className="check" title={title}>
      <input type="checkbox" checked={on} onChange={({ target }) => onChange(target.checked)} />
      {label}
    </label>
  );
}
