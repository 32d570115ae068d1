/**
 * The activations of a network and their derivatives over a row of values, in double and in single precision (T).
 *
 * Soft rectifier, with e = e^{−|z|} in [0, 1] so that nothing overflows:
 *
 *   log(1 + e^z) = max(z, 0) + log(1 + e),   derivative 1 / (1 + e^{−z}) = [z ≥ 0: 1, z < 0: e] / (1 + e)
 *   log(1 + e) = s ln 2 + 2 atanh(τ),        τ = (e − s) / (e + 2 + s),   s = 1 where e > √2 − 1, else 0,
 *
 * so that |τ| ≤ 0.172 and 2 atanh(τ) = 2τ + 2τ³ l(τ²) takes a short polynomial l. Hyperbolic tangent, with
 * e = e^{−2|z|}: |tanh z| = (1 − e) / (1 + e), and z + z³ h(z²) for |z| ≤ ¼, where that difference would cancel.
 *
 * Exponentials are a pass of their own: in one with the rest, each element's chain of operations would be too long for
 * the processor to work on several at a time. Here their arguments are not positive, which makes them cheaper than those
 * of vector-exp: e^x = 2^k (1 + r + r² p(r)), k = round(x / ln 2), r = x − k ln 2, with ln 2 in two parts.
 */
import { madd } from "./network-products";
import { fma, fma32, V128 } from "./simd";

/** Numbers of the activations, as the network's sessions give them. */
const SOFTPLUS = 0;
const TANH = 1;

/** Places in the tables, which are cheaper to read than constants are to make anew in every round of a loop. */
const ONE = 0;
const TWO = 1;
const ROOT = 2; // √2 − 1
const LN2 = 3;
const QUARTER = 4;
const SIGN = 5;
const LEAST = 6; // below it e^x would not be a normal number; it gives e^LEAST there
const PER_LN2 = 7;
const ROUNDER = 8; // what is added to it is rounded to an integer in its last bits
const LN2_FIRST = 9; // −ln 2 in two parts, the first so short that k times it is exact
const LN2_SECOND = 10;
/** Near-minimax coefficients of p, l and h, constant first; relative errors of the results below 10⁻¹⁵ and 2⁻²⁶. */
const P = 11;
const L64 = P + 9;
const H64 = L64 + 6;
const L32 = P + 5;
const H32 = L32 + 3;

const table64 = memory.data<f64>([
  1, 2, 0.41421356237309503, 0.6931471805599453, 0.25, -0.0,
  -708, 1.4426950408889634, 6755399441055744.0, -6.93147180369123816490e-1, -1.90821492927058770002e-10,
  0.5, 0.16666666666648303, 0.041666666666651364, 0.008333333353717168, 0.0013888888905871355,
  0.0001984120875696787, 2.4801536409043718e-5, 2.7625102018960324e-6, 2.761379556582631e-7,
  0.3333333333333104, 0.2000000000561226, 0.14285712066302844, 0.11111431451186131,
  0.09070083302017475, 0.08311114018772015,
  -0.3333333333333333, 0.1333333333333302, -0.053968253967195144, 0.021869488400359696,
  -0.008863226966122328, 0.0035918341340072982, -0.0014502234715960424, 0.0005336803027405916,
]);

const table32 = memory.data<f32>([
  1, 2, 0.41421356237309503, 0.6931471805599453, 0.25, -0.0,
  -87, 1.4426950408889634, 12582912, -0.693359375, 2.12194440e-4,
  0.5, 0.16666577025562093, 0.041666554662005695, 0.008363173080491618, 0.0013926176127402982,
  0.33333342528612536, 0.1999438667165623, 0.1479013857690277,
  -0.33333333232847023, 0.1333328184361586, -0.05392688609507459, 0.020799047442261017,
]);

/** Z: [count] ← activation(Z), F: [count] ← its derivative at Z; count is a multiple of two vectors. */
// @ts-ignore: decorator
@inline
export function activate<T>(kind: i32, Z: usize, F: usize, count: i32): void {
  const bytes = <usize>count * sizeof<T>();
  if (kind == SOFTPLUS) {
    // Two at a time share the constants.
    for (let at: usize = 0; at < bytes; at += 2 * V128) {
      const e = expOfNegative<T>(minusAbs<T>(v128.load(Z + at)));
      const next = expOfNegative<T>(minusAbs<T>(v128.load(Z + at, V128)));
      v128.store(F + at, e);
      v128.store(F + at, next, V128);
    }
    for (let at: usize = 0; at < bytes; at += V128) softplus<T>(Z + at, F + at);
  } else if (kind == TANH) {
    for (let at: usize = 0; at < bytes; at += V128) {
      const y = minusAbs<T>(v128.load(Z + at));
      v128.store(F + at, expOfNegative<T>(v128.add<T>(y, y)));
    }
    for (let at: usize = 0; at < bytes; at += V128) tanh<T>(Z + at, F + at);
  } else {
    for (let at: usize = 0; at < bytes; at += V128) rectifier<T>(Z + at, F + at);
  }
}

/** F holds e before, the derivative after. */
// @ts-ignore: decorator
@inline
function softplus<T>(Z: usize, F: usize): void {
  const z = v128.load(Z), e = v128.load(F);
  const one = constant<T>(ONE);
  const zero = v128.splat<T>(0);
  const s = v128.and(one, v128.gt<T>(e, constant<T>(ROOT)));
  const tau = v128.div<T>(v128.sub<T>(e, s), v128.add<T>(v128.add<T>(e, constant<T>(TWO)), s));
  const tau2 = v128.mul<T>(tau, tau);
  const twice = v128.add<T>(tau, tau);
  const known = madd<T>(s, constant<T>(LN2), v128.pmax<T>(z, zero));
  const series = madd<T>(v128.mul<T>(twice, tau2), logSeries<T>(tau2), twice);
  v128.store(Z, v128.add<T>(known, series));
  // e ≤ 1, so that the greater of e and [z ≥ 0] is the numerator
  const numerator = v128.pmax<T>(e, v128.and(one, v128.ge<T>(z, zero)));
  v128.store(F, v128.div<T>(numerator, v128.add<T>(one, e)));
}

/** F holds e before, the derivative after. */
// @ts-ignore: decorator
@inline
function tanh<T>(Z: usize, F: usize): void {
  const z = v128.load(Z), e = v128.load(F);
  const one = constant<T>(ONE);
  const sign = constant<T>(SIGN);
  const far = v128.div<T>(v128.sub<T>(one, e), v128.add<T>(one, e));
  const z2 = v128.mul<T>(z, z);
  const near = madd<T>(v128.mul<T>(z2, z), tanhSeries<T>(z2), z);
  const isNear = v128.le<T>(v128.andnot(z, sign), constant<T>(QUARTER));
  const a = v128.bitselect(near, v128.or(far, v128.and(z, sign)), isNear);
  v128.store(Z, a);
  v128.store(F, v128.sub<T>(one, v128.mul<T>(a, a)));
}

// @ts-ignore: decorator
@inline
function rectifier<T>(Z: usize, F: usize): void {
  const z = v128.load(Z);
  const zero = v128.splat<T>(0);
  v128.store(Z, v128.pmax<T>(z, zero));
  v128.store(F, v128.and(constant<T>(ONE), v128.gt<T>(z, zero)));
}

// @ts-ignore: decorator
@inline
function minusAbs<T>(z: v128): v128 {
  return v128.or(z, constant<T>(SIGN));
}

/** e^x for x ≤ 0; NaN stays NaN. */
// @ts-ignore: decorator
@inline
function expOfNegative<T>(argument: v128): v128 {
  const x = v128.pmax<T>(argument, constant<T>(LEAST));
  const shifted = madd<T>(x, constant<T>(PER_LN2), constant<T>(ROUNDER));
  const k = v128.sub<T>(shifted, constant<T>(ROUNDER));
  const r = madd<T>(k, constant<T>(LN2_SECOND), madd<T>(k, constant<T>(LN2_FIRST), x));
  const p = sizeof<T>() == 8 ? expSeries64(r) : expSeries32(r);
  const mantissa = v128.add<T>(constant<T>(ONE), madd<T>(v128.mul<T>(r, r), p, r));
  // k lies in the last bits of `shifted`; added to 1 it becomes 2^k when it reaches the place of the exponent
  const power = sizeof<T>() == 8
    ? i64x2.add(i64x2.shl(shifted, 52), constant<T>(ONE))
    : i32x4.add(i32x4.shl(shifted, 23), constant<T>(ONE));
  return v128.mul<T>(mantissa, power);
}

// @ts-ignore: decorator
@inline
function expSeries64(r: v128): v128 {
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const low = fma(pair<f64>(P + 2, r), r2, pair<f64>(P, r));
  const middle = fma(pair<f64>(P + 6, r), r2, pair<f64>(P + 4, r));
  return fma(fma(constant<f64>(P + 8), r4, middle), r4, low);
}

// @ts-ignore: decorator
@inline
function expSeries32(r: v128): v128 {
  const r2 = f32x4.mul(r, r);
  return fma32(fma32(constant<f32>(P + 4), r2, pair<f32>(P + 2, r)), r2, pair<f32>(P, r));
}

/** l(x) of the logarithm. */
// @ts-ignore: decorator
@inline
function logSeries<T>(x: v128): v128 {
  const x2 = v128.mul<T>(x, x);
  if (sizeof<T>() == 4) return fma32(constant<T>(L32 + 2), x2, pair<T>(L32, x));
  const low = fma(pair<T>(L64 + 2, x), x2, pair<T>(L64, x));
  return fma(pair<T>(L64 + 4, x), f64x2.mul(x2, x2), low);
}

/** h(x) of the hyperbolic tangent. */
// @ts-ignore: decorator
@inline
function tanhSeries<T>(x: v128): v128 {
  const x2 = v128.mul<T>(x, x);
  if (sizeof<T>() == 4) return fma32(pair<T>(H32 + 2, x), x2, pair<T>(H32, x));
  const low = fma(pair<T>(H64 + 2, x), x2, pair<T>(H64, x));
  const high = fma(pair<T>(H64 + 6, x), x2, pair<T>(H64 + 4, x));
  return fma(high, f64x2.mul(x2, x2), low);
}

/** c_i + c_{i+1} x. */
// @ts-ignore: decorator
@inline
function pair<T>(i: usize, x: v128): v128 {
  return madd<T>(constant<T>(i + 1), x, constant<T>(i));
}

// @ts-ignore: decorator
@inline
function constant<T>(i: usize): v128 {
  return v128.load_splat<T>((sizeof<T>() == 8 ? table64 : table32) + i * sizeof<T>());
}
