/**
 * Every command by its name: what is written narrows the list, Enter runs the first. What would do nothing now says why, and
 * what a command would act on stands beside it.
 */
import { Command as Palette } from "cmdk";
import { useMemo, useState } from "react";
import { Dialog } from "../app/Dialog.tsx";
import { closeDialog } from "../app/dialogs.ts";
import { type Command, groups } from "./command.ts";
import { foundCommands } from "./palette-score.ts";
import { commands, currentCommands, hindranceOf, isHere, onMac, shortcutsOf } from "./registry.ts";
import { shortcutText } from "./shortcuts.ts";

export function CommandPalette() {
  return (
    <Dialog name="palette" title="Commands" className="palette" bare>
      <Commands />
    </Dialog>
  );
}

function Commands() {
  const [sought, setSought] = useState("");
  const all = useMemo(
    () => [...commands, ...currentCommands()].filter((command) => command.id !== "view.palette" && isHere(command)),
    [],
  );
  return (
    <Palette label="Commands" loop shouldFilter={false}>
      <Palette.Input
        placeholder="Search commands, tasks and runs"
        aria-label="Search commands"
        data-autofocus
        value={sought}
        onValueChange={setSought}
      />
      <Palette.List label="Commands">
        <Palette.Empty>No command has these words. Esc closes.</Palette.Empty>
        {sought.trim() === "" ? <Grouped all={all} /> : <Found all={all} sought={sought} />}
      </Palette.List>
    </Palette>
  );
}

/** What can be done now, for who looks around. */
function Grouped({ all }: { all: readonly Command[] }) {
  return groups.map((group) => (
    <Palette.Group key={group} heading={group}>
      {all
        .filter((command) => command.group === group && hindranceOf(command) === null)
        .map((command) => (
          <Item key={command.id} command={command} />
        ))}
    </Palette.Group>
  ));
}

/** The best first, also what would do nothing now: who looks for it learns why. */
function Found({ all, sought }: { all: readonly Command[]; sought: string }) {
  return foundCommands(all, sought).map((command) => <Item key={command.id} command={command} grouped />);
}

function Item({ command, grouped = false }: { command: Command; grouped?: boolean }) {
  const [shortcut] = shortcutsOf(command, onMac);
  const hindrance = hindranceOf(command);
  const note = hindrance ?? command.about?.() ?? "";
  const choose = () => {
    closeDialog();
    // Once the palette is gone and the focus is back, which some commands need.
    setTimeout(command.run);
  };
  return (
    <Palette.Item value={command.id} disabled={hindrance !== null} onSelect={choose}>
      <span>
        {command.title}
        {note !== "" && <span className="palette-note"> · {note}</span>}
      </span>
      <span className="palette-keys">
        {grouped && <span className="palette-note">{command.group}</span>}
        {shortcut && hindrance === null && <kbd>{shortcutText(shortcut, onMac)}</kbd>}
      </span>
    </Palette.Item>
  );
}
