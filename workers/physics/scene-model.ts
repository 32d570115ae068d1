/**
 * What a window needs of a compiled MuJoCo model to draw it: bodies, joints, geoms and sites as plain data.
 *
 * Poses follow from generalised positions by forward kinematics over the body tree (Featherstone, Rigid Body Dynamics
 * Algorithms, §4.1), so the window needs no physics engine. Lengths in metres, quaternions (w, x, y, z), z up.
 */
import { z } from "zod";

const vector3 = z.tuple([z.number(), z.number(), z.number()]);
const quaternion = z.tuple([z.number(), z.number(), z.number(), z.number()]);

export const sceneModelSchema = z.object({
  /** In tree order: a parent stands before its children; body 0 is the world. */
  bodies: z.array(z.object({ name: z.string(), parent: z.number().int(), position: vector3, orientation: quaternion })),
  /** In order of application within a body. */
  joints: z.array(
    z.object({
      name: z.string(),
      body: z.number().int(),
      type: z.enum(["free", "ball", "slide", "hinge"]),
      /** Index of the joint's first entry in the generalised positions. */
      address: z.number().int(),
      /** Anchor and axis in the body's frame. */
      anchor: vector3,
      axis: vector3,
      /** Reference value of the joint's first position (slide and hinge). */
      reference: z.number(),
      range: z.tuple([z.number(), z.number()]).nullable(),
    }),
  ),
  geoms: z.array(
    z.object({
      name: z.string(),
      body: z.number().int(),
      type: z.enum(["plane", "sphere", "capsule", "ellipsoid", "cylinder", "box"]),
      /** MuJoCo's sizes: radii, half-lengths. */
      size: vector3,
      position: vector3,
      orientation: quaternion,
      rgba: quaternion,
    }),
  ),
  sites: z.array(z.object({ name: z.string(), body: z.number().int(), position: vector3, orientation: quaternion })),
});

export type SceneModel = z.infer<typeof sceneModelSchema>;
