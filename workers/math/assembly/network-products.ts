/**
 * The two products of a network's forward and backward passes over a block of samples, in double or single precision
 * (T).
 *
 * A block holds the values of a layer by unit, not by sample: row i holds unit i for all samples of the block. Both
 * products are then made of whole vectors of samples, whatever the layer's width. Rows come in panels of PANEL (a layer's
 * rows are filled up to a whole panel; what stands in the surplus is never used) and are `stride` bytes apart.
 */
import { fma, fma32, V128 } from "./simd";

/** Rows that are worked on at a time: with two vectors of samples that makes twelve sums, which fit the registers. */
const PANEL = 6;

/** Rows after filling up to whole panels. */
// @ts-ignore: decorator
@inline
export function padded(rows: i32): i32 {
  return ((rows + PANEL - 1) / PANEL) * PANEL;
}

/**
 * Y: [rows, columns] ← (b + Wᵀ X) ∘ F with X: [inner, columns] and W by panels of six outputs: [rows / 6, inner, 6].
 * b: [rows] or 0 for none; F: [rows, columns] or 0 for ones. `columns` is a multiple of two vectors.
 */
// @ts-ignore: decorator
@inline
export function mix<T>(
  rows: i32, inner: i32, columns: i32,
  W: usize, b: usize, X: usize, F: usize, Y: usize, stride: usize,
): void {
  const panelBytes = <usize>(inner * PANEL) * sizeof<T>();
  const width = <usize>columns * sizeof<T>();
  for (let at: usize = 0; at < width; at += 2 * V128) {
    for (let row = 0, w = W; row < rows; row += PANEL, w += panelBytes) {
      const y = Y + <usize>row * stride + at;
      const f = F ? F + <usize>row * stride + at : 0;
      mixPanel<T>(inner, w, b ? b + <usize>row * sizeof<T>() : 0, X + at, f, y, stride);
    }
  }
}

// @ts-ignore: decorator
@inline
function mixPanel<T>(inner: i32, w: usize, b: usize, x: usize, f: usize, y: usize, stride: usize): void {
  let a0 = bias<T>(b, 0), a1 = bias<T>(b, 1), a2 = bias<T>(b, 2);
  let a3 = bias<T>(b, 3), a4 = bias<T>(b, 4), a5 = bias<T>(b, 5);
  let c0 = a0, c1 = a1, c2 = a2, c3 = a3, c4 = a4, c5 = a5;
  const end = w + <usize>(inner * PANEL) * sizeof<T>();
  for (; w < end; w += PANEL * sizeof<T>(), x += stride) {
    const x0 = v128.load(x), x1 = v128.load(x, V128);
    let v = v128.load_splat<T>(w);
    a0 = madd<T>(v, x0, a0); c0 = madd<T>(v, x1, c0);
    v = v128.load_splat<T>(w, sizeof<T>());
    a1 = madd<T>(v, x0, a1); c1 = madd<T>(v, x1, c1);
    v = v128.load_splat<T>(w, 2 * sizeof<T>());
    a2 = madd<T>(v, x0, a2); c2 = madd<T>(v, x1, c2);
    v = v128.load_splat<T>(w, 3 * sizeof<T>());
    a3 = madd<T>(v, x0, a3); c3 = madd<T>(v, x1, c3);
    v = v128.load_splat<T>(w, 4 * sizeof<T>());
    a4 = madd<T>(v, x0, a4); c4 = madd<T>(v, x1, c4);
    v = v128.load_splat<T>(w, 5 * sizeof<T>());
    a5 = madd<T>(v, x0, a5); c5 = madd<T>(v, x1, c5);
  }
  put<T>(y, f, a0, c0); y += stride; if (f) f += stride;
  put<T>(y, f, a1, c1); y += stride; if (f) f += stride;
  put<T>(y, f, a2, c2); y += stride; if (f) f += stride;
  put<T>(y, f, a3, c3); y += stride; if (f) f += stride;
  put<T>(y, f, a4, c4); y += stride; if (f) f += stride;
  put<T>(y, f, a5, c5);
}

// @ts-ignore: decorator
@inline
function bias<T>(b: usize, i: usize): v128 {
  return b ? v128.load_splat<T>(b + i * sizeof<T>()) : v128.splat<T>(0);
}

// @ts-ignore: decorator
@inline
function put<T>(y: usize, f: usize, a: v128, c: v128): void {
  v128.store(y, f ? v128.mul<T>(a, v128.load(f)) : a);
  v128.store(y, f ? v128.mul<T>(c, v128.load(f, V128)) : c, V128);
}

/**
 * G: [rows, outputs] ← G + X Dᵀ with X: [rows, columns], D: [outputs, columns]; G in doubles, packed. `columns` is a
 * multiple of two vectors.
 */
// @ts-ignore: decorator
@inline
export function correlate<T>(
  rows: i32, outputs: i32, columns: i32, X: usize, D: usize, G: usize, stride: usize,
): void {
  for (let row = 0; row < rows; row += PANEL) {
    for (let output = 0; output < outputs; output += 2) {
      correlatePanel<T>(
        min(rows - row, PANEL), min(outputs - output, 2), columns,
        X + <usize>row * stride, D + <usize>output * stride, stride,
        G + <usize>(row * outputs + output) * 8, <usize>outputs * 8,
      );
    }
  }
}

/** Six rows of X by two of D; only `height` by `width` of the sums are kept. */
// @ts-ignore: decorator
@inline
function correlatePanel<T>(
  height: i32, width: i32, columns: i32, x0: usize, d0: usize, stride: usize, G: usize, rowBytes: usize,
): void {
  const x1 = x0 + stride, x2 = x1 + stride, x3 = x2 + stride, x4 = x3 + stride, x5 = x4 + stride;
  const d1 = d0 + stride;
  const zero = v128.splat<T>(0);
  let a0 = zero, a1 = zero, a2 = zero, a3 = zero, a4 = zero, a5 = zero;
  let c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero;
  const end = <usize>columns * sizeof<T>();
  for (let at: usize = 0; at < end; at += V128) {
    const p = v128.load(d0 + at), q = v128.load(d1 + at);
    let v = v128.load(x0 + at);
    a0 = madd<T>(v, p, a0); c0 = madd<T>(v, q, c0);
    v = v128.load(x1 + at);
    a1 = madd<T>(v, p, a1); c1 = madd<T>(v, q, c1);
    v = v128.load(x2 + at);
    a2 = madd<T>(v, p, a2); c2 = madd<T>(v, q, c2);
    v = v128.load(x3 + at);
    a3 = madd<T>(v, p, a3); c3 = madd<T>(v, q, c3);
    v = v128.load(x4 + at);
    a4 = madd<T>(v, p, a4); c4 = madd<T>(v, q, c4);
    v = v128.load(x5 + at);
    a5 = madd<T>(v, p, a5); c5 = madd<T>(v, q, c5);
  }
  accumulate<T>(G, width, a0, c0); if (height == 1) return; G += rowBytes;
  accumulate<T>(G, width, a1, c1); if (height == 2) return; G += rowBytes;
  accumulate<T>(G, width, a2, c2); if (height == 3) return; G += rowBytes;
  accumulate<T>(G, width, a3, c3); if (height == 4) return; G += rowBytes;
  accumulate<T>(G, width, a4, c4); if (height == 5) return; G += rowBytes;
  accumulate<T>(G, width, a5, c5);
}

// @ts-ignore: decorator
@inline
function accumulate<T>(G: usize, width: i32, a: v128, c: v128): void {
  store<f64>(G, load<f64>(G) + total<T>(a));
  if (width == 2) store<f64>(G, load<f64>(G, 8) + total<T>(c), 8);
}

/** g: [rows] ← g + the sums of D's rows over the samples; g in doubles. */
// @ts-ignore: decorator
@inline
export function addRowSums<T>(rows: i32, columns: i32, D: usize, g: usize, stride: usize): void {
  const end = <usize>columns * sizeof<T>();
  for (let row = 0; row < rows; row++, D += stride, g += 8) {
    let a = v128.splat<T>(0), c = a;
    for (let at: usize = 0; at < end; at += 2 * V128) {
      a = v128.add<T>(a, v128.load(D + at));
      c = v128.add<T>(c, v128.load(D + at, V128));
    }
    store<f64>(g, load<f64>(g) + total<T>(v128.add<T>(a, c)));
  }
}

/** The sum of a vector's entries, in double precision. */
// @ts-ignore: decorator
@inline
export function total<T>(a: v128): f64 {
  if (sizeof<T>() == 8) return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
  const pairs = f64x2.add(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(i64x2.shuffle(a, a, 1, 0)));
  return f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
}

/** a·b + c. */
// @ts-ignore: decorator
@inline
export function madd<T>(a: v128, b: v128, c: v128): v128 {
  return sizeof<T>() == 8 ? fma(a, b, c) : fma32(a, b, c);
}
