/**
 * Vectors of lanes of T, f64 or f32, and what is done with them at the edges of a matrix: there only the first `count`
 * lanes, 1 … lanes − 1, are read and written.
 */

/** How many numbers a vector holds. */
// @ts-ignore: decorator
@inline
export function lanes<T>(): i32 {
  return 16 / <i32>sizeof<T>();
}

/** a·b + c; one rounding in the module built with relaxed SIMD, two in the other. */
// @ts-ignore: decorator
@inline
export function fmaOf<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(a, b, c);
  return v128.add<T>(v128.mul<T>(a, b), c);
}

/** The first `count` lanes from memory, zeros behind them. */
// @ts-ignore: decorator
@inline
export function loadFirst<T>(address: usize, count: i32): v128 {
  if (sizeof<T>() == 8) return v128.load64_zero(address);
  if (count == 1) return v128.load32_zero(address);
  if (count == 2) return v128.load64_zero(address);
  return v128.load32_lane(address, v128.load64_zero(address), 2, 8);
}

/** The first `count` lanes to memory. */
// @ts-ignore: decorator
@inline
export function storeFirst<T>(address: usize, value: v128, count: i32): void {
  if (sizeof<T>() == 8) {
    v128.store64_lane(address, value, 0);
  } else if (count == 1) {
    v128.store32_lane(address, value, 0);
  } else {
    v128.store64_lane(address, value, 0);
    if (count == 3) v128.store32_lane(address, value, 2, 8);
  }
}

/** The sums over a's and b's lanes in the first two lanes. */
// @ts-ignore: decorator
@inline
export function sumPair<T>(a: v128, b: v128): v128 {
  if (sizeof<T>() == 8) return v128.add<T>(v128.shuffle<f64>(a, b, 0, 2), v128.shuffle<f64>(a, b, 1, 3));
  const halves = v128.add<T>(v128.shuffle<f32>(a, b, 0, 1, 4, 5), v128.shuffle<f32>(a, b, 2, 3, 6, 7));
  return v128.add<T>(v128.shuffle<f32>(halves, halves, 0, 2, 0, 2), v128.shuffle<f32>(halves, halves, 1, 3, 1, 3));
}

/** Vector at c ← α·sum + β·c; c is not read where `fresh`. */
// @ts-ignore: decorator
@inline
export function put<T>(c: usize, sum: v128, alpha: T, beta: T, fresh: bool): void {
  let value = v128.mul<T>(v128.splat<T>(alpha), sum);
  if (!fresh) value = fmaOf<T>(v128.splat<T>(beta), v128.load(c), value);
  v128.store(c, value);
}

/** The same for the first `count` lanes. */
// @ts-ignore: decorator
@inline
export function putFirst<T>(c: usize, sum: v128, alpha: T, beta: T, fresh: bool, count: i32): void {
  let value = v128.mul<T>(v128.splat<T>(alpha), sum);
  if (!fresh) value = fmaOf<T>(v128.splat<T>(beta), loadFirst<T>(c, count), value);
  storeFirst<T>(c, value, count);
}
