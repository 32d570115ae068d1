import { desktop } from "../client/desktop.ts";
import { shownShortcut } from "../commands/registry.ts";
import { changeSetting } from "../settings/change-setting.ts";
import { chooseTheme, type ThemeChoice, useTheme } from "../theme/theme.ts";
import { CommandButton } from "./CommandButton.tsx";
import { openDialog } from "./dialogs.ts";
import { useEngine } from "./engine-store.ts";
import { IconButton } from "./IconButton.tsx";
import { Icon } from "./icons.tsx";
import { notify } from "./notices.ts";

const next: Record<ThemeChoice, ThemeChoice> = { system: "light", light: "dark", dark: "system" };
const names: Record<ThemeChoice, string> = { system: "as the system", light: "light", dark: "dark" };

export function TopBar() {
  const choice = useTheme((state) => state.choice);
  const change = () => {
    // At once, also while the engine is away; it is kept when that answers.
    chooseTheme(next[choice]);
    changeSetting({ theme: next[choice] }).catch(notify);
  };
  return (
    <header className="top-bar">
      <svg className="wordmark-icon" width="18" height="18" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d="M2.5 13.5V6.5L8 3l4.5 4.5-2.5 4"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="9.8" cy="12.8" r="1.6" fill="var(--accent)" />
      </svg>
      <h1 className="wordmark">Guidepost</h1>
      <Project />
      <span className="spacer" />
      <button type="button" className="search-bar" onClick={() => openDialog("palette")}>
        Search or run a command
        <kbd>{shownShortcut("view.palette")}</kbd>
      </button>
      <span className="spacer" />
      <CommandButton command="layout.manage" icon="layout" label="Layouts" />
      <CommandButton command="help.page" icon="help" label="Help" />
      <CommandButton command="settings.open" icon="settings" label="Settings" />
      <IconButton icon={choice} label={`Theme: ${names[choice]}`} data-theme-choice={choice} onClick={change} />
    </header>
  );
}

/** Which project this is; on the desktop the way to the others. */
function Project() {
  const project = useEngine((state) => state.info?.project);
  if (!project) return null;
  return (
    <span className="project">
      {desktop === null ? (
        <span title={project.folder}>{project.name}</span>
      ) : (
        <button
          type="button"
          className="project-button"
          aria-haspopup="dialog"
          title={project.folder}
          onClick={() => openDialog("projects")}
        >
          {project.name}
          <Icon name="down" />
        </button>
      )}
      {project.damage !== null ? (
        <span className="tag" data-damaged title={`The store is damaged and only read: ${project.damage}`}>
          Damaged
        </span>
      ) : (
        project.readOnly && (
          <span className="tag" title="Another Guidepost is open on this project">
            Read only
          </span>
        )
      )}
      <CommandButton command="project.show" icon="project" label="About this project" />
    </span>
  );
}
