/** What the colours in the scene mean, of what is drawn now. */
import { useDisplay } from "../app/view-store.ts";

interface Props {
  /** What is solid. */
  solid: string;
  samples: number;
}

export function Legend({ solid, samples }: Props) {
  const { ghosts, trace, history, spread, forces, ranges } = useDisplay();
  const entries = [
    { on: true, name: solid, color: "var(--text)" },
    { on: ghosts && samples > 0, name: `Other samples (${samples})`, color: "var(--ghost)" },
    { on: trace, name: "Way of the tip", color: "var(--accent)" },
    { on: history, name: "Earlier iterations, from the oldest", color: "var(--series-3)" },
    { on: spread, name: "Spread, two deviations", color: "color-mix(in srgb, var(--accent) 45%, transparent)" },
    { on: forces, name: "Contact force, centre of mass", color: "var(--muscle-warm)" },
    { on: ranges, name: "Joint range", color: "var(--accent)" },
  ];
  return (
    <ul className="scene-legend">
      {entries
        .filter(({ on }) => on)
        .map(({ name, color }) => (
          <li key={name}>
            <span className="legend-mark" style={{ background: color }} aria-hidden="true" />
            {name}
          </li>
        ))}
    </ul>
  );
}
