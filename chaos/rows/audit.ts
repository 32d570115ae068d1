/** What the registry knows against the packages that the program ships with. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { z } from "zod";
import { programFolder } from "../../main/paths.ts";
import { type Row, SkippedError } from "../row.ts";

const PATIENCE = 60_000;

const auditSchema = z.object({
  metadata: z.object({ vulnerabilities: z.object({ high: z.int(), critical: z.int() }) }),
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string() })),
});

export const audit: Row = {
  name: "audit",
  title: "the registry's advisories about the packages that the program ships with (`npm audit --omit=dev`)",
  promise: "none is high or critical",
  cases: { short: null, long: 1 },
  async open() {
    const advisories = askRegistry();
    return {
      total: 1,
      attempt() {
        const bad = Object.entries(advisories.vulnerabilities)
          .filter(([, { severity }]) => severity === "high" || severity === "critical")
          .map(([name, { severity }]) => `${name} (${severity})`);
        assert.deepEqual(bad, []);
        const { high, critical } = advisories.metadata.vulnerabilities;
        assert.equal(high + critical, 0);
        return "none known";
      },
      close() {},
    };
  },
};

/** Throws a SkippedError where it does not answer: nothing known is not the same as nothing there. */
function askRegistry(): z.infer<typeof auditSchema> {
  const { stdout, error } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
    cwd: programFolder,
    encoding: "utf8",
    timeout: PATIENCE,
    shell: process.platform === "win32",
  });
  const answer = auditSchema.safeParse(parsed(stdout));
  if (answer.success) return answer.data;
  throw new SkippedError(`the registry's audit is not reachable${error ? `: ${error.message}` : ""}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
