import { expect, it } from "vitest";
import { runConfigSchema } from "../methods/config.ts";
import { Simulation } from "../physics/simulation.ts";
import { firstCondition } from "../systems/description.ts";
import { walker } from "../systems/walker/walker.ts";
import { modelText } from "../testing/models.ts";
import { firstController } from "./first-controller.ts";

it("is the demonstration's, unless the run does without one or the task has none", async () => {
  const simulation = await Simulation.load(modelText(walker.description.model), walker.forces);
  const condition = firstCondition(walker.description);
  const demonstrated = walker.initialController(condition);
  const system = { ...walker, demonstration: () => demonstrated };
  const withOption = (demonstration: boolean) => runConfigSchema.parse({ task: "walker", options: { demonstration } });
  try {
    expect(firstController(withOption(true), system, simulation, condition)).toBe(demonstrated);
    expect(firstController(withOption(false), system, simulation, condition)).toEqual(
      walker.initialController(condition),
    );
    expect(firstController(withOption(false), system, simulation, condition)).not.toBe(demonstrated);
    const without = { ...walker, demonstration: null };
    expect(firstController(withOption(true), without, simulation, condition)).toEqual(
      walker.initialController(condition),
    );
  } finally {
    simulation.dispose();
  }
});
