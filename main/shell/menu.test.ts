import { expect, it, vi } from "vitest";
import { menuTemplate } from "./menu.ts";

const entries = [
  { id: "run.train", title: "Train", group: "Run", accelerator: "CommandOrControl+Enter" },
  { id: "edit.undo", title: "Undo", group: "Edit", accelerator: "CommandOrControl+Z" },
  { id: "help.page", title: "Help", group: "Help", accelerator: null },
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
