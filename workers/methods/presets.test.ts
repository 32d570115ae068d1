import { describe, expect, it } from "vitest";
import { type Preset, taskDescriptionSchema } from "../systems/description.ts";
import { taskDescriptions } from "../systems/index.ts";
import { methodOptionsSchema, runConfigSchema } from "./config.ts";
import { completeConfig, presetsOf, requestedConfigSchema } from "./presets.ts";

const reason = "it is so";
const presets: Preset[] = [
  { key: "iterations", value: 40, reason, methods: ["trajectory"] },
  { key: "klStep", value: 0.5, reason },
];
const task = { presets };

describe("a configuration for a task", () => {
  it("takes what is given, then what the task says, then the schema's default", () => {
    const standard = runConfigSchema.parse({ task: "peg2d" });
    expect(completeConfig({ task: "peg2d" }, { presets: [] })).toEqual(standard);
    expect(completeConfig({ task: "peg2d" }, task)).toEqual({
      ...standard,
      iterations: 40,
      options: { ...standard.options, klStep: 0.5 },
    });
    const given = completeConfig({ task: "peg2d", iterations: 7, options: { klStep: 2, ridge: 0.1 } }, task);
    expect(given).toMatchObject({ iterations: 7, samples: 5, options: { klStep: 2, ridge: 0.1 } });
  });

  it("follows the task for the methods that it speaks of only", () => {
    const { iterations } = runConfigSchema.parse({ task: "peg2d" });
    expect(completeConfig({ task: "peg2d", method: "ilqg" }, task)).toMatchObject({
      iterations,
      options: { klStep: 0.5 },
    });
    expect(presetsOf(task, "ilqg").map(({ key }) => key)).toEqual(["klStep"]);
  });

  it("takes a key without a value for a missing one", () => {
    const given = { task: "peg2d", iterations: undefined, options: { klStep: undefined } };
    expect(completeConfig(given, task)).toEqual(completeConfig({ task: "peg2d" }, task));
  });

  it("refuses what the schema refuses", () => {
    expect(() => completeConfig({ task: "peg2d", samples: 1 }, task)).toThrow(/samples/);
    expect(() => completeConfig({ task: "peg2d", sample: 3 } as never, task)).toThrow(/sample/);
  });
});

describe("a requested configuration", () => {
  it("is passed on as it is", () => {
    for (const given of [{ task: "walker" }, { task: "walker", samples: 3, options: { klStep: 0.1 } }]) {
      expect(requestedConfigSchema.parse(given)).toEqual(given);
    }
  });

  it.each([
    [{}],
    [{ task: "walker", samples: 1 }],
    [{ task: "walker", sample: 3 }],
    [{ task: "walker", options: { klStep: 0 } }],
    [{ task: "walker", options: { klstep: 1 } }],
  ])("is refused where the complete one would be: %j", (given) => {
    expect(requestedConfigSchema.safeParse(given).success).toBe(false);
  });
});

describe.each(taskDescriptions.map((description) => [description.name, description] as const))(
  "%s",
  (_, description) => {
    const methods = runConfigSchema.shape.method.unwrap().options;
    const standard = runConfigSchema.parse({ task: description.name });

    it("has presets of settings that exist, for methods that exist, and only where it is an exception", () => {
      for (const { key, value, ...preset } of description.presets) {
        const isOption = Object.hasOwn(methodOptionsSchema.shape, key);
        expect(["iterations", "samples", "prior"].includes(key) || isOption, key).toBe(true);
        expect(value, key).not.toBe((isOption ? standard.options : standard)[key as never]);
        expect(methods, key).toEqual(expect.arrayContaining(preset.methods ?? []));
      }
    });

    it.each(methods)("has a complete configuration for %s", (method) => {
      const config = completeConfig({ task: description.name, method }, description);
      const flat: Record<string, unknown> = { ...config, ...config.options };
      for (const { key, value } of presetsOf(description, method)) expect(flat[key], key).toBe(value);
    });

    it("was described without presets before there were any", () => {
      const { presets: _, ...older } = description;
      expect(taskDescriptionSchema.parse(older).presets).toEqual([]);
    });
  },
);
