/** The network kernels in WebAssembly. */
import type { Arena } from "../math/wasm/arena.ts";
import type { WasmRuntime } from "../math/wasm/runtime.ts";
import type { NetworkKernels, Precision } from "./kernels.ts";
import type { Loss, PolicySamples } from "./loss.ts";
import type { NetworkShape } from "./network.ts";
import { type NetworkLayout, networkLayout } from "./wasm-layout.ts";

type Floats = Float64Array | Float32Array;

export function wasmNetworkKernels(runtime: WasmRuntime): NetworkKernels {
  return {
    withLoss: (shape, samples, precision, use) =>
      runtime.arena.scope(() => use(wasmLoss(runtime, shape, samples, precision))),
  };
}

const kernelOf = { double: "networkLoss64", single: "networkLoss32" } as const;
const entryBytesOf = { double: 8, single: 4 } as const;
/** As ../math/assembly/activation.ts numbers them. */
const activationNumber = { softplus: 0, tanh: 1, relu: 2 } as const;

function wasmLoss(runtime: WasmRuntime, shape: NetworkShape, samples: PolicySamples, precision: Precision): Loss {
  const { arena, kernels, crew } = runtime;
  const layout = networkLayout(shape, samples.count, entryBytesOf[precision]);
  const { from, to, chunks, slotLength } = layout;
  const packed = zeros(arena, layout.packedLength, precision);
  const slots = arena.float64(chunks * slotLength);
  const problem = problemOf(arena, shape, samples, layout, packed, slots, precision);
  return (parameters, gradient) => {
    for (let i = 0; i < from.length; i++) packed[to[i]] = parameters[from[i]];
    crew.run(kernelOf[precision], [problem], chunks);
    kernels.sumSlots(chunks, slotLength, arena.addressOf(slots));
    gradient.set(slots.subarray(1, slotLength));
    return slots[0];
  };
}

/** Address of the problem as the kernels' `NetworkProblem` has it. */
function problemOf(
  arena: Arena,
  shape: NetworkShape,
  samples: PolicySamples,
  layout: NetworkLayout,
  packed: Floats,
  slots: Float64Array,
  precision: Precision,
): number {
  const groups = arena.int32(samples.count);
  groups.set(samples.groups.subarray(0, samples.count));
  const weightsAt = (entry: number) => arena.addressOf(packed) + entry * packed.BYTES_PER_ELEMENT;
  const layers = arena.int32(8 * layout.layers.length);
  layout.layers.forEach((l, i) => {
    const addresses = [l.weights, l.biases, l.transposed].map(weightsAt);
    layers.set([l.inputs, l.outputs, ...addresses, l.gradient, l.values, l.slopes], 8 * i);
  });
  const dU = shape.sizes[shape.sizes.length - 1];
  const fields = [
    layout.layers.length,
    arena.addressOf(layers),
    activationNumber[shape.activation],
    samples.count,
    layout.blockSamples,
    layout.chunkBlocks,
    arena.addressOf(placeInputs(arena, shape.sizes[0], samples, layout, precision)),
    arena.addressOf(placeRows(arena, samples.targets, dU, layout.targetWidth, precision)),
    layout.targetWidth,
    arena.addressOf(groups),
    arena.addressOf(placeRows(arena, samples.precisions, dU, layout.targetWidth, precision)),
    arena.addressOf(slots),
    layout.slotLength,
  ];
  const problem = arena.int32(fields.length);
  problem.set(fields);
  return arena.addressOf(problem);
}

/** [blocks, inputRows, blockSamples] from [n, dX], zero where there is no input. */
function placeInputs(
  arena: Arena,
  dX: number,
  samples: PolicySamples,
  layout: NetworkLayout,
  precision: Precision,
): Floats {
  const { blockSamples, inputRows } = layout;
  const blocks = Math.ceil(samples.count / blockSamples);
  const placed = zeros(arena, blocks * inputRows * blockSamples, precision);
  for (let i = 0; i < samples.count; i++) {
    const column = Math.floor(i / blockSamples) * inputRows * blockSamples + (i % blockSamples);
    for (let j = 0; j < dX; j++) placed[column + j * blockSamples] = samples.inputs[i * dX + j];
  }
  return placed;
}

/** [rows, width] from [rows, columns], zero in the surplus columns. */
function placeRows(arena: Arena, rows: Float64Array, columns: number, width: number, precision: Precision): Floats {
  const placed = zeros(arena, (rows.length / columns) * width, precision);
  for (let i = 0; i < rows.length; i++) placed[Math.floor(i / columns) * width + (i % columns)] = rows[i];
  return placed;
}

function zeros(arena: Arena, length: number, precision: Precision): Floats {
  const array = precision === "double" ? arena.float64(length) : arena.float32(length);
  return array.fill(0);
}
