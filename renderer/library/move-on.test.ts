import { afterEach, beforeEach, expect, it } from "vitest";
import { noLabels, type RunLabels, type RunSummary } from "../../main/engine/api.ts";
import { useEngine } from "../app/engine-store.ts";
import { useView } from "../app/view-store.ts";
import { moveOnFromGone } from "./move-on.ts";

const run = (id: number, labels: Partial<RunLabels> = {}) =>
  ({ id, task: "peg2d", labels: { ...noLabels, ...labels } }) as RunSummary;
const inBin = { deletedAt: "2026-11-27" };

let stop: () => void;
let chosen: (number | string)[];
beforeEach(() => {
  chosen = [];
  useEngine.setState({ runs: [run(4), run(3), run(2), run(1)] });
  stop = moveOnFromGone(
    (id) => {
      chosen.push(id);
      useView.setState({ run: id });
    },
    (task) => {
      chosen.push(task);
      useView.setState({ run: null });
    },
  );
});
afterEach(() => {
  stop();
  useView.setState({ run: null });
});

it("shows the run that takes the place of the one that went, else the last that is left", () => {
  useView.setState({ run: 3 });
  useEngine.setState({ runs: [run(4), run(3, inBin), run(2), run(1)] });
  useEngine.setState({ runs: [run(4), run(3, inBin), run(2, { archived: true }), run(1)] });
  useEngine.setState({ runs: [run(4), run(3, inBin), run(2, { archived: true }), run(1, inBin)] });
  expect(chosen).toEqual([2, 1, 4]);
});

it("shows the task where no run is left", () => {
  useView.setState({ run: 4 });
  useEngine.setState({ runs: [] });
  expect(chosen).toEqual(["peg2d"]);
});

it("shows a run again that comes back, unless another was chosen meanwhile", () => {
  useView.setState({ run: 3 });
  useEngine.setState({ runs: [run(4), run(3, inBin), run(2)] });
  useEngine.setState({ runs: [run(4), run(3), run(2)] });
  expect(chosen).toEqual([2, 3]);
  useEngine.setState({ runs: [run(4), run(3, inBin), run(2)] });
  useView.setState({ run: 4 });
  useEngine.setState({ runs: [run(4), run(3), run(2)] });
  expect(chosen).toEqual([2, 3, 2]);
});

it("shows the only run again", () => {
  useEngine.setState({ runs: [run(1)] });
  useView.setState({ run: 1 });
  useEngine.setState({ runs: [run(1, inBin)] });
  useEngine.setState({ runs: [run(1)] });
  expect(chosen).toEqual(["peg2d", 1]);
});

it("stays where another run went, and at one that was in the bin already", () => {
  useView.setState({ run: 3 });
  useEngine.setState({ runs: [run(3), run(2)] });
  expect(chosen).toEqual([]);
  useEngine.setState({ runs: [run(3), run(2, inBin)] });
  useView.setState({ run: 2 });
  useEngine.setState({ runs: [run(3), run(2, { ...inBin, star: true })] });
  expect(chosen).toEqual([]);
});
