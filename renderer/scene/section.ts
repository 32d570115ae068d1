/** A scene cut open along a vertical plane, so that what the robot puts into a fixed part stays in sight. */
import type { SceneModel } from "../../main/engine/api.ts";
import { rotate, type Vector } from "../../workers/physics/quaternion.ts";
import { attached, movingBodies, type Pose } from "./kinematics.ts";

type Geom = SceneModel["geoms"][number];

const PARALLEL = 0.999;
/** The cut lies behind the plane by this much, so that traces in the plane lie in front of it [m]. */
const BEHIND = 0.004;

/** Opacity of what stands before the cut. */
const GLASS = 0.14;

/**
 * The geoms to draw of a model that is cut along the plane y = `y` [m], in the given poses: of a fixed box through which
 * the plane passes only the part behind it; the boxes of the same body that are before it are glass.
 */
export function cutOpen(model: SceneModel, poses: readonly Pose[], y: number): Geom[] {
  const moving = movingBodies(model);
  const cut = y + BEHIND;
  const spans = model.geoms.map((geom) =>
    geom.type === "box" && !moving[geom.body] ? spanOf(geom, attached(poses[geom.body]!, geom)) : null,
  );
  const parted = (span: Span | null) => span !== null && span.low < cut && cut < span.high;
  const opened = new Set(model.geoms.filter((_, i) => parted(spans[i]!)).map(({ body }) => body));
  return model.geoms.map((geom, i) => {
    const span = spans[i]!;
    if (span && parted(span)) return behind(geom, span, cut);
    const hides = span && opened.has(geom.body) && span.high <= cut;
    return hides ? { ...geom, rgba: [geom.rgba[0], geom.rgba[1], geom.rgba[2], GLASS] } : geom;
  });
}

/** From where to where a box reaches along y [m]. */
interface Span {
  low: number;
  high: number;
}

/** null for a box that is not along y with its own second side. */
function spanOf({ size }: Geom, { position, orientation }: Pose): Span | null {
  if (rotate(orientation, [0, 1, 0])[1] < PARALLEL) return null;
  return { low: position[1] - size[1], high: position[1] + size[1] };
}

/** The part of a box with y above `cut`. */
function behind(geom: Geom, { low, high }: Span, cut: number): Geom {
  const shift = rotate(geom.orientation, [0, (cut - low) / 2, 0]);
  const position = geom.position.map((p, i) => p + shift[i]!) as Vector;
  return { ...geom, size: [geom.size[0], (high - cut) / 2, geom.size[2]], position };
}
