/** A hinge of the second body, about the axis across a vertical plane, without limits. */
import type { SceneModel } from "../../../main/engine/api.ts";

export const hinge: SceneModel["joints"][number] = {
  name: "j",
  body: 1,
  type: "hinge",
  address: 0,
  anchor: [0, 0, 0],
  axis: [0, -1, 0],
  reference: 0,
  range: null,
};
