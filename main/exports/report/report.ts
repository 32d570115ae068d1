/**
 * A run as one HTML file that opens anywhere: the robot in motion from the first iteration to the last, learning curves,
 * configuration. Style, player and data are inside; nothing is fetched, and no server is needed.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { MotionPhysics } from "../../../workers/trainer-api.ts";
import type { RunDetail, SceneModel } from "../../engine/api.ts";
import { exportsFolder } from "../../paths.ts";
import { runName } from "../../store/errors.ts";
import { configurationRows, methodTitle } from "./configuration.ts";
import { curveFigure } from "./curve.ts";
import { escaped } from "./escape.ts";
import { capitalised, durationWords, momentWords, quantityWords, shareWords } from "./words.ts";

/** The format's name. */
export const REPORT = "html";

export interface ReportSource {
  detail: RunDetail;
  scene: SceneModel;
  /** A rollout of each iteration that is shown, with its poses. */
  motions: readonly { iteration: number; physics: MotionPhysics }[];
}

/** Frames that are kept of a rollout in a second. */
const RATE = 25;

/** Iterations that are shown: the first, the last, and at most this many in all, evenly chosen. */
const SHOWN = 6;

export function shownIterations({ iterations }: RunDetail): number[] {
  const accepted = iterations.filter((one) => one.accepted).map(({ iteration }) => iteration);
  const count = Math.min(SHOWN, accepted.length);
  return Array.from(
    { length: count },
    (_, i) => accepted[Math.round((i * (accepted.length - 1)) / Math.max(1, count - 1))],
  );
}

export function reportHtml(source: ReportSource): string {
  const { detail } = source;
  const { task, summary } = detail;
  const resource = (name: string) => readFileSync(path.join(exportsFolder, "report", name), "utf8");
  const title = `Run ${runName(summary.id)}: ${task.title}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
${resource("style.css")}</style>
<main>
<h1>${escaped(title)}</h1>
<p class="quiet">${escaped(task.summary)}</p>
${playback(source)}
<h2>What it reached</h2>
${table(resultsOf(detail))}
<h2>Learning</h2>
<p class="quiet">By iteration: the mean of its rollouts, with a band of one standard deviation. Hollow points were rejected.</p>
<div class="curves">
${learningCurves(detail).join("\n")}
</div>
<h2>Configuration</h2>
${table(configurationRows(detail.config, task))}
<h2>Made with</h2>
${table(originOf(detail))}
</main>
${source.motions.length === 0 ? "" : script(source, resource("player.js"))}
</html>
`;
}

function playback({ motions }: ReportSource): string {
  if (motions.length === 0) return "<p>No iteration was accepted: there is nothing to play.</p>";
  const options = motions.map(({ iteration }) => `<option>Iteration ${iteration}</option>`).join("");
  return `<h2>Motion</h2>
<canvas width="960" height="540" role="img" aria-label="The robot; drag to turn, wheel to zoom"></canvas>
<div class="controls"><button id="play">Play</button><input id="time" type="range" min="0" value="0" aria-label="Frame">
<output id="clock"></output><select id="choice" aria-label="Iteration">${options}</select></div>`;
}

/** The policy's beside those of the controllers that teach it, where the run learns one. */
function learningCurves({ iterations, task: { metric, success } }: RunDetail): string[] {
  // A policy is learnt in each iteration, whatever becomes of its controllers.
  const every = iterations.map((one) => ({ ...one, accepted: true }));
  return [
    curveFigure(
      "Cost",
      iterations,
      ({ cost, costStd }) => [cost, costStd],
      ({ policy }) => policy?.cost ?? null,
    ),
    curveFigure(
      `${metric.title} [${metric.unit}]`,
      iterations,
      (it) => [it.metric, it.metricStd],
      ({ policy }) => policy?.metric ?? null,
    ),
    curveFigure(
      `${success.title}, share of rollouts`,
      iterations,
      (it) => [it.success, null],
      ({ policy }) => policy?.success ?? null,
    ),
    curveFigure("KL of the update [nat]", iterations, ({ kl }) => [kl, null]),
    curveFigure("Policy's divergence from the controllers that teach it [nat]", every, ({ policy }) => [
      policy?.loss ?? null,
      null,
    ]),
    curveFigure("Policy's divergence from the controllers made next [nat]", every, ({ policy }) => [
      policy?.kl ?? null,
      null,
    ]),
  ];
}

function resultsOf({ summary, task, iterations }: RunDetail): [string, string][] {
  const { metric, success } = task;
  const policy = iterations.findLast((one) => one.policy !== null)?.policy;
  return [
    ["Status", capitalised(summary.status)],
    ["Method", methodTitle(summary.method)],
    ["Seed", String(summary.seed)],
    [metric.title, quantityWords(summary.metric, metric.unit)],
    [success.title, shareWords(summary.success)],
    ["Cost", quantityWords(summary.cost)],
    ...(policy
      ? ([
          [`Policy: ${metric.title}`, quantityWords(policy.metric, metric.unit)],
          [`Policy: ${success.title}`, shareWords(policy.success)],
          ["Policy: Cost", quantityWords(policy.cost)],
        ] satisfies [string, string][])
      : []),
    ["Iterations", `${summary.iterationsDone} of ${summary.iterationsTotal}`],
    ["Rollouts", summary.rollouts.toLocaleString("en")],
    ["Computing time", durationWords(summary.seconds)],
    ["Started", momentWords(summary.createdAt)],
  ];
}

function originOf({ versions: { app, mujoco, node, kernels }, configHash }: RunDetail): [string, string][] {
  return [
    ["Guidepost", app],
    ["MuJoCo", mujoco],
    ["Node", node],
    ["Kernels", kernels],
    ["Hash of the configuration", configHash],
  ];
}

function table(rows: readonly (readonly [string, string])[]): string {
  const cells = rows.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`);
  return `<table>${cells.join("")}</table>`;
}

function script(source: ReportSource, player: string): string {
  // The only way out of a script element.
  const data = JSON.stringify(dataOf(source)).replaceAll("<", "\\u003c");
  return `<script type="application/json" id="data">${data}</script>\n<script>\n${player}</script>`;
}

/** What the player reads. */
function dataOf({ detail: { task }, scene, motions }: ReportSource): object {
  const stride = Math.max(1, Math.round(1 / (RATE * task.dt)));
  const geoms = scene.geoms
    .filter(({ type, rgba }) => type !== "plane" && rgba[3] > 0)
    .map(({ rgba, body, type, size, position, orientation }) => ({
      body,
      type,
      size,
      position,
      orientation,
      color: css(rgba),
    }));
  const thinned = motions.map(({ iteration, physics }) => thin(iteration, physics, scene.bodies.length, stride));
  const follow = task.scene.follow ? scene.bodies.findIndex(({ parent }, i) => i > 0 && parent === 0) : null;
  const box = extent(thinned, scene.bodies.length, follow);
  return {
    bodies: scene.bodies.length,
    geoms,
    motions: thinned.map(({ title, frames, poses }) => ({
      title,
      frames,
      poses: Buffer.from(poses.buffer).toString("base64"),
    })),
    period: stride * task.dt,
    planar: scene.joints.every(({ axis }) => Math.abs(axis[1]) > 0.99 || Math.abs(axis[1]) < 0.01),
    ground: Math.min(0, box.centre[2] - box.height / 2),
    follow,
    ...box,
  };
}

function css([r, g, b, a]: number[]): string {
  return `rgb(${[r, g, b].map((value) => Math.round(255 * value)).join(" ")} / ${a})`;
}

interface Thinned {
  title: string;
  frames: number;
  poses: Float32Array;
}

/** Every `stride`-th row of the poses. */
function thin(iteration: number, { poses }: MotionPhysics, bodies: number, stride: number): Thinned {
  const width = 7 * bodies;
  const frames = Math.ceil(poses.length / width / stride);
  const kept = new Float32Array(frames * width);
  for (let i = 0; i < frames; i++) kept.set(poses.subarray(i * stride * width, (i * stride + 1) * width), i * width);
  return { title: `Iteration ${iteration}`, frames, poses: kept };
}

/** Room round the bodies' origins, for their shapes [m]. */
const ROOM = 0.7;

/** Middle and size [m] of where the bodies go; of a robot that is followed, of where it begins. */
function extent(motions: readonly Thinned[], bodies: number, follow: number | null) {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const { poses, frames } of motions)
    for (let at = 0; at < (follow === null ? frames * bodies : bodies); at++) {
      if (at % bodies === 0) continue;
      for (let i = 0; i < 3; i++) {
        low[i] = Math.min(low[i], poses[7 * at + i]);
        high[i] = Math.max(high[i], poses[7 * at + i]);
      }
    }
  const size = low.map((value, i) => Math.max(0, high[i] - value));
  return {
    centre: low.map((value, i) => (value + high[i]) / 2),
    width: Math.hypot(size[0], size[1]) + ROOM,
    height: size[2] + ROOM,
  };
}
