/** Matte materials, made once for each colour. */
import { StandardMaterial } from "@babylonjs/core/Materials/standardMaterial.js";
import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import type { Scene } from "@babylonjs/core/scene.js";

/** Lit, without highlights. */
export function matte(color: Color3, scene: Scene): StandardMaterial {
  const material = new StandardMaterial("matte", scene);
  material.diffuseColor = color;
  material.specularColor = new Color3(0.06, 0.06, 0.06);
  material.specularPower = 24;
  return material;
}

/** The colour itself, untouched by light. */
export function flat(color: Color3, alpha: number, scene: Scene): StandardMaterial {
  const material = new StandardMaterial("flat", scene);
  material.disableLighting = true;
  material.emissiveColor = color;
  material.alpha = alpha;
  return material;
}
