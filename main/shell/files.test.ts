import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { servedFile } from "./files.ts";

const root = path.resolve("/srv/renderer");

describe("servedFile", () => {
  it("serves the page and its parts", () => {
    expect(servedFile(root, "app://guidepost/")?.file).toBe(path.join(root, "index.html"));
    expect(servedFile(root, "app://guidepost/assets/a.js?v=1#x")).toEqual({
      file: path.join(root, "assets", "a.js"),
      contentType: "text/javascript; charset=utf-8",
    });
  });

  it.each([
    "app://elsewhere/index.html",
    "app://guidepost/%2e%2e%2f%2e%2e%2fetc/passwd.json",
    "app://guidepost/..%2f..%2fsecret.json",
    "app://guidepost/..%5c..%5csecret.json",
    "app://guidepost/a%00.html",
    "app://guidepost/%E0%A4%A.html",
    "app://guidepost/program.exe",
  ])("refuses %s", (url) => {
    expect(servedFile(root, url)).toBeNull();
  });

  it("never leaves the root, whatever the path", () => {
    const part = fc.constantFrom("..", ".", "%2e%2e", "%2f", "/", "%5c", "a", "index.html", "%00", "//", "~");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const served = servedFile(root, `app://guidepost/${parts.join("/")}.html`);
        if (served) expect(path.relative(root, served.file)).not.toMatch(/^\.\.(\/|$)|^\//);
      }),
    );
  });
});
