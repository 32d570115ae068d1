/**
 * Rollouts of one iteration as an MCAP file, which Lichtblick and Foxglove open. They follow one another in time, each
 * after a pause; messages are JSON.
 *
 *   /tf        foxglove.FrameTransforms   each body in the frame of the body that carries it, and the centre of mass
 *   /scene     foxglove.SceneUpdate       the bodies' shapes, once for each rollout
 *   /forces    foxglove.SceneUpdate       contact forces and centre of mass
 *   /muscles   foxglove.SceneUpdate       muscles and chambers of a soft body
 *   /rollout   guidepost.Rollout          which rollout begins
 *   /state, /action, /cost                named quantities in the task's units
 *   /model     guidepost.Model            error of the prediction of the next state, where there was one
 *
 * Metadata: `guidepost.run`, all that is known of the run, and `guidepost.scale`, how long the forces' arrows are.
 */
import { McapWriter } from "@mcap/core";
import type { RunDetail } from "../../engine/api.ts";
import type { RecordedRollout } from "../../engine/runs.ts";
import type { Append } from "../run-data.ts";
import { bodyEntities } from "./bodies.ts";
import { forceEntity } from "./forces.ts";
import { frameNames, frameTransforms } from "./frames.ts";
import { activationsAt, muscleEntity } from "./muscles.ts";
import { pointAt, posesAt } from "./poses.ts";
import { type Scale, scaleOf } from "./scale.ts";
import { frameTransformsSchema, type JsonSchema, quantities, rolloutStart, sceneUpdate } from "./schemas.ts";
import type { McapSource } from "./source.ts";

/** The format's name. */
export const MCAP = "mcap";

/** From the end of a rollout to the start of the next [s]. */
const PAUSE = 0.5;

type Topic = "/tf" | "/scene" | "/forces" | "/muscles" | "/rollout" | "/state" | "/action" | "/cost" | "/model";
type Send = (topic: Topic, time: bigint, message: object) => Promise<void>;

/** Writes through `append` as the rollouts are replayed, one after the other: once for the scale, then to be written. */
export async function writeMcap(source: McapSource, append: Append): Promise<void> {
  let position = 0n;
  const writer = new McapWriter({
    writable: {
      async write(bytes) {
        append(bytes);
        position += BigInt(bytes.length);
      },
      position: () => position,
    },
  });
  const { detail } = source;
  await writer.start({ profile: "", library: `guidepost ${detail.versions.app}` });
  await writer.addMetadata({ name: "guidepost.run", metadata: new Map([["run", JSON.stringify(detail)]]) });
  const scale = await scaleOf(source);
  await writer.addMetadata({ name: "guidepost.scale", metadata: scaleWords(scale) });
  await writeRollouts(source, scale, await channels(writer, topicsOf(source)));
  await writer.end();
}

function scaleWords({ perNewton, longest, least }: Scale): Map<string, string> {
  const numbers = { metresPerNewton: perNewton, longestArrow: longest, leastForce: least };
  return new Map(Object.entries(numbers).map(([name, value]) => [name, String(value)]));
}

/** Schemas by topic. */
function topicsOf({ detail: { task } }: McapSource): Partial<Record<Topic, JsonSchema>> {
  const named = (entries: readonly { name: string; unit: string }[]) =>
    entries.map(({ name, unit }) => ({ name: fieldName(name), description: `[${unit}]` }));
  return {
    "/tf": frameTransformsSchema,
    "/scene": sceneUpdate,
    "/forces": sceneUpdate,
    ...(task.scene.skin && { "/muscles": sceneUpdate }),
    "/rollout": rolloutStart,
    "/state": quantities("guidepost.State", named(task.states)),
    "/action": quantities("guidepost.Action", named(task.actions)),
    "/cost": quantities("guidepost.Cost", [
      { name: "total", description: "Sum of the terms" },
      ...task.costTerms.map(({ name, formula }) => ({ name: fieldName(name), description: formula })),
    ]),
    "/model": quantities("guidepost.Model", [
      { name: "error", description: "One-step error, in multiples of a step's usual change" },
    ]),
  };
}

/** A name as message paths take it: `/state.shoulder_angle`. */
function fieldName(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, "_");
}

async function channels(writer: McapWriter, topics: Partial<Record<Topic, JsonSchema>>): Promise<Send> {
  const ids = new Map<string, number>();
  const encoder = new TextEncoder();
  for (const [topic, schema] of Object.entries(topics)) {
    const data = encoder.encode(JSON.stringify(schema));
    const schemaId = await writer.registerSchema({ name: String(schema.title), encoding: "jsonschema", data });
    ids.set(topic, await writer.registerChannel({ topic, schemaId, messageEncoding: "json", metadata: new Map() }));
  }
  let sequence = 0;
  return async (topic, time, message) => {
    const data = encoder.encode(JSON.stringify(message));
    await writer.addMessage({
      channelId: ids.get(topic) ?? 0,
      sequence: sequence++,
      logTime: time,
      publishTime: time,
      data,
    });
  };
}

async function writeRollouts(source: McapSource, scale: Scale, send: Send): Promise<void> {
  const { scene, rollouts, detail } = source;
  const { steps, dt, scene: look } = detail.task;
  const frames = frameNames(scene);
  let start = 0;
  for (const rollout of rollouts) {
    const physics = await source.physicsOf(rollout);
    const begins = nanoseconds(start);
    const { iteration, sample, condition, actor, status, cost, metric, success } = rollout;
    await send("/rollout", begins, { iteration, sample, condition, actor, status, cost, metric, success });
    await send("/scene", begins, update(...bodyEntities(scene, frames, begins)));
    for (let t = 0; t < steps; t++) {
      const time = nanoseconds(start + t * dt);
      const poses = posesAt(physics.poses, scene.bodies.length, t);
      await send("/tf", time, frameTransforms(scene, frames, poses, pointAt(physics.centres, t), time));
      await send("/forces", time, update(forceEntity(physics, t, scale, time)));
      if (look.skin) {
        const activations = activationsAt(detail.task, rollout.actions, t);
        await send("/muscles", time, update(muscleEntity(look.skin, scene, poses, activations, scale.size, time)));
      }
      await writeQuantities(detail.task, rollout, t, time, send);
    }
    start += steps * dt + PAUSE;
  }
}

/** A foxglove.SceneUpdate. */
function update(...entities: object[]): object {
  return { deletions: [], entities };
}

function nanoseconds(seconds: number): bigint {
  return BigInt(Math.round(seconds * 1e9));
}

async function writeQuantities(
  { states, actions, costTerms }: RunDetail["task"],
  rollout: RecordedRollout,
  step: number,
  time: bigint,
  send: Send,
): Promise<void> {
  const named = (entries: readonly { name: string }[], values: Float32Array) =>
    Object.fromEntries(entries.map(({ name }, i) => [fieldName(name), values[step * entries.length + i]]));
  const costs = named(costTerms, rollout.costs);
  await send("/state", time, named(states, rollout.states));
  await send("/action", time, named(actions, rollout.actions));
  await send("/cost", time, { total: Object.values(costs).reduce((sum, value) => sum + value, 0), ...costs });
  const error = rollout.modelErrors?.[step] ?? Number.NaN;
  if (!Number.isNaN(error)) await send("/model", time, { error });
}
