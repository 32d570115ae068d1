import { CommandButton } from "../app/CommandButton.tsx";
import { Fold } from "../app/Fold.tsx";
import { commandLine } from "./command-line.ts";
import { type Form, useNewRun } from "./new-run.ts";

/** The same run from a terminal. */
export function CommandLine({ form }: { form: Form }) {
  const model = useNewRun((state) => state.model?.name ?? null);
  return (
    <Fold summary="Command line">
      <div className="command-line">
        <code className="selectable" data-testid="command-line">
          {commandLine(form, model)}
        </code>
        <CommandButton command="form.copyCommand" icon="copy" />
      </div>
    </Fold>
  );
}
