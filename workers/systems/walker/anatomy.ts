/**
 * The walker's body as its gait sees it. State: root x and z [m], pitch [rad], then hip, knee and ankle of the right leg and of
 * the left [rad], then the nine velocities. Angles are about −y: positive ones turn x (forward) towards z (up), so that a
 * leg that hangs down swings forward with a positive angle and a knee bends with a negative one.
 */

/** Lengths of the model file [m]. */
export const BODY = {
  /** From the root down to the hips. */
  hip: 0.12,
  thigh: 0.45,
  shank: 0.45,
  /** The sole's ends from the ankle: behind, ahead, below; the foot is a capsule of this radius. */
  foot: { heel: -0.05, toe: 0.15, drop: 0.05, radius: 0.03 },
};

/** Positions of a leg's three joints in the state. */
export const LEG = { right: 3, left: 6 } as const;

export type Leg = keyof typeof LEG;

export function otherLeg(leg: Leg): Leg {
  return leg === "right" ? "left" : "right";
}

/** Height of the hips above the ground [m]. */
export function hipHeight(positions: ArrayLike<number>): number {
  return positions[1] - BODY.hip * Math.cos(positions[2]);
}

/** Forward distance of a leg's ankle from the hips [m]. */
export function ankleReach(positions: ArrayLike<number>, leg: Leg): number {
  const thigh = positions[2] + positions[LEG[leg]];
  const shank = thigh + positions[LEG[leg] + 1];
  return BODY.thigh * Math.sin(thigh) + BODY.shank * Math.sin(shank);
}

/** Height of the lower end of a foot's sole above the ground [m]; negative where it is pressed in. */
export function soleHeight(positions: ArrayLike<number>, leg: Leg): number {
  const thigh = positions[2] + positions[LEG[leg]];
  const shank = thigh + positions[LEG[leg] + 1];
  const foot = shank + positions[LEG[leg] + 2];
  const ankle = hipHeight(positions) - BODY.thigh * Math.cos(thigh) - BODY.shank * Math.cos(shank);
  const { heel, toe, drop, radius } = BODY.foot;
  const lowest = Math.min(heel * Math.sin(foot), toe * Math.sin(foot));
  return ankle + lowest - drop * Math.cos(foot) - radius;
}
