import { expect, it } from "vitest";
import { streamFromSeed } from "../math/random.ts";
import { Simulation } from "./simulation.ts";

/** Every kind of joint, several in one body, a fixed body on the way to the site, a second tree and a site on the world. */
const model = `<mujoco><worldbody>
  <site name="fixed" pos="1 2 3"/>
  <body pos="0 0 1"><freejoint/><geom size="0.1" mass="2"/>
    <body pos="0.3 0.1 0"><joint type="ball"/><geom size="0.1" pos="0.2 0 0" mass="1"/>
      <body pos="0 0.4 0.1"><joint type="hinge" axis="1 2 3" pos="0.1 0 0"/><joint type="slide" axis="0 1 1"/>
        <geom size="0.1" mass="0.5"/><site name="elbow" pos="0 0.1 0.2"/>
        <body pos="0.1 0 0"><geom size="0.05" mass="0.1"/><site name="tip" pos="0.5 -0.2 0.1"/></body>
      </body>
      <body pos="0 -0.4 0"><joint type="hinge" axis="0 1 0"/><geom size="0.1" pos="0.3 0 0" mass="1"/></body>
    </body>
  </body>
  <body pos="2 0 0"><joint type="hinge" axis="0 0 1"/><geom size="0.1" pos="1 0 0" mass="1"/>
    <site name="other" pos="1 0 0"/></body>
</worldbody></mujoco>`;

it.each(["fixed", "elbow", "tip", "other"])("is MuJoCo's own, for the site %s", async (name) => {
  const simulation = await Simulation.load(model);
  const { mujoco, model: compiled, data, nq, nv } = simulation;
  const stream = streamFromSeed(4);
  const buffer = new mujoco.DoubleBuffer(3 * nv);
  const site = simulation.site(name);
  const jacobian = new Float64Array(3 * nv);
  for (let round = 0; round < 20; round++) {
    simulation.setState(
      Array.from({ length: nq }, () => stream.normal()),
      new Float64Array(nv),
    );
    simulation.updateKinematics();
    simulation.readSiteJacobian(site, jacobian);
    mujoco.mj_jacSite(compiled, data, buffer, null, site);
    expect([...jacobian]).toEqual([...buffer.GetView()]);
  }
  buffer.delete();
  simulation.dispose();
});
