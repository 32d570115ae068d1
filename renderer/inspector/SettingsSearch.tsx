import type { ReactNode } from "react";
import { type FormField, isFoundBy, isReadBy, methodTitle } from "./form-fields.ts";
import type { Form } from "./new-run.ts";

export function SearchBox({ sought, onChange }: { sought: string; onChange(sought: string): void }) {
  return (
    <input
      type="search"
      className="settings-search"
      aria-label="Search settings"
      placeholder="Search settings"
      autoComplete="off"
      spellCheck={false}
      value={sought}
      onChange={({ target }) => onChange(target.value)}
      onKeyDown={(event) => {
        // Enter in a search looks; it does not train.
        if (event.key === "Enter") event.preventDefault();
        if (event.key === "Escape") onChange("");
      }}
    />
  );
}

interface FoundProps {
  form: Form;
  sought: string;
  show(field: FormField): ReactNode;
}

/** What the method reads of what was found, and the names of the rest with their methods. */
export function Found({ form, sought, show }: FoundProps) {
  const here = form.offered.filter((field) => isFoundBy(field, sought));
  const elsewhere = form.fields.filter((field) => isFoundBy(field, sought) && !isReadBy(field, form.method));
  return (
    <fieldset className="group" aria-label="Found settings">
      {here.map(show)}
      {elsewhere.map(({ path, title, methods }) => (
        <p key={path} className="elsewhere">
          {title}: {(methods ?? []).map(methodTitle).join(", ")}
        </p>
      ))}
      {here.length + elsewhere.length === 0 && (
        <p className="elsewhere">No setting has “{sought}” in its name or explanation.</p>
      )}
    </fieldset>
  );
}
