import { expect, it } from "vitest";
import { foundCommands } from "./palette-score.ts";

const commands = [
  { title: "Show the log", keywords: ["messages"] },
  { title: "Show the task Walker", keywords: ["walker", "A planar biped learns to walk fast"] },
  { title: "Show keyboard shortcuts", keywords: ["keys"] },
  { title: "Learning curve: logarithmic or linear", keywords: ["log"] },
  { title: "Train", keywords: ["start"] },
  { title: "Star the runs", keywords: [] },
  { title: "Undo", keywords: [] },
];

const best = (sought: string) => foundCommands(commands, sought).map(({ title }) => title);

it("finds the words of titles first, then the others", () => {
  expect(best("show the log")).toEqual(["Show the log"]);
  expect(best("log")).toEqual(["Show the log", "Learning curve: logarithmic or linear"]);
  expect(best("biped")).toEqual(["Show the task Walker"]);
  expect(best("star")).toEqual(["Star the runs", "Train"]);
  expect(best("undo")).toEqual(["Undo"]);
});

it("takes the beginnings of words in any order", () => {
  expect(best("key sho")).toEqual(["Show keyboard shortcuts"]);
  expect(best("how")).toEqual([]);
  expect(best("")).toHaveLength(commands.length);
});
