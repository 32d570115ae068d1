/** What a run with several conditions, or with a policy, can show over its iterations. */
import type { Iteration, TaskDescription } from "../../main/engine/api.ts";
import type { Column } from "../timeline/curves.ts";

export interface Curve {
  name: string;
  /** One value for each iteration; null where there is none. */
  values: Column;
}

export interface Quantity {
  id: string;
  title: string;
  unit: string;
  /** What the curves of its group are. */
  group: "By condition" | "Policy beside controllers" | "Policy";
  /** Whether small values matter, and a logarithmic axis helps. */
  logarithmic: boolean;
  curves(iterations: readonly Iteration[]): Curve[];
}

type Result = "cost" | "metric" | "success";

/** Groups without curves are left out: a run of one condition has nothing to set beside it, and not every run learns a policy. */
export function quantitiesOf(iterations: readonly Iteration[], task: TaskDescription): Quantity[] {
  const [first] = iterations;
  const learns = iterations.some(({ policy }) => policy !== null);
  return [
    ...((first?.conditions.length ?? 0) > 1 ? results(task, "By condition", conditionCurves) : []),
    ...(learns ? [...results(task, "Policy beside controllers", sideBySide), ...policyQuantities] : []),
  ];
}

const policyQuantities: readonly Quantity[] = [
  policyQuantity("loss", "Loss", "Policy and the controllers that teach it"),
  policyQuantity("kl", "KL from the controllers", "Policy and the controllers made next"),
];

function policyQuantity(key: "loss" | "kl", title: string, name: string): Quantity {
  const curves = (iterations: readonly Iteration[]) => [
    { name, values: iterations.map((it) => it.policy?.[key] ?? null) },
  ];
  return { id: `policy.${key}`, title, unit: "nat", group: "Policy", logarithmic: true, curves };
}

function results(
  { metric, success }: TaskDescription,
  group: Quantity["group"],
  curvesOf: (iterations: readonly Iteration[], result: Result) => Curve[],
): Quantity[] {
  const kinds = [
    { result: "cost", title: "Cost", unit: "", logarithmic: true },
    { result: "metric", title: metric.title, unit: metric.unit, logarithmic: metric.better === "lower" },
    { result: "success", title: success.title, unit: "", logarithmic: false },
  ] as const;
  return kinds.map(({ result, ...kind }) => ({
    id: `${group}.${result}`,
    group,
    ...kind,
    curves: (iterations) => curvesOf(iterations, result),
  }));
}

/** One curve a condition, in the order of training. */
function conditionCurves(iterations: readonly Iteration[], result: Result): Curve[] {
  return (iterations[0]?.conditions ?? []).map(({ name }, i) => ({
    name,
    values: iterations.map(({ conditions }) => conditions[i]?.[result] ?? null),
  }));
}

function sideBySide(iterations: readonly Iteration[], result: Result): Curve[] {
  return [
    { name: "Controllers", values: iterations.map((iteration) => iteration[result]) },
    { name: "Policy in its validation", values: iterations.map(({ policy }) => policy?.[result] ?? null) },
  ];
}
