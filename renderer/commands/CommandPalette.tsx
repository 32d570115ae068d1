/** Every command by its name: what is written narrows the list, Enter runs the first. */
import { Command as Palette } from "cmdk";
import { Dialog } from "../app/Dialog.tsx";
import { closeDialog } from "../app/dialogs.ts";
import { type Command, groups } from "./command.ts";
import { paletteScore } from "./palette-score.ts";
import { commands, currentCommands, isEnabled, onMac, shortcutsOf } from "./registry.ts";
import { shortcutText } from "./shortcuts.ts";

export function CommandPalette() {
  return (
    <Dialog name="palette" title="Commands" className="palette" bare>
      <Commands />
    </Dialog>
  );
}

function Commands() {
  const offered = [...commands, ...currentCommands()].filter(isEnabled);
  return (
    <Palette label="Commands" loop filter={score}>
      <Palette.Input placeholder="Search commands, tasks and runs" aria-label="Search commands" data-autofocus />
      <Palette.List label="Commands">
        <Palette.Empty>No command has these words. Esc closes.</Palette.Empty>
        {groups.map((group) => (
          <Palette.Group key={group} heading={group}>
            {offered
              .filter((command) => command.group === group && command.id !== "view.palette")
              .map((command) => (
                <Item key={command.id} command={command} />
              ))}
          </Palette.Group>
        ))}
      </Palette.List>
    </Palette>
  );
}

/** The first of an item's keywords is its title. */
function score(_id: string, sought: string, [title = "", ...keywords]: string[] = []): number {
  return paletteScore(title, keywords, sought);
}

function Item({ command }: { command: Command }) {
  const [shortcut] = shortcutsOf(command, onMac);
  const choose = () => {
    closeDialog();
    // Once the palette is gone and the focus is back, which some commands need.
    setTimeout(command.run);
  };
  return (
    <Palette.Item value={command.id} keywords={[command.title, ...(command.keywords ?? [])]} onSelect={choose}>
      <span>{command.title}</span>
      {shortcut && <kbd>{shortcutText(shortcut, onMac)}</kbd>}
    </Palette.Item>
  );
}
