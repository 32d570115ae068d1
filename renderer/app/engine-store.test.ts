import { beforeEach, expect, it } from "vitest";
import type { Iteration, Progress, RunDetail, RunSummary } from "../../main/engine/api.ts";
import { runWith } from "../library/testing/runs.ts";
import { hear, useEngine, withIterations, withRuns } from "./engine-store.ts";
import type { News } from "./inbox.ts";

const iteration = (n: number, cost = 1) => ({ iteration: n, cost }) as Iteration;

beforeEach(() => useEngine.setState({ runs: null, details: {}, progress: {} }));

const nothing: News = { runs: new Map(), removed: new Set(), iterations: new Map(), progress: new Map() };
const news = (told: Partial<News>): News => ({ ...nothing, ...told });
const byId = (...runs: RunSummary[]) => new Map(runs.map((changed) => [changed.id, changed]));
const opened = (id: number) => ({ summary: runWith(id), iterations: [] as Iteration[] }) as RunDetail;

it("keeps runs newest first and each once", () => {
  const runs = withRuns([runWith(3), runWith(1)], byId(runWith(2), runWith(1, { status: "completed" })));
  expect(runs.map(({ id, status }) => [id, status])).toEqual([
    [3, "running"],
    [2, "running"],
    [1, "completed"],
  ]);
});

it("leaves the runs that nothing was told about the same objects", () => {
  const before = [runWith(3), runWith(2), runWith(1)];
  const after = withRuns(before, byId(runWith(2, { iterationsDone: 4 })));
  expect([after[0] === before[0], after[1] === before[1], after[2] === before[2]]).toEqual([true, false, true]);
});

it("keeps iterations in order and each once, as told last", () => {
  const list = withIterations(withIterations([], [iteration(1), iteration(3)]), [iteration(2)]);
  const again = withIterations(list, [iteration(4), iteration(3, 7), iteration(4, 8)]);
  expect(again.map(({ iteration: n, cost }) => [n, cost])).toEqual([
    [1, 1],
    [2, 1],
    [3, 7],
    [4, 8],
  ]);
});

it("changes once for all that was told", () => {
  useEngine.setState({ details: { 1: opened(1) } });
  let changes = 0;
  const stop = useEngine.subscribe(() => changes++);
  hear(
    news({
      runs: byId(runWith(1, { iterationsDone: 2 })),
      iterations: new Map([[1, [iteration(1), iteration(2)]]]),
      progress: new Map([[1, { run: 1, iteration: 3 } as Progress]]),
    }),
  );
  stop();
  expect(changes).toBe(1);
  const { details, progress, runs } = useEngine.getState();
  expect(details[1]?.iterations).toHaveLength(2);
  expect(details[1]?.summary).toBe(runs?.[0]);
  expect(progress[1]?.iteration).toBe(3);
});

it("leaves what nothing was told about as it was", () => {
  useEngine.setState({ runs: [runWith(1)], details: { 1: opened(1) }, progress: { 1: { run: 1 } as Progress } });
  const before = useEngine.getState();
  hear(news({ iterations: new Map([[2, [iteration(1)]]]) }));
  const after = useEngine.getState();
  expect([after.runs, after.details, after.progress]).toEqual([before.runs, before.details, before.progress]);
  expect(after.runs === before.runs && after.details === before.details && after.progress === before.progress).toBe(
    true,
  );
});

it("forgets progress when a run ends", () => {
  useEngine.setState({ details: { 1: opened(1) }, progress: { 1: { run: 1, iteration: 2 } as Progress } });
  hear(
    news({
      runs: byId(runWith(1, { status: "cancelled" })),
      progress: new Map([[1, { run: 1, iteration: 3 } as Progress]]),
    }),
  );
  expect(useEngine.getState().progress).toEqual({});
  expect(useEngine.getState().details[1]?.summary.status).toBe("cancelled");
});

it("forgets the runs that are gone for good", () => {
  hear(news({ runs: byId(runWith(1), runWith(2), runWith(3)) }));
  hear(news({ removed: new Set([2]), runs: byId(runWith(3, { seconds: 1 })) }));
  expect(useEngine.getState().runs?.map(({ id, seconds }) => [id, seconds])).toEqual([
    [3, 1],
    [1, 0],
  ]);
});
