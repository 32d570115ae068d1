/** Words for the vector instructions that the kernels are made of. One vector holds two doubles or four floats. */
import { fmaOf } from "./lanes";

/** Bytes of a double and of a vector. */
export const F64: usize = 8;
export const V128: usize = 16;

/** a·b + c; one rounding in the module built with relaxed SIMD, two in the other. */
// @ts-ignore: decorator
@inline
export function fma(a: v128, b: v128, c: v128): v128 {
  return fmaOf<f64>(a, b, c);
}

/** The same for four floats. */
// @ts-ignore: decorator
@inline
export function fma32(a: v128, b: v128, c: v128): v128 {
  return fmaOf<f32>(a, b, c);
}

/** The sum of a vector's two doubles. */
// @ts-ignore: decorator
@inline
export function sum2(a: v128): f64 {
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}
