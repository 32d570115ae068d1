import { describe, expect, it } from "vitest";
import { modelText } from "../testing/models.ts";
import { checkModel } from "./check-model.ts";

const peg2d = modelText("peg2d.xml");

function withTimestep(seconds: string): string {
  return peg2d.replace("</mujoco>", `<option timestep="${seconds}"/></mujoco>`);
}

describe("checking a model", () => {
  it("gives MuJoCo's version and the drawing of the shipped model", async () => {
    const { mujocoVersion, scene } = await checkModel("peg2d", peg2d);
    expect(mujocoVersion).toMatch(/^\d+\.\d+/);
    expect(scene.bodies.map(({ name }) => name)).toEqual([
      "world",
      "upper_arm",
      "forearm",
      "peg",
      "slot",
      "left_leaf",
      "right_leaf",
    ]);
    expect(scene.joints.map(({ type, axis }) => [type, axis])).toEqual(Array(3).fill(["hinge", [0, -1, 0]]));
    expect(scene.joints.map(({ range }) => range)).toEqual([null, null, null]);
    expect(scene.sites.map(({ name }) => name)).toEqual(["tip", "target"]);
    expect(scene.geoms.find(({ name }) => name === "peg")).toMatchObject({ type: "capsule", body: 3 });
  });

  it.each([
    ["text that is no XML", "peg", /XML/i],
    ["an unknown element", peg2d.replaceAll("motor", "mootor"), /mootor|unrecognized/],
    [
      "a joint too many",
      peg2d.replace('<site name="tip"', '<joint/><site name="tip"'),
      /4 positions.*peg2d needs 6 states/,
    ],
    ["no tip", peg2d.replace(/<site name="tip".*\/>/, ""), /no site "tip"/],
    ["a step of nothing", withTimestep("0"), /timestep is 0 s.*above 0/],
    ["steps back in time", withTimestep("-0.01"), /timestep is -0.01 s/],
    ["steps of days", withTimestep("1e6"), /at most the control period/],
    [
      "a huge height field",
      peg2d.replace("<worldbody>", '<asset><hfield nrow="99999" ncol="99999"/></asset><worldbody>'),
      /limit/,
    ],
    ["no actuators", peg2d.replace(/<actuator>[\s\S]*<\/actuator>/, ""), /0 actuators/],
  ])("refuses %s in one line", async (_, model, message) => {
    const failure = await checkModel("peg2d", model).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect((failure as Error).message).toMatch(message);
    expect((failure as Error).message).not.toContain("\n");
  });

  it("names the known tasks when asked for another", async () => {
    await expect(checkModel("peg4d", peg2d)).rejects.toThrow(/unknown task "peg4d".*peg2d/);
  });
});
