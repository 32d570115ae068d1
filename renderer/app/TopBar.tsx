import { SettingsButton } from "../settings/SettingsButton.tsx";
import { chooseTheme, type ThemeChoice, useTheme } from "../theme/theme.ts";
import { resetLayout } from "./dock-layout.ts";
import { useEngine } from "./engine-store.ts";
import { IconButton } from "./IconButton.tsx";

const next: Record<ThemeChoice, ThemeChoice> = { system: "light", light: "dark", dark: "system" };
const names: Record<ThemeChoice, string> = { system: "as the system", light: "light", dark: "dark" };

export function TopBar() {
  const info = useEngine((state) => state.info);
  const choice = useTheme((state) => state.choice);
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
      {info && (
        <span className="project" title={info.project.folder}>
          {info.project.name}
          {info.project.readOnly && (
            <span className="tag" title="Another Guidepost is open on this project">
              Read only
            </span>
          )}
        </span>
      )}
      <span className="spacer" />
      <IconButton icon="layout" label="Reset layout" onClick={resetLayout} />
      <SettingsButton />
      <IconButton
        icon={choice}
        label={`Theme: ${names[choice]}`}
        data-theme-choice={choice}
        onClick={() => chooseTheme(next[choice])}
      />
    </header>
  );
}
