import { expect, it } from "vitest";
import { completeConfig } from "../../main/engine/api.ts";
import { taskDescriptions } from "../../workers/systems/index.ts";
import { namesOf } from "./names.ts";
import { fieldOf, parseQuery, searcher, withField } from "./search.ts";
import { runWith } from "./testing/runs.ts";

const config = completeConfig({ task: "peg2d", options: { klStep: 1.5 } }, taskDescriptions[0]!);
const search = searcher(namesOf(taskDescriptions, new Map([["a", config]])));
const run = runWith(
  12,
  { seed: 3, status: "failed", reason: "no positive definite Quu" },
  { name: "More noise", tags: ["paper", "Fig 2"], note: "compare with 7", star: true },
);
const finds = (text: string) => search(parseQuery(text))(run);

it.each([
  "",
  "12",
  "more NOISE",
  "noise more",
  "peg",
  "quu",
  "paper",
  "failed",
  "seed:3",
  "tag:paper",
  'tag:"fig 2"',
  "is:starred status:fail",
  "task:peg2d",
  "method:trajectory compare",
  '"compare with"',
  "run:12",
  "note:7 name:more",
  "kl 1.5",
  'settings:"KL step 1.5"',
])("finds a run by %j", (text) => expect(finds(text)).toBe(true));

it.each([
  "walker",
  "seed:33",
  "seed:1",
  "tag:pap",
  "status:completed",
  "is:running",
  "noise swimmer",
  '"with compare"',
  "foo:bar",
  "settings:samples",
])("does not find it by %j", (text) => expect(finds(text)).toBe(false));

it("sets, changes and takes away one field of a query and leaves the rest", () => {
  const asked = withField('noise status:failed "a b"', "status", "completed");
  expect(fieldOf(asked, "status")).toBe("completed");
  expect(parseQuery(asked).words).toEqual(["noise", "a b"]);
  expect(withField(asked, "status", "")).toBe('noise "a b"');
  expect(fieldOf(withField("", "tag", "fig 2"), "tag")).toBe("fig 2");
});
