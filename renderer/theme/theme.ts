/** Light, dark or as the system has it; remembered on this machine. */
import { create } from "zustand";
import { recall, remember } from "../app/memory.ts";

export type ThemeChoice = "system" | "light" | "dark";
type Theme = "light" | "dark";

const KEY = "theme";
const darkSystem = "(prefers-color-scheme: dark)";
const choices: readonly ThemeChoice[] = ["system", "light", "dark"];

interface ThemeState {
  choice: ThemeChoice;
  /** What is shown. */
  theme: Theme;
}

function resolve(choice: ThemeChoice): Theme {
  if (choice !== "system") return choice;
  return matchMedia(darkSystem).matches ? "dark" : "light";
}

export const useTheme = create<ThemeState>(() => ({ choice: "system", theme: "dark" }));

export function chooseTheme(choice: ThemeChoice): void {
  const theme = resolve(choice);
  document.documentElement.dataset.theme = theme;
  remember(KEY, choice);
  useTheme.setState({ choice, theme });
}

export function startTheme(): void {
  const stored = recall(KEY);
  chooseTheme(choices.find((choice) => choice === stored) ?? "system");
  matchMedia(darkSystem).addEventListener("change", () => chooseTheme(useTheme.getState().choice));
}

/** A colour token of the theme that is shown, as `#rrggbb`. */
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
