/**
 * e^x of two doubles at a time, to 2 units in the last place:
 *
 *   e^x = 2^k e^r,   k = round(x / ln 2),   r = x − k ln 2,   e^r ≈ 1 + r + r² p(r)
 *
 * with ln 2 in two parts, the first so short that k times it is exact, and p the near-minimax polynomial of degree 9 on
 * |r| ≤ ln 2 / 2 (error in e^r below 2⁻⁵⁶).
 */
import { F64, fma, V128 } from "./simd";

/** Every constant twice, as a vector: loads are cheaper than constants that are made anew in every round of a loop. */
const table = memory.data<f64>([
  1.4426950408889634, 1.4426950408889634, // 1 / ln 2
  6755399441055744.0, 6755399441055744.0, // 1.5 · 2⁵²: what is added to it is rounded to an integer in its last bits
  -6.93147180369123816490e-1, -6.93147180369123816490e-1, // −ln 2, first part
  -1.90821492927058770002e-10, -1.90821492927058770002e-10, // −ln 2, second part
  0.5000000000000001, 0.5000000000000001, // p, from the constant coefficient to that of r⁹
  0.16666666666666669, 0.16666666666666669,
  0.04166666666662413, 0.04166666666662413,
  0.008333333333330062, 0.008333333333330062,
  0.0013888888917213717, 0.0013888888917213717,
  0.00019841269863053618, 0.00019841269863053618,
  2.4801521295954376e-5, 2.4801521295954376e-5,
  2.7557268459997064e-6, 2.7557268459997064e-6,
  2.7620088445409746e-7, 2.7620088445409746e-7,
  2.510038549551032e-8, 2.510038549551032e-8,
  1, 1,
  -708, -708, // smaller arguments give zero in place of a number that is not normal
  709.782712893384, 709.782712893384, // greater ones give infinity
]);

// @ts-ignore: decorator
@inline
function constant(index: usize): v128 {
  return v128.load(table + index * V128);
}

/** c_i + c_{i+1} r of the polynomial p. */
// @ts-ignore: decorator
@inline
function pair(i: usize, r: v128): v128 {
  return fma(constant(4 + i + 1), r, constant(4 + i));
}

/** e^x of both doubles; NaN gives NaN, x < −708 gives 0, x > 709.78 gives Infinity. */
// @ts-ignore: decorator
@inline
export function exp2(x: v128): v128 {
  const shifted = fma(x, constant(0), constant(1));
  const k = f64x2.sub(shifted, constant(1));
  const r = fma(k, constant(3), fma(k, constant(2), x));
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const low = fma(r2, pair(2, r), pair(0, r));
  const middle = fma(r2, pair(6, r), pair(4, r));
  const p = fma(r4, fma(r4, pair(8, r), middle), low);
  const mantissa = f64x2.add(constant(14), fma(r2, p, r));
  // 2^k is multiplied in by adding k to the exponent's bits
  const scaled = i64x2.add(mantissa, i64x2.shl(shifted, 52));
  const finite = v128.bitselect(scaled, x, f64x2.eq(x, x));
  const small = v128.andnot(finite, f64x2.lt(x, constant(15)));
  return v128.bitselect(f64x2.splat(Infinity), small, f64x2.gt(x, constant(16)));
}

/** out: [n] ← e^x, for even n. */
export function exponentials(n: i32, x: usize, out: usize): void {
  const end = x + <usize>n * F64;
  for (; x < end; x += V128, out += V128) v128.store(out, exp2(v128.load(x)));
}
