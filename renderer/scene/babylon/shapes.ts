/** Meshes of MuJoCo's primitive geoms, in the geom's own frame (long axis z). */
import { Matrix } from "@babylonjs/core/Maths/math.vector.js";
import { CreateBoxVertexData } from "@babylonjs/core/Meshes/Builders/boxBuilder.js";
import { CreateCapsuleVertexData } from "@babylonjs/core/Meshes/Builders/capsuleBuilder.js";
import { CreateCylinderVertexData } from "@babylonjs/core/Meshes/Builders/cylinderBuilder.js";
import { CreateSphereVertexData } from "@babylonjs/core/Meshes/Builders/sphereBuilder.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { SceneModel } from "../../../main/engine/api.ts";

type Geom = SceneModel["geoms"][number];

const ROUND = 24;
const yToZ = Matrix.RotationX(Math.PI / 2);

/** null for planes, which are drawn as boards. */
export function shapeOf(geom: Geom, scene: Scene): Mesh | null {
  const data = vertices(geom);
  if (!data) return null;
  const mesh = new Mesh(geom.name, scene);
  data.applyToMesh(mesh);
  if (geom.type === "capsule" || geom.type === "cylinder") mesh.bakeTransformIntoVertices(yToZ);
  mesh.alwaysSelectAsActiveMesh = true;
  mesh.isPickable = false;
  mesh.doNotSyncBoundingInfo = true;
  return mesh;
}

function vertices({ type, size: [a, b, c] }: Geom): VertexData | null {
  switch (type) {
    case "sphere":
      return CreateSphereVertexData({ diameter: 2 * a, segments: ROUND / 2 });
    case "ellipsoid":
      return CreateSphereVertexData({ diameterX: 2 * a, diameterY: 2 * b, diameterZ: 2 * c, segments: ROUND / 2 });
    case "capsule":
      return CreateCapsuleVertexData({
        radius: a,
        height: 2 * (a + b),
        tessellation: ROUND,
        capSubdivisions: 8,
        subdivisions: 1,
      });
    case "cylinder":
      return CreateCylinderVertexData({ diameter: 2 * a, height: 2 * b, tessellation: ROUND });
    case "box":
      return CreateBoxVertexData({ width: 2 * a, height: 2 * b, depth: 2 * c });
    case "plane":
      return null;
  }
}
