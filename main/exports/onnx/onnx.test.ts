import { describe, expect, it, test } from "vitest";
import { openFile } from "../../../workers/exported/file-actor.ts";
import type { GaussianPolicy } from "../../../workers/policy/gaussian-policy.ts";
import { randomPolicy } from "../../../workers/policy/testing/policies.ts";
import { peg2d } from "../../../workers/systems/peg2d.ts";
import { controllerGraph } from "./controller-graph.ts";
import { encodeModel, type Graph } from "./model.ts";
import { policyGraph } from "./policy-graph.ts";
import { readProperties } from "./properties.ts";
import { bytes, integer, text } from "./protobuf.ts";

const task = peg2d.description;
const everything = [0, 1, 2, 3, 4, 5];

function fileOf(graph: Graph): Uint8Array {
  return encodeModel({ graph, producerVersion: "1", description: "Déjà vu", properties: { task: "peg2d", empty: "" } });
}

/** The runtime with such a file. */
function opened(graph: Graph, observation: number[]) {
  return openFile({ task: "peg2d", model: "", onnx: fileOf(graph), observation });
}

/** A reader of its own: the fields of a message by their numbers, as numbers or bytes. */
function fieldsOf(message: Uint8Array): Map<number, (number | Uint8Array)[]> {
  const fields = new Map<number, (number | Uint8Array)[]>();
  let rest = [...message];
  const number = () => {
    const length = rest.findIndex((byte) => byte < 128) + 1;
    const value = rest.slice(0, length).reduceRight((sum, byte) => sum * 128 + (byte % 128), 0);
    rest = rest.slice(length);
    return value;
  };
  while (rest.length > 0) {
    const tag = number();
    let value: number | Uint8Array = number();
    if (tag % 8 === 2) {
      const length = value;
      value = Uint8Array.from(rest.slice(0, length));
      rest = rest.slice(length);
    }
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
  }
  return fields;
}

const textsOf = (values: (number | Uint8Array)[] | undefined) =>
  (values ?? []).map((value) => new TextDecoder().decode(value as Uint8Array));
const messagesOf = (values: (number | Uint8Array)[] | undefined) =>
  (values ?? []).map((value) => fieldsOf(value as Uint8Array));

test("fields are as the format's own documentation has them", () => {
  expect([...integer(1, 150)]).toEqual([0x08, 0x96, 0x01]);
  expect([...text(2, "testing")]).toEqual([0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]);
  expect([...bytes(3, integer(1, 150))]).toEqual([0x1a, 0x03, 0x08, 0x96, 0x01]);
  expect([...integer(16, 2 ** 40)]).toEqual([0x80, 0x01, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20]);
});

/** Two inputs, one hidden unit, one action: everything can be computed by hand. */
const byHand: GaussianPolicy = {
  observation: [0, 3],
  whitening: { mean: Float64Array.of(1, -2), scale: Float64Array.of(2, 4) },
  network: {
    shape: { sizes: [2, 1, 2], activation: "relu" },
    // W1 = [3; −1], b1 = 0.5;  W2 = [2, −4], b2 = [0.25, 1]
    parameters: Float64Array.of(3, -1, 0.5, 2, -4, 0.25, 1),
  },
  scaling: { offset: Float64Array.of(10, 20), scale: Float64Array.of(2, 50) },
  covariance: Float64Array.of(4, 1, 1, 9),
  deviations: null,
};

describe("a policy's file", () => {
  it("has the fields of ModelProto where an independent reader looks for them", () => {
    const model = fieldsOf(fileOf(policyGraph(byHand, task)));
    expect(model.get(1)).toEqual([8]);
    expect(textsOf([2, 6].flatMap((field) => model.get(field) ?? []))).toEqual(["guidepost", "Déjà vu"]);
    expect(messagesOf(model.get(8))[0].get(2)).toEqual([13]);
    const [graph] = messagesOf(model.get(7));
    const operators = messagesOf(graph.get(1)).map((node) => textsOf(node.get(4))[0]);
    expect(operators.join(" ")).toBe("Sub Div Gemm Relu Gemm Mul Add Shape Expand Max Min");
    const initializers = messagesOf(graph.get(5));
    const weights = initializers.find((tensor) => textsOf(tensor.get(8))[0] === "network_2_weights");
    expect([weights!.get(1), weights!.get(2)]).toEqual([[1, 2], [1]]);
    expect([...new Float32Array((weights!.get(9)![0] as Uint8Array).buffer)]).toEqual([2, -4]);
    const ports = [11, 12].map((field) => messagesOf(graph.get(field)).map((port) => textsOf(port.get(1))[0]));
    expect(ports).toEqual([["observation"], ["mean", "std", "action"]]);
  });

  it("says what is computed by hand", async () => {
    const file = await opened(policyGraph(byHand, task), byHand.observation);
    // o = (5, 6): õ = (2, 2), unit = 3·2 − 2 + 0.5 = 4.5, network = (9.25, −17), mean = (28.5, −830)
    // o = (−1, 0): õ = (−1, 0.5), unit = 0 for −3.0 < 0, network = (0.25, 1), mean = (10.5, 70)
    const { mean, std, action } = await file.outputs(2, [5, 0, 0, 6, 0, 0, -1, 9, 9, 0, 9, 9], [0, 0]);
    expect([...mean]).toEqual([28.5, -830, 10.5, 70]);
    expect([...std]).toEqual([2, 3, 2, 3]);
    expect([...action]).toEqual([28.5, -100, 10.5, 70]);
    await file.dispose();
  });

  it("refuses numbers that are not finite or do not fit, and says where they are", () => {
    for (const value of [Number.NaN, Number.NEGATIVE_INFINITY, 1e39]) {
      const policy = randomPolicy(everything, 2, 1);
      policy.network.parameters[7] = value;
      expect(() => policyGraph(policy, task)).toThrow(/at 7 of "network_1_weights"; a file takes finite numbers/);
    }
    const policy = randomPolicy(everything, 2, 1);
    policy.covariance[3] = -1;
    expect(() => policyGraph(policy, task)).toThrow(/NaN at 1 of "constant_std"/);
  });
});

describe("a controller's file", () => {
  const controller = {
    gains: Float64Array.from({ length: 3 * 2 * 6 }, (_, i) => i),
    offsets: Float64Array.of(0.5, 1, 2, 3, 5, 8),
    covariances: Float64Array.of(1, 9, 9, 4, 16, 9, 9, 25, 36, 9, 9, 49),
  };

  it("says what is computed by hand, at each time step", async () => {
    const file = await opened(controllerGraph(controller, task), everything);
    const [first, last] = [
      [1, 0, 0, 0, 0, 2],
      [0, 1, 0, 0, 0, 0],
    ];
    const { mean, std, action } = await file.outputs(2, [...first, ...last], [0, 2]);
    // t = 0: rows 0…5 and 6…11 give 0 + 2·5 and 6 + 2·11; t = 2: rows 24… and 30… give 25 and 31
    expect([...mean]).toEqual([10.5, 29, 30, 39]);
    expect([...std]).toEqual([1, 2, 6, 7]);
    expect([...action]).toEqual([...mean]);
    await file.dispose();
  });

  it("has no action for a step that it was not made for", async () => {
    const file = await opened(controllerGraph(controller, task), everything);
    await expect(file.outputs(1, new Float64Array(6), [3])).rejects.toThrow(/out of data bounds|must be within/);
    await file.dispose();
  });
});

describe("properties", () => {
  it("are read back", () => {
    expect(readProperties("a.onnx", fileOf(policyGraph(byHand, task)))).toEqual({ task: "peg2d", empty: "" });
  });

  it("are not looked for in what is no ONNX file", () => {
    const file = fileOf(policyGraph(byHand, task));
    for (const broken of [file.subarray(0, 200), new TextEncoder().encode("PK\u0003\u0004 zip"), Uint8Array.of(0xff)]) {
      expect(() => readProperties("a.zip", broken)).toThrow(/a\.zip is no ONNX file/);
    }
  });
});
