/** The network's rollouts as ghosts with their ways, in a colour of their own; made anew only for another number of them. */
import type { Color3 } from "@babylonjs/core/Maths/math.color.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { BodyShift, SceneModel } from "../../../main/engine/api.ts";
import type { Vector } from "../../../workers/physics/quaternion.ts";
import type { Pose } from "../kinematics.ts";
import { Ghosts } from "./ghosts.ts";
import type { SkinDescription } from "./skin.ts";
import { FaintTraces } from "./traces.ts";

/** Tracks of [T, nq] generalised positions, and the bodies that their conditions have moved. */
export interface NetworkTracks {
  tracks: readonly Float32Array[];
  shifts: readonly (readonly BodyShift[])[];
}

/** Points of a way at most. */
const WAY_POINTS = 200;

export class NetworkGhosts {
  private readonly model: SceneModel;
  private readonly skin: SkinDescription | null;
  private readonly color: Color3;
  private readonly scene: Scene;
  private readonly ways: FaintTraces;
  private ghosts: Ghosts;
  private opacity = 1;
  private shown: NetworkTracks = { tracks: [], shifts: [] };

  /** `lineColor` of so many ways. */
  constructor(
    model: SceneModel,
    skin: SkinDescription | null,
    color: Color3,
    lineColor: (count: number) => Color3,
    scene: Scene,
  ) {
    this.model = model;
    this.skin = skin;
    this.color = color;
    this.scene = scene;
    this.ways = new FaintTraces(lineColor, scene);
    this.ghosts = new Ghosts(model, skin, 0, color, scene);
  }

  /** `rows` of each track; `wayOf` finds the tip in every `stride`-th of them. */
  show(
    network: NetworkTracks,
    rows: number,
    wayOf: (track: Float32Array, stride: number, shifts: readonly BodyShift[]) => Vector[],
  ): void {
    this.shown = network;
    const { tracks, shifts } = network;
    if (tracks.length !== this.ghosts.count) {
      this.ghosts.dispose();
      this.ghosts = new Ghosts(this.model, this.skin, tracks.length, this.color, this.scene);
      this.ghosts.setOpacity(this.opacity);
    }
    this.ways.show(tracks.map((track, i) => wayOf(track, Math.ceil(rows / WAY_POINTS), shifts[i]!)));
  }

  /** Poses all of them; `bodiesOf` knows a track's bodies at the row that is shown. */
  pose(bodiesOf: (track: Float32Array, shifts: readonly BodyShift[]) => readonly Pose[]): void {
    const { tracks, shifts } = this.shown;
    for (const [i, track] of tracks.entries()) this.ghosts.pose(i, bodiesOf(track, shifts[i]!));
    this.ghosts.show();
  }

  /** `factor` 1 is the usual opacity. */
  setOpacity(factor: number): void {
    this.opacity = factor;
    this.ghosts.setOpacity(factor);
  }

  dispose(): void {
    this.ghosts.dispose();
    this.ways.dispose();
  }
}
