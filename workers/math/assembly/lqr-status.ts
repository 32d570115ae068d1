/** What a sweep over time returns: 0, or the kind of failure and the step at which it was first seen, from 0. */

export const OK: i32 = 0;
/** A matrix that has no Cholesky factor. */
export const NOT_POSITIVE_DEFINITE: i32 = 1;
/** Numbers that overflowed or are undefined. */
export const NOT_FINITE: i32 = -1;

/** kind · (step + 1). */
// @ts-ignore: decorator
@inline
export function failure(kind: i32, step: i32): i32 {
  return kind * (step + 1);
}
