/**
 * JSON schemas of the messages. Those named `foxglove.…` are the well-known ones (docs.foxglove.dev/docs/visualization/
 * message-schemas), as far as they are used here: Lichtblick and Foxglove draw them by their names.
 */

export type JsonSchema = Record<string, unknown>;

const number = { type: "number" };
const text = { type: "string" };
const integer = { type: "integer" };
const index = { type: "integer", minimum: 0 };
const object = (title: string, properties: Record<string, JsonSchema>): JsonSchema => ({
  type: "object",
  title,
  properties,
});
const list = (items: JsonSchema): JsonSchema => ({ type: "array", items });

const time = object("time", { sec: { type: "integer", minimum: 0 }, nsec: { type: "integer", minimum: 0 } });
const vector = object("foxglove.Vector3", { x: number, y: number, z: number });
const quaternion = object("foxglove.Quaternion", { x: number, y: number, z: number, w: number });
const point = object("foxglove.Point3", { x: number, y: number, z: number });
const pose = object("foxglove.Pose", { position: vector, orientation: quaternion });
const color = object("foxglove.Color", { r: number, g: number, b: number, a: number });

const transform = object("foxglove.FrameTransform", {
  timestamp: time,
  parent_frame_id: text,
  child_frame_id: text,
  translation: vector,
  rotation: quaternion,
});

const arrow = object("foxglove.ArrowPrimitive", {
  pose,
  shaft_length: number,
  shaft_diameter: number,
  head_length: number,
  head_diameter: number,
  color,
});
const solid = (name: string) => object(`foxglove.${name}Primitive`, { pose, size: vector, color });
const cylinder = object("foxglove.CylinderPrimitive", {
  pose,
  size: vector,
  bottom_scale: number,
  top_scale: number,
  color,
});

const lineType = (title: string, value: number) => ({ title, const: value });
const line = object("foxglove.LinePrimitive", {
  type: {
    title: "foxglove.LineType",
    oneOf: [lineType("LINE_STRIP", 0), lineType("LINE_LOOP", 1), lineType("LINE_LIST", 2)],
  },
  pose,
  thickness: number,
  scale_invariant: { type: "boolean" },
  points: list(point),
  color,
  colors: list(color),
  indices: list(index),
});
const triangles = object("foxglove.TriangleListPrimitive", {
  pose,
  points: list(point),
  color,
  colors: list(color),
  indices: list(index),
});

const entity = object("foxglove.SceneEntity", {
  timestamp: time,
  frame_id: text,
  id: text,
  lifetime: time,
  frame_locked: { type: "boolean" },
  metadata: list(object("foxglove.KeyValuePair", { key: text, value: text })),
  arrows: list(arrow),
  cubes: list(solid("Cube")),
  spheres: list(solid("Sphere")),
  cylinders: list(cylinder),
  lines: list(line),
  triangles: list(triangles),
  texts: list({ type: "object" }),
  models: list({ type: "object" }),
});

export const frameTransformsSchema = object("foxglove.FrameTransforms", { transforms: list(transform) });
export const sceneUpdate = object("foxglove.SceneUpdate", {
  deletions: list(object("foxglove.SceneEntityDeletion", { timestamp: time, type: integer, id: text })),
  entities: list(entity),
});
export const rolloutStart = object("guidepost.Rollout", {
  iteration: integer,
  sample: integer,
  condition: text,
  actor: text,
  status: text,
  cost: number,
  metric: number,
  success: { type: "boolean" },
});

/** Named quantities with what they are, units among it. */
export function quantities(title: string, entries: readonly { name: string; description: string }[]): JsonSchema {
  return object(title, Object.fromEntries(entries.map(({ name, description }) => [name, { ...number, description }])));
}
