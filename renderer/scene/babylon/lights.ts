/** A soft key light from the upper left in front, with one shadow map, over an even sky. */
import { DirectionalLight } from "@babylonjs/core/Lights/directionalLight.js";
import { HemisphericLight } from "@babylonjs/core/Lights/hemisphericLight.js";
import { ShadowGenerator } from "@babylonjs/core/Lights/Shadows/shadowGenerator.js";
import "@babylonjs/core/Lights/Shadows/shadowGeneratorSceneComponent.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import type { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { Box } from "../orbit.ts";
import type { SceneColors } from "./colors.ts";

/**
 * Width of the shadow map, and taps of its filter at every pixel of the picture. Where the processor draws, the filter
 * would take most of a picture's time.
 */
const SHADOWS = {
  hardware: { pixels: 2048, quality: ShadowGenerator.QUALITY_HIGH },
  software: { pixels: 1024, quality: ShadowGenerator.QUALITY_LOW },
};
const KEY_DIRECTION = new Vector3(0.45, 1, -1.05).normalize();

export class Lights {
  private readonly sky: HemisphericLight;
  private readonly key: DirectionalLight;
  private readonly shadows: ShadowGenerator;

  /** `software`: whether the processor draws. */
  constructor(scene: Scene, software: boolean) {
    this.sky = new HemisphericLight("sky", new Vector3(-0.2, -0.6, 1), scene);
    this.sky.intensity = 0.62;
    this.key = new DirectionalLight("key", KEY_DIRECTION, scene);
    this.key.intensity = 0.55;
    const { pixels, quality } = software ? SHADOWS.software : SHADOWS.hardware;
    this.shadows = new ShadowGenerator(pixels, this.key);
    this.shadows.usePercentageCloserFiltering = true;
    this.shadows.filteringQuality = quality;
    this.shadows.bias = 0.0004;
    this.shadows.normalBias = 0.004;
  }

  setColors(colors: SceneColors): void {
    this.sky.diffuse = colors.sky;
    this.sky.groundColor = colors.ground;
    this.shadows.setDarkness(1 - colors.shadow);
  }

  /** Lets these meshes cast. */
  cast(casters: readonly Mesh[]): void {
    const map = this.shadows.getShadowMap();
    if (map) map.renderList = [...casters];
  }

  /** Fits the shadow map to a box. */
  light({ min, max }: Box): void {
    const centre = new Vector3(...min).add(new Vector3(...max)).scale(0.5);
    const radius = Vector3.Distance(new Vector3(...min), new Vector3(...max)) / 2 + 0.2;
    this.key.position = centre.subtract(KEY_DIRECTION.scale(2 * radius));
    this.key.shadowFrustumSize = 2 * radius;
    this.key.autoCalcShadowZBounds = false;
    this.key.shadowMinZ = 0.1;
    this.key.shadowMaxZ = 4 * radius;
  }
}
