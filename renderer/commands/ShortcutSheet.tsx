import { Dialog } from "../app/Dialog.tsx";
import { type Command, groups } from "./command.ts";
import { commands, keysHeardIn, onMac, shortcutsOf } from "./registry.ts";
import { shortcutText } from "./shortcuts.ts";

/** The keys of every command that has some. */
export function ShortcutSheet() {
  return (
    <Dialog name="shortcuts" title="Keyboard shortcuts" className="shortcut-sheet">
      <div className="shortcut-columns">
        {groups.map((group) => (
          <Group key={group} title={group} commands={commands.filter((command) => command.group === group)} />
        ))}
      </div>
    </Dialog>
  );
}

function Group({ title, commands: all }: { title: string; commands: readonly Command[] }) {
  const bound = all.filter((command) => shortcutsOf(command, onMac).length > 0);
  if (bound.length === 0) return null;
  return (
    <section className="shortcut-group" aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {bound.map((command) => (
          <div key={command.id}>
            <dt>
              {command.title}
              <HeardIn command={command} />
            </dt>
            <dd>
              {shortcutsOf(command, onMac).map((shortcut) => (
                <kbd key={shortcut}>{shortcutText(shortcut, onMac)}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function HeardIn({ command }: { command: Command }) {
  const where = keysHeardIn(command);
  return where === null ? null : <span className="shortcut-where">{where}</span>;
}
