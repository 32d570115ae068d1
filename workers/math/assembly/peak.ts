/** The core's peak rate of 128-bit fused multiply-adds, against which the products are measured. */
import { fma, sum2 } from "./simd";

/**
 * Twelve independent chains of `iterations` multiply-adds of two doubles each, without memory: 48 · iterations
 * operations. Returns the sum over all chains, so that none can be left out.
 */
export function fmaPeak(iterations: i32): f64 {
  // Not known before the call, so that the chains cannot be folded.
  const x = f64x2.splat(1 / <f64>(iterations + 1));
  const y = f64x2.add(x, x);
  let a0 = f64x2(1, 2), a1 = f64x2(3, 4), a2 = f64x2(5, 6), a3 = f64x2(7, 8), a4 = f64x2(9, 10), a5 = f64x2(11, 12);
  let b0 = f64x2(1, 3), b1 = f64x2(2, 4), b2 = f64x2(5, 7), b3 = f64x2(6, 8), b4 = f64x2(9, 11), b5 = f64x2(10, 12);
  for (let i = 0; i < iterations; i++) {
    a0 = fma(x, y, a0), a1 = fma(x, y, a1), a2 = fma(x, y, a2);
    a3 = fma(x, y, a3), a4 = fma(x, y, a4), a5 = fma(x, y, a5);
    b0 = fma(x, y, b0), b1 = fma(x, y, b1), b2 = fma(x, y, b2);
    b3 = fma(x, y, b3), b4 = fma(x, y, b4), b5 = fma(x, y, b5);
  }
  const a = f64x2.add(f64x2.add(f64x2.add(a0, a1), f64x2.add(a2, a3)), f64x2.add(a4, a5));
  const b = f64x2.add(f64x2.add(f64x2.add(b0, b1), f64x2.add(b2, b3)), f64x2.add(b4, b5));
  return sum2(f64x2.add(a, b));
}
