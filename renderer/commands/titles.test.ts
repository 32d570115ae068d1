import { expect, it } from "vitest";
import { about } from "../library/rows-store.ts";
import { runWith } from "../library/testing/runs.ts";
import { commandNamed, titleHere } from "./registry.ts";

const titles = (runs: number, ...ids: string[]) =>
  about(
    Array.from({ length: runs }, (_, i) => runWith(i + 1)),
    () => ids.map((id) => titleHere(commandNamed(id)!)),
  );

it("says in the menu on runs whether one is meant or how many", () => {
  const ids = ["library.archive", "library.restore", "library.rename", "compare.chosen", "compare.add"];
  expect(titles(1, ...ids)).toEqual([
    "Archive the run",
    "Restore the run from the bin",
    "Rename the run",
    "Compare the run",
    "Add the run to the comparison",
  ]);
  expect(titles(2, "library.archive", "library.star", "library.unarchive", "compare.add")).toEqual([
    "Archive 2 runs",
    "Star 2 runs, or take the star away",
    "Take 2 runs out of the archive",
    "Add 2 runs to the comparison",
  ]);
});

it("leaves the title that a command is found by, whatever is meant", () => {
  const { title } = commandNamed("library.delete")!;
  expect([title, ...titles(0, "library.delete")]).toEqual(["Delete the runs", "Delete the runs"]);
});
