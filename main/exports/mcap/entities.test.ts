import { expect, test } from "vitest";
import { forceEntity } from "./entities.ts";

interface Arrow {
  pose: { position: Record<string, number>; orientation: Record<string, number> };
  shaft_length: number;
  head_length: number;
}

/** R(q) e_x. */
function alongX({ x, y, z, w }: Record<string, number>): number[] {
  return [1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)];
}

test.each([[[0, 0, 300]], [[-200, 0, 0]], [[3, -40, 12]]])(
  "an arrow lies along the force %j, a metre for a thousand newtons",
  (force) => {
    const entity = forceEntity([[4, 1, 2, 3, ...force]], [0, 0, 1], 0n) as { arrows: Arrow[] };
    const [arrow] = entity.arrows;
    const size = Math.hypot(...force);
    for (const [i, value] of alongX(arrow.pose.orientation).entries()) expect(value).toBeCloseTo(force[i] / size, 6);
    expect(arrow.shaft_length + arrow.head_length).toBeCloseTo(size / 1000);
    expect(arrow.pose.position).toEqual({ x: 1, y: 2, z: 3 });
  },
);
