/** A measuring board: a plane that takes shadows, with lines each 0.1 m and 1 m and the metres written at its edge. */
import { DynamicTexture } from "@babylonjs/core/Materials/Textures/dynamicTexture.js";
import { Color3 } from "@babylonjs/core/Maths/math.color.js";
import { Vector3 } from "@babylonjs/core/Maths/math.vector.js";
import { CreateLineSystem } from "@babylonjs/core/Meshes/Builders/linesBuilder.js";
import { Mesh } from "@babylonjs/core/Meshes/mesh.js";
import { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData.js";
import type { Scene } from "@babylonjs/core/scene.js";
import type { Board, MetreLabel } from "../layout.ts";
import { flat, matte } from "./materials.ts";

export interface BoardColors {
  board: Color3;
  minor: Color3;
  major: Color3;
  text: string;
}

/** Lines stand off the board by this much, so that they do not fight with it for depth [m]. */
const LIFT = 0.002;
const LABEL_HEIGHT = 0.09;
const LABEL_PIXELS = 64;

export function drawBoard(board: Board, colors: BoardColors, scene: Scene): Mesh[] {
  const plane = quad(board, 0, scene);
  plane.material = matte(colors.board, scene);
  plane.material.backFaceCulling = false;
  plane.receiveShadows = true;
  const meshes = [plane, lines(board, 0.1, colors.minor, LIFT, scene), lines(board, 1, colors.major, 2 * LIFT, scene)];
  for (const mesh of meshes) mesh.isPickable = false;
  return meshes;
}

/** A point of the board, lifted towards the viewer. */
function point({ origin, u, v }: Board, a: number, b: number, lift: number): Vector3 {
  const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
  const at = (i: 0 | 1 | 2) => origin[i] + a * u[i] + b * v[i] + lift * normal[i]!;
  return new Vector3(at(0), at(1), at(2));
}

function quad(board: Board, lift: number, scene: Scene): Mesh {
  const [[a0, a1], [b0, b1]] = [board.uRange, board.vRange];
  const corners = [
    point(board, a0, b0, lift),
    point(board, a1, b0, lift),
    point(board, a1, b1, lift),
    point(board, a0, b1, lift),
  ];
  const toViewer = point(board, 0, 0, 1).subtract(point(board, 0, 0, 0));
  const data = new VertexData();
  data.positions = corners.flatMap((corner) => corner.asArray());
  data.normals = corners.flatMap(() => toViewer.asArray());
  data.indices = [0, 1, 2, 0, 2, 3];
  data.uvs = [0, 0, 1, 0, 1, 1, 0, 1];
  const mesh = new Mesh("board", scene);
  data.applyToMesh(mesh);
  return mesh;
}

function lines(board: Board, spacing: number, color: Color3, lift: number, scene: Scene): Mesh {
  const { uRange, vRange } = board;
  const along = (range: [number, number]) => {
    const first = Math.ceil(range[0] / spacing - 1e-9);
    const last = Math.floor(range[1] / spacing + 1e-9);
    return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * spacing);
  };
  const segments = [
    ...along(uRange).map((a) => [point(board, a, vRange[0], lift), point(board, a, vRange[1], lift)]),
    ...along(vRange).map((b) => [point(board, uRange[0], b, lift), point(board, uRange[1], b, lift)]),
  ];
  const mesh = CreateLineSystem("grid", { lines: segments }, scene);
  mesh.color = color;
  return mesh;
}

/** "2 m", facing the viewer. */
export function drawLabel({ metre, at, right, up }: MetreLabel, { text }: BoardColors, scene: Scene): Mesh {
  const texture = new DynamicTexture("label", { width: 2 * LABEL_PIXELS, height: LABEL_PIXELS }, scene, true);
  texture.hasAlpha = true;
  const words = `${metre} m`.replace("-", "−");
  const font = `500 ${LABEL_PIXELS * 0.72}px Inter, system-ui, sans-serif`;
  texture.drawText(words, null, LABEL_PIXELS * 0.76, font, text, "transparent", true);
  const half = LABEL_HEIGHT / 2;
  const paper: Board = { origin: at, u: right, v: up, uRange: [-2 * half, 2 * half], vRange: [-half, half] };
  const mesh = quad(paper, LIFT, scene);
  const material = flat(Color3.White(), 1, scene);
  material.diffuseTexture = texture;
  material.emissiveTexture = texture;
  material.opacityTexture = texture;
  material.backFaceCulling = false;
  mesh.material = material;
  mesh.isPickable = false;
  return mesh;
}
