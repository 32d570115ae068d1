import { describe, expect, it } from "vitest";
import { reasonOf, withoutNoise } from "./electron-messages.mjs";

describe("Electron's messages", () => {
  it("lose what nobody can act on, and nothing else", () => {
    const text = [
      "[12806:1123/003045.822257:ERROR:bus.cc(399)] Failed to connect to the bus",
      "(guidepost:77): Gtk-WARNING **: Theme parsing error",
      "libEGL warning: DRI2: failed to authenticate",
      "",
      "Guidepost cannot start: the renderer is missing",
    ].join("\n");
    expect(withoutNoise(text)).toEqual(["Guidepost cannot start: the renderer is missing"]);
  });

  it.each([
    ["electron: error while loading shared libraries: libgtk-3.so.0: cannot open shared object file", "libgtk-3.so.0"],
    ["[1:2/3.4:ERROR:ozone_platform_x11.cc(247)] Missing X server or $DISPLAY", "display"],
    ["[1:2/3.4:FATAL:setuid_sandbox_host.cc] The SUID sandbox helper binary was found", "--no-sandbox"],
    ["", "exit code 133"],
  ])("give one line for %s", (text, expected) => {
    const reason = reasonOf(text, 133);
    expect(reason).toContain(expected);
    expect(reason).not.toContain("\n");
  });
});
