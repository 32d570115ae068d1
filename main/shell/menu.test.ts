import { expect, it, vi } from "vitest";
import { menuTemplate, sameButEnabled } from "./menu.ts";

const entries = [
  { id: "run.train", title: "Train", group: "Run", accelerator: "CommandOrControl+Enter", enabled: true },
  { id: "edit.undo", title: "Undo", group: "Edit", accelerator: "CommandOrControl+Z", enabled: false },
  { id: "help.page", title: "Help", group: "Help", accelerator: null, enabled: true },
];

type Menu = ReturnType<typeof menuTemplate>;
const items = (menu: Menu, label: string) => menu.find((entry) => entry.label === label)?.submenu as Menu;

it("shows the commands by group in their order, and the window menu before Help", () => {
  const menu = menuTemplate(entries, "linux", () => {});
  expect(menu.map(({ label, role }) => label ?? role)).toEqual([
    "Run",
    "Edit",
    "windowMenu",
    "Help",
    "Project",
    "View",
  ]);
  expect(menuTemplate(entries, "darwin", () => {})[0]).toEqual({ role: "appMenu" });
});

it("tells which command was chosen, and leaves the keys to the window", () => {
  const choose = vi.fn();
  const [train] = items(menuTemplate(entries, "linux", choose), "Run");
  (train!.click as () => void)();
  expect(choose).toHaveBeenCalledWith("run.train");
  expect(train).toMatchObject({ accelerator: "CommandOrControl+Enter", registerAccelerator: false });
});

it("greys what would do nothing now", () => {
  const menu = menuTemplate(entries, "linux", () => {});
  expect(items(menu, "Run")[0]).toMatchObject({ id: "run.train", enabled: true });
  expect(items(menu, "Edit")[0]).toMatchObject({ id: "edit.undo", enabled: false });
});

it("knows when nothing but what is enabled has changed", () => {
  expect(
    sameButEnabled(
      entries,
      entries.map((entry) => ({ ...entry, enabled: !entry.enabled })),
    ),
  ).toBe(true);
  expect(sameButEnabled(entries, entries.slice(1))).toBe(false);
  expect(
    sameButEnabled(
      entries,
      entries.map((entry) => ({ ...entry, title: `${entry.title}…` })),
    ),
  ).toBe(false);
});

it("keeps the system's roles, also before the window has said anything", () => {
  expect(
    items(
      menuTemplate(entries, "linux", () => {}),
      "Edit",
    ).map(({ id, role }) => id ?? role),
  ).toEqual(expect.arrayContaining(["edit.undo", "copy", "paste"]));
  expect(
    items(
      menuTemplate([], "linux", () => {}),
      "Edit",
    ).map(({ role }) => role),
  ).toContain("copy");
});
