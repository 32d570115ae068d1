import { expect, it } from "vitest";
import { seek, setLength } from "../app/playback.ts";
import { shownSpan } from "../timeline/timeline-view.ts";
import { runCommand } from "./registry.ts";

const run = (...names: string[]) => names.map((name) => runCommand(`timelines.${name}`));

it("shows half of the time round the cursor, what is beside it, and all again", () => {
  setLength(800, 0.01);
  seek(4);
  expect(run("less")).toEqual([true]);
  expect(shownSpan()).toEqual([2, 6]);
  run("later");
  expect(shownSpan()).toEqual([3, 7]);
  run("earlier", "earlier");
  expect(shownSpan()).toEqual([1, 5]);
  run("all");
  expect(shownSpan()).toEqual([0, 8]);
});

it("goes nowhere while all of the time is shown", () => {
  expect(run("more", "earlier", "later")).toEqual([false, false, false]);
});
