/** Where a body is and how fast it goes, from the generalised positions of the rollouts. */
import type { SceneModel } from "../../main/engine/api.ts";
import type { Shown } from "../app/shown-store.ts";
import { kinematics, positionCount } from "../scene/kinematics.ts";
import { among, seriesOf } from "./series.ts";
import type { Track } from "./tracks.ts";

const AXES = ["x", "y", "z"];

/** Two tracks: place and speed of the body's origin; none for a name that the model has not. */
export function bodyTracks({ model, task, rollouts }: Shown, choice: "mean" | number, body: string): Track[] {
  const index = model.bodies.findIndex(({ name }) => name === body);
  if (index < 0) return [];
  const places = rollouts.map(({ positions }) => placesOf(model, index, positions));
  const speeds = places.map((place) => speedsOf(place, task.dt));
  const [where, fast] = [among(rollouts, places, choice), among(rollouts, speeds, choice)];
  return [
    {
      id: "body place",
      title: `${body}, place`,
      unit: "m",
      series: AXES.map((name, i) => seriesOf(name, `${name} of the body's origin`, where, i, 3)),
      total: null,
    },
    {
      id: "body speed",
      title: `${body}, speed`,
      unit: "m/s",
      series: [seriesOf("speed", "Of the body's origin, between one step and the next", fast, 0, 1)],
      total: null,
    },
  ];
}

/** [T, 3] */
function placesOf(model: SceneModel, body: number, positions: Float32Array): Float32Array {
  const nq = positionCount(model);
  const pose = kinematics(model);
  const places = new Float32Array((3 * positions.length) / nq);
  for (let t = 0; t < positions.length / nq; t++) places.set(pose(positions, t * nq)[body]!.position, 3 * t);
  return places;
}

/** [T] by differences; the last step has the speed of the one before. */
function speedsOf(places: Float32Array, dt: number): Float32Array {
  const steps = places.length / 3;
  return Float32Array.from({ length: steps }, (_, t) => {
    const at = 3 * Math.max(0, Math.min(t, steps - 2));
    return Math.hypot(...[0, 1, 2].map((i) => (places[at + 3 + i] ?? places[at + i]!) - places[at + i]!)) / dt;
  });
}
