/**
 * The activations of a network and their derivatives, a vector at a time, in double and in single precision (T).
 *
 * Soft rectifier, with e = e^{−|z|} in [0, 1] so that nothing overflows:
 *
 *   log(1 + e^z) = max(z, 0) + log(1 + e),   derivative 1 / (1 + e^{−z}) = [z ≥ 0: 1, z < 0: e] / (1 + e)
 *   log(1 + e) = s ln 2 + 2 atanh(τ),        τ = (e − s) / (e + 2 + s),   s = 1 where e > √2 − 1, else 0,
 *
 * so that |τ| ≤ 0.172 and 2 atanh(τ) = 2τ + 2τ³ l(τ²) takes a short polynomial l. Hyperbolic tangent, with e = e^{−2|z|}:
 * |tanh z| = (1 − e) / (1 + e), and z + z³ h(z²) for |z| ≤ ¼, where that difference would cancel.
 */
import { exp2 } from "./vector-exp";
import { fma, fma32, V128 } from "./simd";

/** Numbers of the activations, as the network's sessions give them. */
const SOFTPLUS = 0;
const TANH = 1;

/** Near-minimax coefficients, constant first: l (error in the logarithm below 2⁻⁵⁷), then h (2⁻⁵⁸). */
const table64 = memory.data<f64>([
  0.3333333333333335, 0.19999999999949655, 0.1428571431303169, 0.11111105560224649,
  0.09091445085156985, 0.07665843434319214, 0.07308439459514911,
  -0.3333333333333333, 0.1333333333333302, -0.053968253967195144, 0.021869488400359696,
  -0.008863226966122328, 0.0035918341340072982, -0.0014502234715960424, 0.0005336803027405916,
]);

/** The same in single precision: l, h, then p of e^r ≈ 1 + r + r² p(r) for |r| ≤ ln 2 / 2 (errors below 2⁻²⁶). */
const table32 = memory.data<f32>([
  0.33333342528612536, 0.1999438667165623, 0.1479013857690277,
  -0.33333333232847023, 0.1333328184361586, -0.05392688609507459, 0.020799047442261017,
  0.5, 0.16666577025562093, 0.041666554662005695, 0.008363173080491618, 0.0013926176127402982,
]);

/** Z: [count] ← activation(Z), D: [count] ← its derivative at Z; count is a multiple of two vectors. */
// @ts-ignore: decorator
@inline
export function activate<T>(kind: i32, Z: usize, D: usize, count: i32): void {
  const end = Z + <usize>count * sizeof<T>();
  if (kind == SOFTPLUS) {
    for (; Z < end; Z += V128, D += V128) softplus<T>(Z, D);
  } else if (kind == TANH) {
    for (; Z < end; Z += V128, D += V128) tanh<T>(Z, D);
  } else {
    for (; Z < end; Z += V128, D += V128) rectifier<T>(Z, D);
  }
}

// @ts-ignore: decorator
@inline
function softplus<T>(Z: usize, D: usize): void {
  const z = v128.load(Z);
  const one = splat<T>(1);
  const e = expNegative<T>(v128.abs<T>(z));
  const s = v128.and(one, v128.gt<T>(e, splat<T>(0.41421356237309503)));
  const tau = v128.div<T>(v128.sub<T>(e, s), v128.add<T>(v128.add<T>(e, splat<T>(2)), s));
  const tau2 = v128.mul<T>(tau, tau);
  const twice = v128.add<T>(tau, tau);
  const series = madd<T>(v128.mul<T>(twice, tau2), logSeries<T>(tau2), twice);
  const log1p = madd<T>(s, splat<T>(0.6931471805599453), series);
  v128.store(Z, v128.add<T>(v128.pmax<T>(z, splat<T>(0)), log1p));
  const numerator = v128.bitselect(e, one, v128.lt<T>(z, splat<T>(0)));
  v128.store(D, v128.div<T>(numerator, v128.add<T>(one, e)));
}

// @ts-ignore: decorator
@inline
function tanh<T>(Z: usize, D: usize): void {
  const z = v128.load(Z);
  const one = splat<T>(1);
  const magnitude = v128.abs<T>(z);
  const e = expNegative<T>(v128.add<T>(magnitude, magnitude));
  const far = v128.div<T>(v128.sub<T>(one, e), v128.add<T>(one, e));
  const z2 = v128.mul<T>(z, z);
  const near = madd<T>(v128.mul<T>(z2, z), tanhSeries<T>(z2), z);
  const signed = v128.or(far, v128.and(z, splat<T>(-0.0)));
  const a = v128.bitselect(near, signed, v128.le<T>(magnitude, splat<T>(0.25)));
  v128.store(Z, a);
  v128.store(D, v128.sub<T>(one, v128.mul<T>(a, a)));
}

// @ts-ignore: decorator
@inline
function rectifier<T>(Z: usize, D: usize): void {
  const z = v128.load(Z);
  v128.store(Z, v128.pmax<T>(z, splat<T>(0)));
  v128.store(D, v128.and(splat<T>(1), v128.gt<T>(z, splat<T>(0))));
}

/** e^{−x} for x ≥ 0. */
// @ts-ignore: decorator
@inline
function expNegative<T>(x: v128): v128 {
  return sizeof<T>() == 8 ? exp2(f64x2.neg(x)) : exp4Negative(x);
}

/** e^{−x} of four floats ≥ 0, as vector-exp does it for doubles; at least e^{−87}, the least that is normal. */
// @ts-ignore: decorator
@inline
function exp4Negative(x: v128): v128 {
  const y = f32x4.pmax(f32x4.neg(x), f32x4.splat(-87));
  const shifter = f32x4.splat(12582912); // 1.5 · 2²³: what is added to it is rounded to an integer in its last bits
  const shifted = fma32(y, f32x4.splat(1.44269504), shifter);
  const k = f32x4.sub(shifted, shifter);
  const r = fma32(k, f32x4.splat(2.12194440e-4), fma32(k, f32x4.splat(-0.693359375), y));
  const r2 = f32x4.mul(r, r);
  const p = fma32(r2, fma32(coefficient32(11), r2, pair32(9, r)), pair32(7, r));
  const mantissa = f32x4.add(f32x4.splat(1), fma32(r2, p, r));
  // 2^k is multiplied in as a float of its own, so that NaN stays NaN
  return f32x4.mul(mantissa, i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23));
}

/** l(x) of the logarithm. */
// @ts-ignore: decorator
@inline
function logSeries<T>(x: v128): v128 {
  const x2 = v128.mul<T>(x, x);
  if (sizeof<T>() == 4) return fma32(coefficient32(2), x2, pair32(0, x));
  const low = fma(pair64(2, x), x2, pair64(0, x));
  const high = fma(coefficient64(6), x2, pair64(4, x));
  return fma(high, f64x2.mul(x2, x2), low);
}

/** h(x) of the hyperbolic tangent. */
// @ts-ignore: decorator
@inline
function tanhSeries<T>(x: v128): v128 {
  const x2 = v128.mul<T>(x, x);
  if (sizeof<T>() == 4) return fma32(pair32(5, x), x2, pair32(3, x));
  const low = fma(pair64(9, x), x2, pair64(7, x));
  const high = fma(pair64(13, x), x2, pair64(11, x));
  return fma(high, f64x2.mul(x2, x2), low);
}

/** c_i + c_{i+1} x. */
// @ts-ignore: decorator
@inline
function pair64(i: usize, x: v128): v128 {
  return fma(coefficient64(i + 1), x, coefficient64(i));
}

// @ts-ignore: decorator
@inline
function pair32(i: usize, x: v128): v128 {
  return fma32(coefficient32(i + 1), x, coefficient32(i));
}

// @ts-ignore: decorator
@inline
function coefficient64(i: usize): v128 {
  return v128.load64_splat(table64 + i * 8);
}

// @ts-ignore: decorator
@inline
function coefficient32(i: usize): v128 {
  return v128.load32_splat(table32 + i * 4);
}

/** a·b + c. */
// @ts-ignore: decorator
@inline
function madd<T>(a: v128, b: v128, c: v128): v128 {
  return sizeof<T>() == 8 ? fma(a, b, c) : fma32(a, b, c);
}

// @ts-ignore: decorator
@inline
function splat<T>(value: f64): v128 {
  return v128.splat<T>(<T>value);
}
