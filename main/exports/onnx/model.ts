/**
 * ONNX models as plain data, and their bytes (onnx/onnx.proto). Only what the exported graphs need: no attributes, no
 * subgraphs, tensors of float and int64.
 */
import { bytes, integer, message, text } from "./protobuf.ts";

/** Old enough for every runtime since 2022, new enough for what the graphs use. */
const IR_VERSION = 8;
const OPSET_VERSION = 13;

/** Numbers of TensorProto.DataType. */
const elementTypes = { float: 1, int64: 7 };
type ElementType = keyof typeof elementTypes;

/** A constant of the graph; row-major. */
export interface Initializer {
  name: string;
  dims: readonly number[];
  values: Float32Array | BigInt64Array;
}

/** An operator of the default domain with its default attributes. */
export interface Node {
  operator: string;
  inputs: readonly string[];
  output: string;
}

/** An input or output of the graph. A dimension that has a name takes any size. */
export interface Port {
  name: string;
  type: ElementType;
  dims: readonly (number | string)[];
  description: string;
}

export interface Graph {
  name: string;
  nodes: readonly Node[];
  initializers: readonly Initializer[];
  inputs: readonly Port[];
  outputs: readonly Port[];
}

export interface Model {
  graph: Graph;
  producerVersion: string;
  description: string;
  properties: Readonly<Record<string, string>>;
}

/** The bytes of a ModelProto. */
export function encodeModel({ graph, producerVersion, description, properties }: Model): Uint8Array {
  return message(
    integer(1, IR_VERSION),
    text(2, "guidepost"),
    text(3, producerVersion),
    text(6, description),
    bytes(7, encodeGraph(graph)),
    bytes(8, message(text(1, ""), integer(2, OPSET_VERSION))),
    ...Object.entries(properties).map(([key, value]) => bytes(14, message(text(1, key), text(2, value)))),
  );
}

function encodeGraph({ name, nodes, initializers, inputs, outputs }: Graph): Uint8Array {
  return message(
    ...nodes.map((node) => bytes(1, encodeNode(node))),
    text(2, name),
    ...initializers.map((initializer) => bytes(5, encodeInitializer(initializer))),
    ...inputs.map((port) => bytes(11, encodePort(port))),
    ...outputs.map((port) => bytes(12, encodePort(port))),
  );
}

/** A node carries the name of what it makes. */
function encodeNode({ operator, inputs, output }: Node): Uint8Array {
  return message(...inputs.map((input) => text(1, input)), text(2, output), text(3, output), text(4, operator));
}

function encodeInitializer({ name, dims, values }: Initializer): Uint8Array {
  const type: ElementType = values instanceof Float32Array ? "float" : "int64";
  return message(
    ...dims.map((dim) => integer(1, dim)),
    integer(2, elementTypes[type]),
    text(8, name),
    bytes(9, littleEndian(values)),
  );
}

function encodePort({ name, type, dims, description }: Port): Uint8Array {
  const shape = message(...dims.map((dim) => bytes(1, typeof dim === "number" ? integer(1, dim) : text(2, dim))));
  const tensor = message(integer(1, elementTypes[type]), bytes(2, shape));
  return message(text(1, name), bytes(2, bytes(1, tensor)), text(3, description));
}

function littleEndian(values: Float32Array | BigInt64Array): Uint8Array {
  const raw = new Uint8Array(values.byteLength);
  const view = new DataView(raw.buffer);
  for (let i = 0; i < values.length; i++) {
    if (values instanceof Float32Array) view.setFloat32(4 * i, values[i], true);
    else view.setBigInt64(8 * i, values[i], true);
  }
  return raw;
}
