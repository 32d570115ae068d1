/** A small model with every kind of joint, off-centre anchors and turned bodies, as MJCF and as drawing data. */
import type { SceneModel } from "../../../main/engine/api.ts";

export const allJointsXml = `
<mujoco>
  <compiler angle="radian"/>
  <worldbody>
    <body name="base" pos="0 0 1"><freejoint/><geom size="0.1"/>
      <body name="slider" pos="0.3 0 0" quat="0.8 0 0.6 0"><joint type="slide" axis="0 0 1" ref="0.1"/><geom size="0.1"/>
        <body name="hinge" pos="0 0.4 0"><joint type="hinge" axis="0 1 0" pos="0.1 0 0.2" ref="0.5"/><geom size="0.1" pos="0.2 0 0"/>
          <body name="ball" pos="0 0 0.3"><joint type="ball" pos="0 0.1 0"/><geom size="0.1"/>
            <body name="wrist" pos="0.2 0.1 0"><joint type="hinge" axis="1 0 0"/><geom size="0.1" pos="0 0 0.1"/><site name="tip" pos="0 0.1 0.2"/></body>
          </body>
        </body>
      </body>
    </body>
    <body name="post" pos="1 0 0"><geom size="0.1"/></body>
  </worldbody>
</mujoco>`;

const upright = [1, 0, 0, 0] as [number, number, number, number];
const grey = [0.5, 0.5, 0.5, 1] as [number, number, number, number];
const origin = [0, 0, 0] as [number, number, number];

function ball(name: string, body: number, position: [number, number, number]): SceneModel["geoms"][number] {
  return { name, body, type: "sphere", size: [0.1, 0, 0], position, orientation: upright, rgba: grey };
}

export const allJoints: SceneModel = {
  bodies: [
    { name: "world", parent: 0, position: origin, orientation: upright },
    { name: "base", parent: 0, position: [0, 0, 1], orientation: upright },
    { name: "slider", parent: 1, position: [0.3, 0, 0], orientation: [0.8, 0, 0.6, 0] },
    { name: "hinge", parent: 2, position: [0, 0.4, 0], orientation: upright },
    { name: "ball", parent: 3, position: [0, 0, 0.3], orientation: upright },
    { name: "wrist", parent: 4, position: [0.2, 0.1, 0], orientation: upright },
    { name: "post", parent: 0, position: [1, 0, 0], orientation: upright },
  ],
  joints: [
    { name: "", body: 1, type: "free", address: 0, anchor: origin, axis: [0, 0, 1], reference: 0, range: null },
    { name: "", body: 2, type: "slide", address: 7, anchor: origin, axis: [0, 0, 1], reference: 0.1, range: null },
    {
      name: "",
      body: 3,
      type: "hinge",
      address: 8,
      anchor: [0.1, 0, 0.2],
      axis: [0, 1, 0],
      reference: 0.5,
      range: null,
    },
    { name: "", body: 4, type: "ball", address: 9, anchor: [0, 0.1, 0], axis: [0, 0, 1], reference: 0, range: null },
    { name: "", body: 5, type: "hinge", address: 13, anchor: origin, axis: [1, 0, 0], reference: 0, range: null },
  ],
  geoms: [
    ball("base", 1, origin),
    ball("slider", 2, origin),
    ball("hinge", 3, [0.2, 0, 0]),
    ball("ball", 4, origin),
    ball("wrist", 5, [0, 0, 0.1]),
    ball("post", 6, origin),
  ],
  sites: [{ name: "tip", body: 5, position: [0, 0.1, 0.2], orientation: upright }],
};
