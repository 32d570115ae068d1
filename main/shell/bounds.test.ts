import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { rememberBounds, rememberedBounds } from "./bounds.ts";

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const bounds = { x: 100, y: 50, width: 1280, height: 800, maximized: false };

describe("window bounds", () => {
  let file: string;
  beforeEach(() => {
    file = path.join(mkdtempSync(path.join(os.tmpdir(), "bounds-")), "window.json");
  });
  afterEach(() => rmSync(path.dirname(file), { recursive: true }));

  it("come back as they were left", () => {
    rememberBounds(file, bounds);
    expect(rememberedBounds(file, [screen])).toEqual(bounds);
  });

  it("are forgotten when their screen is gone", () => {
    rememberBounds(file, { ...bounds, x: 2500 });
    expect(rememberedBounds(file, [screen])).toBeNull();
    expect(rememberedBounds(file, [screen, { ...screen, x: 1920 }])).not.toBeNull();
  });

  it("are forgotten when the title bar is out of reach", () => {
    rememberBounds(file, { ...bounds, y: -200 });
    expect(rememberedBounds(file, [screen])).toBeNull();
  });

  it.each(["", "{", "[]", '{"x":1e9}', '{"x":0,"y":0,"width":10,"height":10,"maximized":false}'])(
    "do not trust a damaged file: %s",
    (text) => {
      writeFileSync(file, text);
      expect(rememberedBounds(file, [screen])).toBeNull();
    },
  );

  it("need no file at the first start", () => {
    expect(rememberedBounds(file, [screen])).toBeNull();
  });
});
