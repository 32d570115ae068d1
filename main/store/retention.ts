/** Which iterations of a finished run keep their rollouts. */
import type { Iteration } from "../engine/api.ts";
import type { Retention } from "../engine/project-api.ts";

type Candidate = Pick<Iteration, "iteration" | "cost" | "accepted">;

/** The iterations whose rollouts may go. The last one stays, and the accepted one of least cost. */
export function thinnable(iterations: readonly Candidate[], { rollouts, every }: Retention): number[] {
  if (rollouts === "all") return [];
  const last = iterations.at(-1)?.iteration;
  const best = bestOf(iterations);
  const stays = (iteration: number): boolean =>
    iteration === last || iteration === best || (rollouts === "every" && iteration % every === 0);
  return iterations.map(({ iteration }) => iteration).filter((iteration) => !stays(iteration));
}

function bestOf(iterations: readonly Candidate[]): number | null {
  const costs = iterations.filter(({ accepted, cost }) => accepted && cost !== null);
  if (costs.length === 0) return null;
  return costs.reduce((best, it) => ((it.cost ?? 0) < (best.cost ?? 0) ? it : best)).iteration;
}
