/**
 * How the network kernels (../math/assembly/network.ts) see a network and its samples: rows in panels of six, samples in
 * blocks that stay in the cache, blocks in chunks that threads share. All sizes follow from the problem alone.
 */
import { SCRATCH_BYTES } from "../math/wasm/crew.ts";
import { layersOf, type NetworkShape, parameterCount } from "./network.ts";

const PANEL = 6;
/** Samples in a block where the network is of the usual size: its values fit the second-level cache. */
const BLOCK_SAMPLES = 200;
/** Enough chunks for the threads of any machine; each has a gradient of its own. */
const MOST_CHUNKS = 64;
/** What the gradients of all chunks may take [bytes]. */
const MOST_SLOT_BYTES = 2 ** 26;

/** A layer's addresses, in entries of the packed weights and bytes of scratch memory. */
export interface PackedLayer {
  inputs: number;
  outputs: number;
  /** W by panels of outputs: [⌈outputs/6⌉, inputs, 6]. */
  weights: number;
  biases: number;
  /** W by panels of inputs: [⌈inputs/6⌉, outputs, 6]. */
  transposed: number;
  /** Where the layer begins in θ. */
  gradient: number;
  values: number;
  slopes: number;
}

export interface NetworkLayout {
  layers: PackedLayer[];
  /** Entries of the packed weights. */
  packedLength: number;
  /** packed[to[i]] = θ[from[i]]; the rest is zero. */
  from: Int32Array;
  to: Int32Array;
  blockSamples: number;
  chunkBlocks: number;
  chunks: number;
  /** Rows of a block of inputs. */
  inputRows: number;
  /** dU in whole vectors. */
  targetWidth: number;
  /** Entries of a chunk's slot: loss and gradient. */
  slotLength: number;
}

export function networkLayout(shape: NetworkShape, sampleCount: number, entryBytes: 4 | 8): NetworkLayout {
  const { sizes } = shape;
  const targetWidth = roundUp(sizes[sizes.length - 1], 16 / entryBytes);
  const rows = sizes.slice(1).reduce((sum, size, l) => sum + panels(size) * (l < sizes.length - 2 ? 2 : 1), 0);
  const room = (SCRATCH_BYTES - 2 * targetWidth * entryBytes) / (rows * entryBytes);
  const blockSamples = oddEights(Math.min(BLOCK_SAMPLES, room));
  const slotLength = 1 + parameterCount(shape);
  const blocks = Math.max(1, Math.ceil(sampleCount / blockSamples));
  const mostChunks = Math.max(1, Math.min(MOST_CHUNKS, Math.floor(MOST_SLOT_BYTES / (8 * slotLength))));
  const chunkBlocks = Math.ceil(blocks / mostChunks);
  return {
    ...packing(shape, blockSamples * entryBytes),
    blockSamples,
    chunkBlocks,
    chunks: Math.ceil(blocks / chunkBlocks),
    inputRows: panels(sizes[0]),
    targetWidth,
    slotLength,
  };
}

function packing(
  shape: NetworkShape,
  rowBytes: number,
): Pick<NetworkLayout, "layers" | "packedLength" | "from" | "to"> {
  const [from, to]: [number[], number[]] = [[], []];
  let [packedLength, scratch] = [0, 0];
  const layers = layersOf(shape).map(({ inputs, outputs, weights: W, biases: b }) => {
    const weights = packedLength;
    const biases = weights + panels(outputs) * inputs;
    const transposed = biases + panels(outputs);
    packedLength = transposed + panels(inputs) * outputs;
    for (let i = 0; i < inputs; i++) {
      for (let j = 0; j < outputs; j++) {
        from.push(W + i * outputs + j, W + i * outputs + j);
        to.push(weights + panelEntry(i, inputs, j), transposed + panelEntry(j, outputs, i));
      }
    }
    for (let j = 0; j < outputs; j++) {
      from.push(b + j);
      to.push(biases + j);
    }
    const values = scratch;
    const slopes = values + panels(outputs) * rowBytes;
    scratch = slopes + panels(outputs) * rowBytes;
    return { inputs, outputs, weights, biases, transposed, gradient: W, values, slopes };
  });
  return { layers, packedLength, from: Int32Array.from(from), to: Int32Array.from(to) };
}

/** Where entry `row` of column `column` lies in panels of six columns with `rows` entries each. */
function panelEntry(row: number, rows: number, column: number): number {
  return (Math.floor(column / PANEL) * rows + row) * PANEL + (column % PANEL);
}

/** Rows after filling up to whole panels. */
function panels(rows: number): number {
  return roundUp(rows, PANEL);
}

function roundUp(count: number, step: number): number {
  return Math.ceil(count / step) * step;
}

/** An odd multiple of eight, so that a block's rows do not all fall on the same lines of the cache. */
function oddEights(most: number): number {
  const eights = Math.max(1, Math.floor(most / 8));
  return 8 * (eights % 2 === 1 ? eights : eights - 1);
}
