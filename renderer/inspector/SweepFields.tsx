/** Settings that are swept: a run for each combination of their values. */
import { useId, useState } from "react";
import { Fold } from "../app/Fold.tsx";
import { IconButton } from "../app/IconButton.tsx";
import type { FormField } from "./form-fields.ts";
import { type Form, startSweeping, stopSweeping, sweepOver } from "./new-run.ts";
import { sweptRows } from "./sweep.ts";

export function SweepFields({ form }: { form: Form }) {
  const { sweep } = form;
  const rows = sweptRows(form.offered, form.swept);
  const errors = sweep === null || sweep.ok ? {} : sweep.errors;
  return (
    <Fold
      summary={<>Sweep {sweep?.ok && <span className="count">{runs(sweep.configs.length)}</span>}</>}
      open={rows.length > 0}
    >
      <div className="sweep">
        {rows.length === 0 && <p className="muted">Several values of some settings: a run for each combination.</p>}
        {rows.map(({ field, text }) => (
          <Row key={field.path} field={field} text={text} error={errors[field.path]} />
        ))}
        <Add form={form} />
      </div>
    </Fold>
  );
}

export function runs(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "run" : "runs"}`;
}

interface RowProps {
  field: FormField;
  text: string;
  error: string | undefined;
}

function Row({ field, text, error }: RowProps) {
  const id = useId();
  const { title, symbol, unit, kind, integer } = field;
  const listed = kind === "choice" || kind === "switch";
  const name = (
    <>
      {title} {symbol && <span className="symbol">{symbol}</span>} {unit && <span className="unit">{unit}</span>}
    </>
  );
  return (
    <div className="swept">
      {listed ? <span id={id}>{name}</span> : <label htmlFor={id}>{name}</label>}
      <IconButton
        icon="close"
        className="small"
        label={`Sweep no more: ${title}`}
        onClick={() => stopSweeping(field)}
      />
      {listed ? (
        <Values labelledBy={id} field={field} text={text} />
      ) : (
        <input
          id={id}
          data-history
          placeholder={integer ? "1..5, 8" : "0.3, 1, 3"}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={error !== undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          value={text}
          onChange={({ target }) => sweepOver(field, target.value)}
        />
      )}
      {error && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
    </div>
  );
}

const switchChoices = [
  { value: "true", label: "On" },
  { value: "false", label: "Off" },
];

/** The values of a field that has few: each is in the sweep or not. */
function Values({ labelledBy, field, text }: { labelledBy: string; field: FormField; text: string }) {
  const chosen = text.split(",");
  const choices = field.kind === "switch" ? switchChoices : field.choices;
  const choose = (value: string, on: boolean) => {
    const kept = choices.filter((choice) => (choice.value === value ? on : chosen.includes(choice.value)));
    sweepOver(field, kept.map((choice) => choice.value).join(","));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in the row's grid
    <div className="swept-values" role="group" aria-labelledby={labelledBy}>
      {choices.map(({ value, label }) => (
        <label key={value} className="check">
          <input
            type="checkbox"
            data-history
            checked={chosen.includes(value)}
            onChange={({ target }) => choose(value, target.checked)}
          />
          {label}
        </label>
      ))}
    </div>
  );
}

/** Another setting to sweep, out of those that there is a choice of. */
function Add({ form }: { form: Form }) {
  const [asked, setAsked] = useState("seed");
  const left = form.offered.filter(
    ({ path, kind }) => path !== "task" && kind !== "text" && !form.swept.some((row) => row.path === path),
  );
  const field = left.find(({ path }) => path === asked) ?? left[0];
  if (field === undefined) return null;
  return (
    <div className="sweep-add">
      <select aria-label="Setting to sweep" value={field.path} onChange={({ target }) => setAsked(target.value)}>
        {left.map(({ path, title }) => (
          <option key={path} value={path}>
            {title}
          </option>
        ))}
      </select>
      <button type="button" onClick={() => startSweeping(field, form.values[field.path] ?? "")}>
        Add to the sweep
      </button>
    </div>
  );
}
