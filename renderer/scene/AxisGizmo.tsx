/** Which way x, y and z point in the view. */
import { axes } from "./orbit.ts";
import { useOrbit } from "./orbit-store.ts";

const LENGTH = 22;
const CENTRE = 32;
const world = [
  { name: "x", index: 0, className: "axis-x" },
  { name: "y", index: 1, className: "axis-y" },
  { name: "z", index: 2, className: "axis-z" },
] as const;

export function AxisGizmo() {
  const orbit = useOrbit((state) => state.orbit);
  if (!orbit) return null;
  const { right, up, back } = axes(orbit);
  // The axis that points at the viewer is drawn last, over the others.
  const drawn = world.map((axis) => ({ ...axis, x: right[axis.index], y: -up[axis.index], depth: back[axis.index] }));
  drawn.sort((a, b) => a.depth - b.depth);
  return (
    <svg className="axis-gizmo" width="64" height="64" aria-hidden="true">
      {drawn.map(({ name, className, x, y }) => (
        <g key={name} className={className}>
          <line x1={CENTRE} y1={CENTRE} x2={CENTRE + x * LENGTH} y2={CENTRE + y * LENGTH} />
          {Math.hypot(x, y) > 0.3 && (
            <text x={CENTRE + x * (LENGTH + 7)} y={CENTRE + y * (LENGTH + 7) + 4}>
              {name}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
