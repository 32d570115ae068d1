/** ONNX files that somebody might send to do harm, each with the properties of a good one; fields as in onnx/onnx.proto. */
import { bytes, integer, message, text } from "../protobuf.ts";

const [GRAPH, OPSET, PROPERTY] = [7, 8, 14];
const [NODE, NAME, INITIALIZER, INPUT, OUTPUT] = [1, 2, 5, 11, 12];
const [FLOAT, INT64, BOOL] = [1, 7, 9];
/** Numbers of AttributeProto.AttributeType. */
const AS_GRAPH = 5;

export interface HostileFile {
  name: string;
  /** What the refusal has to speak of. */
  reason: RegExp;
  onnx: Uint8Array;
}

/**
 * @param good a controller's file, for a task of two actions
 * @param properties of the good file
 */
export function hostileFiles(good: Uint8Array, properties: Record<string, string>): HostileFile[] {
  const model = (graph: Uint8Array): Uint8Array => modelOf(graph, properties);
  const acting = (width: number) => model(constants(width));
  return [
    { name: "nothing", reason: /does not say what it is/, onnx: new Uint8Array() },
    { name: "text", reason: /no ONNX file/, onnx: new TextEncoder().encode("no ONNX file ".repeat(50)) },
    ...[0.1, 0.5, 0.9].map((share) => ({
      name: `${share} of a file`,
      reason: /no ONNX file|does not say/,
      onnx: good.subarray(0, Math.floor(share * good.length)),
    })),
    { name: "a graph without nodes", reason: /cannot be evaluated/, onnx: model(message(text(NAME, "empty"))) },
    { name: "an unknown operator", reason: /cannot be evaluated/, onnx: withNode("Explode", model) },
    { name: "weights in another file", reason: /external/i, onnx: model(elsewhere("/etc/passwd")) },
    { name: "weights in a file outside", reason: /external/i, onnx: model(elsewhere("../../../secret")) },
    { name: "a tensor that says to be huge", reason: /cannot be evaluated/, onnx: model(claimed([2 ** 40, 2 ** 20])) },
    { name: "a tensor that grows huge", reason: /cannot be evaluated/, onnx: model(grown(2 ** 17)) },
    { name: "one action too few", reason: /1 numbers of "action".*2/, onnx: acting(1) },
    { name: "actions too many", reason: /5000 numbers of "action".*2/, onnx: acting(5000) },
    { name: "a loop without end", reason: /does not answer within/, onnx: model(endless()) },
  ];
}

function modelOf(graph: Uint8Array, properties: Record<string, string>): Uint8Array {
  return message(
    integer(1, 8),
    bytes(GRAPH, graph),
    bytes(OPSET, message(text(1, ""), integer(2, 13))),
    ...Object.entries(properties).map(([key, value]) => bytes(PROPERTY, message(text(1, key), text(2, value)))),
  );
}

/** A graph with the inputs and outputs of a controller. */
function controllerGraph(...parts: Uint8Array[]): Uint8Array {
  const inputs = [port("state", FLOAT, ["n", "dX"]), port("time_index", INT64, ["n"])];
  return message(
    ...parts,
    text(NAME, "hostile"),
    ...inputs.map((input) => bytes(INPUT, input)),
    ...["mean", "std", "action"].map((name) => bytes(OUTPUT, port(name, FLOAT, ["a", "b"]))),
  );
}

/** Says the same in every state: 1 × width zeros. */
function constants(width: number): Uint8Array {
  return controllerGraph(
    bytes(INITIALIZER, tensor("zeros", FLOAT, [1, width], new Uint8Array(4 * width))),
    ...["mean", "std", "action"].map((name) => bytes(NODE, node("Identity", ["zeros"], [name]))),
  );
}

function withNode(operator: string, model: (graph: Uint8Array) => Uint8Array): Uint8Array {
  return model(
    controllerGraph(...["mean", "std", "action"].map((out) => bytes(NODE, node(operator, ["state"], [out])))),
  );
}

/** Its weights lie in a file of the machine. */
function elsewhere(location: string): Uint8Array {
  const entry = message(text(1, "location"), text(2, location));
  const outside = message(
    integer(1, 1),
    integer(1, 2),
    integer(2, FLOAT),
    text(8, "zeros"),
    bytes(13, entry),
    integer(14, 1),
  );
  return controllerGraph(
    bytes(INITIALIZER, outside),
    ...["mean", "std", "action"].map((name) => bytes(NODE, node("Identity", ["zeros"], [name]))),
  );
}

/** A constant of a size that its bytes do not have. */
function claimed(dims: number[]): Uint8Array {
  return controllerGraph(
    bytes(INITIALIZER, tensor("zeros", FLOAT, dims, new Uint8Array(8))),
    ...["mean", "std", "action"].map((name) => bytes(NODE, node("Identity", ["zeros"], [name]))),
  );
}

/** Small in the file, and huge when it is run: side × side. */
function grown(side: number): Uint8Array {
  const shape = new Uint8Array(16);
  for (const at of [0, 8]) new DataView(shape.buffer).setBigInt64(at, BigInt(side), true);
  return controllerGraph(
    bytes(INITIALIZER, tensor("shape", INT64, [2], shape)),
    bytes(NODE, node("ConstantOfShape", ["shape"], ["huge"])),
    ...["mean", "std", "action"].map((name) => bytes(NODE, node("Identity", ["huge"], [name]))),
  );
}

/** Loop with a condition that stays true, for 2⁶² turns. */
function endless(): Uint8Array {
  const turns = new Uint8Array(8);
  new DataView(turns.buffer).setBigInt64(0, 2n ** 62n, true);
  const body = message(
    bytes(NODE, node("Identity", ["condition_in"], ["condition_out"])),
    bytes(NODE, node("Sin", ["before"], ["after"])),
    text(NAME, "body"),
    bytes(INPUT, port("turn", INT64, [])),
    bytes(INPUT, port("condition_in", BOOL, [])),
    bytes(INPUT, port("before", FLOAT, ["a", "b"])),
    bytes(OUTPUT, port("condition_out", BOOL, [])),
    bytes(OUTPUT, port("after", FLOAT, ["a", "b"])),
  );
  const attribute = message(text(1, "body"), bytes(6, body), integer(20, AS_GRAPH));
  return controllerGraph(
    bytes(INITIALIZER, tensor("turns", INT64, [], turns)),
    bytes(INITIALIZER, tensor("yes", BOOL, [], Uint8Array.of(1))),
    bytes(NODE, message(node("Loop", ["turns", "yes", "state"], ["mean"]), bytes(5, attribute))),
    ...["std", "action"].map((name) => bytes(NODE, node("Identity", ["mean"], [name]))),
  );
}

function node(operator: string, inputs: string[], outputs: string[]): Uint8Array {
  return message(...inputs.map((name) => text(1, name)), ...outputs.map((name) => text(2, name)), text(4, operator));
}

function tensor(name: string, type: number, dims: number[], raw: Uint8Array): Uint8Array {
  return message(...dims.map((dim) => integer(1, dim)), integer(2, type), text(8, name), bytes(9, raw));
}

function port(name: string, type: number, dims: string[]): Uint8Array {
  const shape = message(...dims.map((dim) => bytes(1, text(2, dim))));
  return message(text(1, name), bytes(2, bytes(1, message(integer(1, type), bytes(2, shape)))));
}
