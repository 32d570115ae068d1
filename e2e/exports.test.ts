/** Every export of the window, made in the real Electron and read again by readers that are none of ours. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { McapIndexedReader } from "@mcap/core";
import { unzipSync } from "fflate";
import { parquetReadObjects } from "hyparquet";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { violations } from "./setup/axe.ts";
import { launchChromium } from "./setup/chromium.ts";
import { emptyFolder, guidepost } from "./setup/command.ts";
import { type Desktop, openDesktop } from "./setup/desktop.ts";
import { savedFile, saveInto } from "./setup/downloads.ts";
import { differingPixels } from "./setup/pixels.ts";
import { screenshots } from "./setup/screenshots.ts";
import { workbench } from "./setup/workbench.ts";

const run = { iterations: 2, samples: 3, steps: 800 };
const { electron, chromium } = inject("stage");
const numpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;

describe.skipIf(electron.missing)("exports from the desktop", () => {
  const folder = emptyFolder("exports");
  let desktop: Desktop;
  let page: Page;
  beforeAll(async () => {
    const sizes = ["--iterations", String(run.iterations), "--samples", String(run.samples)];
    await guidepost(folder, "train", "peg2d", ...sizes, "--project", path.join(folder, "project"));
    desktop = await openDesktop(folder);
    page = desktop.page;
    page.setDefaultTimeout(120_000);
    await saveInto(folder, desktop);
  });
  afterAll(() => desktop?.close());

  /** What the dialog for policies and numbers saves. */
  async function exported(format: string, ending: string): Promise<string> {
    if (!(await page.getByRole("dialog", { name: /^Export run/ }).isVisible()))
      await page.getByRole("button", { name: "Export…" }).click();
    await page.getByRole("combobox", { name: "Format" }).selectOption(format);
    await page.getByRole("button", { name: "Export", exact: true }).last().click();
    return savedFile(folder, ending, desktop);
  }

  it("shows the dialog with what the self-test found", async () => {
    await workbench(page).learned(run.iterations);
    const zip = unzipSync(readFileSync(await exported("bundle", ".zip")));
    expect(Object.keys(zip).filter((name) => /model\.xml$|policy\.json$|\.onnx$|\.py$/.test(name)).length).toBe(4);
    await page.getByTestId("self-test").waitFor();
    await screenshots(page, "export", desktop.resize);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), colorScheme).toEqual([]);
    }
  });

  it("has a row for each step of each rollout in Parquet", async () => {
    const bytes = readFileSync(await exported("parquet", ".parquet"));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    const rows = await parquetReadObjects({ file });
    expect(rows).toHaveLength(run.iterations * run.samples * run.steps);
    expect(Object.keys(rows[0] ?? {})).toEqual(
      expect.arrayContaining(["iteration", "sample", "step", "cost.distance"]),
    );
  });

  it("has the last rollouts in MCAP, under topics that viewers know", async () => {
    const file = readFileSync(await exported("mcap", ".mcap"));
    const reader = await McapIndexedReader.Initialize({
      readable: {
        size: async () => BigInt(file.length),
        read: async (offset, length) => file.subarray(Number(offset), Number(offset + length)),
      },
    });
    const counts = new Map<string, number>();
    for await (const { channelId } of reader.readMessages()) {
      const topic = reader.channelsById.get(channelId)?.topic ?? "";
      counts.set(topic, (counts.get(topic) ?? 0) + 1);
    }
    expect(counts.get("/rollout")).toBe(run.samples);
    expect(counts.get("/state")).toBe(run.samples * run.steps);
    expect([...counts.keys()]).toEqual(expect.arrayContaining(["/tf", "/scene", "/forces", "/action", "/cost"]));
  });

  it("has the same rows in CSV, under names with units", async () => {
    const lines = readFileSync(await exported("csv", "rollouts.csv"), "utf8")
      .trimEnd()
      .split("\r\n")
      .map((line) => line.split(","));
    expect(lines).toHaveLength(1 + run.iterations * run.samples * run.steps);
    const [heading = []] = lines;
    expect(heading.slice(0, 4)).toEqual(["iteration", "sample", "step", "time [s]"]);
    expect(heading.filter((name) => /^state\..+ \[.+\]$/.test(name))).toHaveLength(6);
    expect(new Set(lines.map(({ length }) => length))).toEqual(new Set([heading.length]));
    const times = lines.slice(1, 1 + run.steps).map((line) => Number(line[3]));
    expect(times).toEqual(times.map((_, step) => step / 100));
  });

  it("has a line for each iteration in the CSV of curves, and the run in JSON", async () => {
    const lines = readFileSync(await exported("curves", "curves.csv"), "utf8")
      .trim()
      .split("\n");
    expect(lines).toHaveLength(1 + run.iterations);
    expect(JSON.parse(readFileSync(await exported("json", ".json"), "utf8"))).toBeTypeOf("object");
  });

  it.skipIf(!numpy)("has arrays that numpy reads", async () => {
    const script = `
import json, numpy, sys
arrays = numpy.load(sys.argv[1])
print(json.dumps({name: list(arrays[name].shape) for name in arrays.files}))`;
    const file = await exported("npz", ".npz");
    const shapes = Object.values(
      JSON.parse(execFileSync("python3", ["-c", script, file], { encoding: "utf8" })) as Record<string, number[]>,
    );
    // Feedback gains, [T, dU, dX].
    expect(shapes).toContainEqual([run.steps, 2, 6]);
    await page.keyboard.press("Escape");
  });

  /** What the scene's bar saves. */
  async function shot(format: string, size: string | null, ending: string): Promise<string> {
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByLabel("As", { exact: true }).selectOption(format);
    if (size) await page.getByLabel("Size", { exact: true }).selectOption(size);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    const file = await savedFile(folder, ending, desktop);
    await page.keyboard.press("Escape");
    return file;
  }

  it("saves a picture and films of a section", async () => {
    await page.getByTestId("scene").locator("canvas").focus();
    for (const key of ["k", "Home", "[", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "]"])
      await page.keyboard.press(key);
    const png = readFileSync(await shot("png", "640 × 360", ".png"));
    expect([png.toString("latin1", 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(["PNG", 640, 360]);
    const gif = readFileSync(await shot("gif", "640 × 360", ".gif"));
    expect([gif.toString("latin1", 0, 6), gif.readUInt16LE(6), gif.readUInt16LE(8)]).toEqual(["GIF89a", 640, 360]);
    const webm = readFileSync(await shot("webm", "640 × 360", ".webm"));
    expect(matroskaOf(webm)).toEqual({ type: "webm", codec: "V_VP9", width: 640, height: 360 });
  });

  it.skipIf(chromium.missing)("saves a report that another browser opens without a server", async () => {
    const file = await shot("html", null, ".html");
    const browser = await launchChromium(chromium.file);
    const report = await browser.newPage();
    const requests: string[] = [];
    report.on("request", (request) => requests.push(request.url()));
    await report.goto(pathToFileURL(file).href);
    expect(await report.getByRole("main").getByRole("heading", { level: 1 }).count()).toBe(1);
    const canvas = report.locator("canvas");
    const first = await canvas.screenshot();
    await report.getByLabel("Frame").fill("60");
    // A report lets no picture in, so the workbench compares them.
    expect(await differingPixels(page, first, await canvas.screenshot())).toBeGreaterThan(0.002);
    expect(requests).toEqual([pathToFileURL(file).href]);
    for (const colorScheme of ["light", "dark"] as const) {
      await report.emulateMedia({ colorScheme });
      expect(await violations(report), colorScheme).toEqual([]);
    }
    await screenshots(report, "report", (width, height) => report.setViewportSize({ width, height }));
    await browser.close();
    expect(desktop.complaints.list).toEqual([]);
  });
});

/** What a Matroska file says of itself and of its video, found by the ids of its elements (RFC 9559). */
function matroskaOf(file: Buffer): { type: string; codec: string; width: number; height: number } {
  const place = (from: number, ...bytes: number[]) => {
    const at = file.indexOf(Buffer.from(bytes), from);
    if (at < 0) throw new Error(`no element ${Buffer.from(bytes).toString("hex")}`);
    return at + bytes.length;
  };
  // 0x84 and 0x85 are lengths of four and five bytes, 0x82 of two.
  const type = place(0, 0x42, 0x82, 0x84);
  const codec = place(0, 0x86, 0x85);
  const [width, height] = [place(codec, 0xb0, 0x82), place(codec, 0xba, 0x82)];
  return {
    type: file.toString("latin1", type, type + 4),
    codec: file.toString("latin1", codec, codec + 5),
    width: file.readUInt16BE(width),
    height: file.readUInt16BE(height),
  };
}
