/**
 * The curves of a run: its iterations as comma-separated values (RFC 4180): a heading, one row an iteration, empty where there is no number. The
 * policy's numbers have columns where the run trains one; those of single conditions are in the JSON document.
 */
import type { Iteration } from "../engine/api.ts";
import type { Exporter } from "./run-data.ts";

export const exportCurves: Exporter = ({ detail }, append) => {
  const learns = detail.iterations.some(({ policy }) => policy !== null);
  const rows = detail.iterations.map(({ phases, conditions: _, policy, ...numbers }) => ({
    run: detail.summary.id,
    ...numbers,
    secondsSample: phases.sample,
    secondsFit: phases.fit,
    secondsOptimise: phases.optimise,
    ...(learns ? policyColumns(policy) : {}),
  }));
  const heading = Object.keys(rows[0] ?? {}).join(",");
  const lines = rows.map((row) =>
    Object.values(row)
      .map((value) => value ?? "")
      .join(","),
  );
  append(Buffer.from([heading, ...lines].map((line) => `${line}\r\n`).join("")));
};

function policyColumns(policy: Iteration["policy"]): object {
  return {
    policyLoss: policy?.loss,
    policyKl: policy?.kl,
    policyCost: policy?.cost,
    policyMetric: policy?.metric,
    policySuccess: policy?.success,
  };
}
