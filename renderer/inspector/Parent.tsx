/** The run that a new one is made from, and what is changed. */
import { useMemo } from "react";
import type { RunConfig } from "../../main/engine/api.ts";
import { CommandButton } from "../app/CommandButton.tsx";
import { Changes } from "../compare/Changes.tsx";
import { useDetails } from "../compare/useDetails.ts";

export function Parent({ run, config }: { run: number; config: RunConfig | null }) {
  const details = useDetails(useMemo(() => [run], [run]));
  const parent = details.get(run);
  return (
    <div className="parent-note">
      <p>
        <span>From run {run}</span>
        <CommandButton command="form.forgetParent" icon="close" className="small" label="Make it a run of its own" />
      </p>
      {parent && config && <Changes from={parent.config} to={config} />}
    </div>
  );
}
