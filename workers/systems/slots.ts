/**
 * Conditions of the insertion tasks: the same start, and a slot that stands elsewhere. The arm is told neither where it
 * stands nor that it was moved (method section 6).
 */
import type { Condition, ConditionSet } from "./description.ts";

type Shift = Condition["shifts"][number];

type Start = Pick<Condition, "mean" | "std">;

/** Where the slot stands: [x, y] from where the model has it [m]. */
type Place = readonly [number, number];

/** What else is arranged around the slots of a row, and how their conditions say so. */
export interface Surroundings {
  name: string;
  shifts: readonly Shift[];
}

/** Four places on a line of ±reach along x at equal distances, and four between them: ±2/3 and ±1/6 of the reach. */
export function slotsOnLine(
  start: Start,
  reach: number,
  around?: Surroundings,
): Pick<ConditionSet, "trained" | "heldOut"> {
  const sixths = (parts: readonly number[]) => parts.map((part): Place => [(reach * part) / 6, 0]);
  const conditions = (places: readonly Place[]) =>
    places.map((place) => slotAt(start, place, `${millimetres(place[0])} mm`, around));
  return { trained: conditions(sixths([-6, -2, 2, 6])), heldOut: conditions(sixths([-4, -1, 1, 4])) };
}

/** The corners of a square of ±reach along x and y, and the middles of its sides. */
export function slotsOnSquare(start: Start, reach: number): Pick<ConditionSet, "trained" | "heldOut"> {
  const conditions = (places: readonly Place[]) =>
    places.map(([x, y]) => {
      const place: Place = [reach * x, reach * y];
      return slotAt(start, place, `${place.map(millimetres).join(", ")} mm`);
    });
  const corners: Place[] = [-1, 1].flatMap((x) => [-1, 1].map((y): Place => [x, y]));
  const middles: Place[] = [
    [-1, 0],
    [0, -1],
    [0, 1],
    [1, 0],
  ];
  return { trained: conditions(corners), heldOut: conditions(middles) };
}

function slotAt(start: Start, [x, y]: Place, where: string, around?: Surroundings): Condition {
  const name = around ? `slot at ${where}, ${around.name}` : `slot at ${where}`;
  return { name, ...start, shifts: [{ body: "slot", by: [x, y, 0] }, ...(around?.shifts ?? [])] };
}

/** +33, -100, 0. */
function millimetres(metres: number): string {
  const value = Math.round(1000 * metres);
  return value > 0 ? `+${value}` : `${value}`;
}
