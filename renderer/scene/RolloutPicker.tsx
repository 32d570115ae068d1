/** Chooses the rollout that is solid in the scene and plotted below it. */
import type { RolloutDrawing } from "../../main/engine/api.ts";
import { useView } from "../app/view-store.ts";

/** More samples than this are offered in a list instead of side by side. */
const MOST_SEGMENTS = 8;

/** How a rollout that did not run to its end is told. */
const ended: Record<RolloutDrawing["status"], { sign: string; word: string }> = {
  ok: { sign: "", word: "" },
  fallen: { sign: " ↓", word: ", fell" },
  diverged: { sign: " ✕", word: ", diverged" },
};

export function RolloutPicker({ rollouts }: { rollouts: readonly RolloutDrawing[] }) {
  const shown = useView((view) => view.shown);
  const choose = (choice: "mean" | number) => useView.setState({ shown: choice });
  const whose = originOf(rollouts);
  const choices = [
    { choice: "mean" as const, label: "Mean", name: `Mean of the samples${rollouts[0] ? whose(rollouts[0]) : ""}` },
    ...rollouts.map((rollout, i) => ({
      choice: i,
      label: `${i + 1}${ended[rollout.status].sign}`,
      name: `Sample ${i + 1}${whose(rollout)}${ended[rollout.status].word}`,
    })),
  ];
  if (rollouts.length > MOST_SEGMENTS)
    return (
      <select
        aria-label="Shown rollout"
        value={String(shown)}
        onChange={({ target }) => choose(target.value === "mean" ? "mean" : Number(target.value))}
      >
        {choices.map(({ choice, name }) => (
          <option key={choice} value={choice}>
            {name}
          </option>
        ))}
      </select>
    );
  return (
    <div className="segments" role="radiogroup" aria-label="Shown rollout">
      {choices.map(({ choice, label, name }) => (
        <label key={choice} title={name}>
          <input
            type="radio"
            name="rollout"
            aria-label={name}
            checked={shown === choice}
            onChange={() => choose(choice)}
          />
          <span aria-hidden="true">{label}</span>
        </label>
      ))}
    </div>
  );
}

/** Condition and actor in words, where the rollouts do not have them all in common. */
function originOf(rollouts: readonly RolloutDrawing[]): (rollout: RolloutDrawing) => string {
  const differ = (key: "condition" | "actor") => new Set(rollouts.map((rollout) => rollout[key])).size > 1;
  const [conditions, actors] = [differ("condition"), differ("actor")];
  const words = { controller: "controller", policy: "network" };
  return ({ condition, actor }) => `${conditions ? `, ${condition}` : ""}${actors ? `, ${words[actor]}` : ""}`;
}
