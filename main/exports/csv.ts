/** The iterations as comma-separated values (RFC 4180): a heading, one row an iteration, empty where there is no number. */
import type { Exporter } from "./run-data.ts";

export const exportCsv: Exporter = ({ detail }, append) => {
  const rows = detail.iterations.map(({ phases, policy, ...numbers }) => ({
    run: detail.summary.id,
    ...numbers,
    secondsSample: phases.sample,
    secondsFit: phases.fit,
    secondsOptimise: phases.optimise,
    policyLoss: policy?.loss,
    policyKl: policy?.kl,
    policyCost: policy?.cost,
    policyMetric: policy?.metric,
    policySuccess: policy?.success,
  }));
  const heading = Object.keys(rows[0] ?? {}).join(",");
  const lines = rows.map((row) =>
    Object.values(row)
      .map((value) => value ?? "")
      .join(","),
  );
  append(Buffer.from([heading, ...lines].map((line) => `${line}\r\n`).join("")));
};
