/** `guidepost doctor`: one readable page about what this installation can do. */

import { type Check, checkAll } from "./checks.ts";
import type { CliContext } from "./context.ts";
import type { Colour } from "./paint.ts";
import type { CommonOptions } from "./session.ts";
import { alignColumns } from "./table.ts";

const colours: Record<Check["result"], Colour> = { ok: "green", warn: "yellow", fail: "red" };

export async function doctorCommand(context: CliContext, options: CommonOptions): Promise<number> {
  const { output } = context;
  const checks = await checkAll(context, options);
  const failed = checks.filter(({ result }) => result === "fail").length;
  if (options.json) for (const check of checks) output.json({ type: "check", ...check });
  else output.print(page(context, checks));
  return failed === 0 ? 0 : 1;
}

function page({ output }: CliContext, checks: readonly Check[]): string {
  const columns = ["", "", ""].map((title) => ({ title, align: "left" as const }));
  const lines = alignColumns(
    columns,
    checks.map(({ result, name, detail }) => [result, name, detail]),
  );
  // The columns have no heading, and colours have no width: painted after aligning.
  return lines
    .slice(1)
    .map((line, i) => line.replace(/^\w+/, (word) => output.paint(colours[checks[i].result], word)))
    .join("\n");
}
