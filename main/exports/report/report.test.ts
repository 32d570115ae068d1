import { afterAll, beforeAll, expect, test } from "vitest";
import { replay } from "../../../workers/physics/replay.ts";
import { sceneOf } from "../../../workers/physics/scene.ts";
import { Simulation } from "../../../workers/physics/simulation.ts";
import { modelText } from "../../../workers/testing/models.ts";
import { type FakeRun, fakeRun } from "../testing/fake-run.ts";
import { type ReportSource, reportHtml, shownIterations } from "./report.ts";

let fake: FakeRun;
let source: ReportSource;
beforeAll(async () => {
  fake = await fakeRun();
  const { detail } = fake.run;
  const simulation = await Simulation.load(modelText(detail.task.model));
  const motions = shownIterations(detail).map((iteration) => ({
    iteration,
    physics: replay(simulation, { ...fake.run.rollouts(iteration)[0], shifts: [] }, detail.task.actionDim, true),
  }));
  source = { detail, scene: sceneOf(simulation), motions };
  simulation.dispose();
});
afterAll(() => fake.close());

const dataIn = (html: string) => JSON.parse(/id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? "");

test("fetches nothing, and says all that the run was made with", () => {
  const html = reportHtml(source);
  expect(html).not.toMatch(/\b(src|href)=/);
  expect(html).not.toMatch(/https?:\/\//);
  // Whoever reads by landmarks comes to the content, and to each number by its name.
  expect(html.match(/<main>\s*<h1>/g)).toHaveLength(1);
  expect(html.indexOf("</main>")).toBeLessThan(html.indexOf("<script"));
  expect(html).not.toContain("<th>");
  for (const text of ["Peg 2D", source.detail.configHash, "Samples N [rollouts]", "3.14.0"])
    expect(html).toContain(text);
});

test("has the poses that the physics had, thinned to the player's rate", () => {
  const data = dataIn(reportHtml(source));
  expect(data.motions).toHaveLength(3);
  expect(data.motions[0].frames).toBe(200);
  expect(data.period).toBeCloseTo(0.04);
  const bytes = Buffer.from(data.motions[1].poses, "base64");
  const width = 7 * source.scene.bodies.length;
  const { poses } = source.motions[1].physics;
  for (const [frame, i] of [
    [0, 8],
    [50, 9],
    [199, width - 1],
  ])
    expect(bytes.readFloatLE(4 * (frame * width + i))).toBe(poses[4 * frame * width + i]);
});

test("lets nobody out of its texts", () => {
  const task = { ...source.detail.task, title: "</script><b>" };
  const html = reportHtml({ ...source, detail: { ...source.detail, task } });
  expect(html).not.toContain("<b>");
  expect(dataIn(html).motions).toHaveLength(3);
});

test("says what was reached and what it was made with in words, with the same digits throughout", () => {
  const summary = { ...source.detail.summary, metric: 1.4, cost: 12, seconds: 72 };
  const html = reportHtml({ ...source, detail: { ...source.detail, summary } });
  const said = Object.fromEntries(
    [...html.matchAll(/<th scope="row">(.*?)<\/th><td>(.*?)<\/td>/g)].map(([, name, value]) => [name, value]),
  );
  expect(said).toMatchObject({
    Status: "Completed",
    Method: "Trajectory optimisation",
    [source.detail.task.metric.title]: "1.40\u00a0m",
    Cost: "12.0",
    "Computing time": "1:12",
    MuJoCo: source.detail.versions.mujoco,
    "Hash of the configuration": source.detail.configHash,
  });
  expect(Object.keys(said).filter((name) => /^[a-z]/.test(name))).toEqual([]);
});

test("draws the policy beside its controllers, dashed, where the run learns one", () => {
  expect(reportHtml(source)).not.toContain('class="curve policy" points');
  const iterations = source.detail.iterations.map((one, i) => ({
    ...one,
    policy: { loss: 3 - i, kl: i === 2 ? null : 1, cost: 10, metric: 0.5, success: 0.25 },
  }));
  const html = reportHtml({ ...source, detail: { ...source.detail, iterations } });
  const dashed = [...html.matchAll(/class="curve policy" points="(.*?)"/g)].map(
    ([, points]) => points.split(" ").length,
  );
  expect(dashed).toEqual([3, 3, 3]);
  expect(html).toContain("Policy's divergence from the controllers made next [nat]");
  expect(html).toMatch(/Policy: Final distance to slot bottom<\/th><td>0\.500\u00a0m</);
});

test("draws curves of what there is, rejected iterations hollow", () => {
  const [first, second, third] = source.detail.iterations;
  const iterations = [first, { ...second, accepted: false }, { ...third, cost: null }];
  const html = reportHtml({ ...source, detail: { ...source.detail, iterations } });
  expect(html.match(/class="rejected"/g)).toHaveLength(4);
  expect(shownIterations({ ...source.detail, iterations })).toEqual([1, 3]);
});
