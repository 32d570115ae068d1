/** Every guidepost command that the pages show works as it stands, in the order in which it stands there. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, guidepost, root } from "./setup/command.ts";

/** The arguments of the `npx guidepost …` lines in a page's shell blocks. */
function commandsOf(page: string): string[][] {
  const blocks = readFileSync(path.join(root, page), "utf8").matchAll(/^```sh\n(.*?)^```/gms);
  return [...blocks]
    .flatMap(([, block]) => (block ?? "").split("\n"))
    .filter((line) => line.startsWith("npx guidepost "))
    .map((line) => line.split(" ").slice(2));
}

/** A training without a length of its own would take minutes; the first iterations show that the command works. */
function shortened(args: string[]): string[] {
  return args[0] === "train" && !args.includes("--iterations") ? [...args, "--iterations", "2"] : args;
}

describe.each(["README.md", "docs/command-line.md"])("%s", (page) => {
  const folder = emptyFolder("docs");
  const commands = commandsOf(page);

  it("shows commands", () => expect(commands.length).toBeGreaterThan(2));

  it.each(commands.map((args) => [args.join(" "), args] as const))("guidepost %s", async (_, args) => {
    const { code, stderr } = await guidepost(folder, ...shortened(args));
    expect([code, stderr]).toEqual([0, expect.not.stringContaining("rror")]);
  });
});
