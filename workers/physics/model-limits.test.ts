import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { requireModest } from "./model-limits.ts";

const models = path.join(import.meta.dirname, "../../resources/models");

const replicated = (count: number, times: number): string =>
  `<mujoco>${`<replicate count="${count}">`.repeat(times)}<geom/>${"</replicate>".repeat(times)}</mujoco>`;

const HUGE = '<asset><hfield name="h" nrow="100000" ncol="100000" size="1 1 1 1"/></asset>';

describe("requireModest", () => {
  it.each(readdirSync(models))("lets the shipped %s pass", (name) => {
    expect(() => requireModest(readFileSync(path.join(models, name), "utf8"))).not.toThrow();
  });

  it.each([
    ['<hfield nrow="100000" ncol="100000"/>', "10,000,000,000 points in <hfield>; the limit is 16,777,216"],
    ["<texture width='100000' height='100000'/>", "10,000,000,000 pixels in <texture>"],
    ['<option iterations="2000000000"/>', "2,000,000,000 iterations; the limit is 10,000"],
    ['<option ls_iterations = "10001"/>', "10,001 ls_iterations"],
    ['<size nuser_body="2000000000"/>', "2,000,000,000 nuser_body"],
    ['<size nkey="2000000000"/>', "2,000,000,000 nkey"],
    ['<flexcomp count="1000 1000 1000"/>', "1,000,000,000 copies in <flexcomp>"],
    [replicated(100, 6), "1,000,000 copies in <replicate>; the limit is 10,000"],
    [`${"<body>".repeat(101)}${"</body>".repeat(101)}`, "101 elements inside of each other; the limit is 100"],
    ["<geom/>".repeat(20_001), "20,001 elements; the limit is 20,000"],
    ['<size memory="600M"/>', "629,145,600 bytes of memory; the limit is 536,870,912"],
    ['<size memory="1e"/><size memory="1E"/>', "bytes of memory"],
  ])("refuses too much, case %#", (mjcf, message) => {
    expect(() => requireModest(mjcf)).toThrow(message);
  });

  it.each([
    ["in CDATA", `<![CDATA[<!--]]>${HUGE}<!-- -->`],
    ["in a processing instruction", `<?x <!-- ?>${HUGE}<!-- -->`],
    ["in a document type", `<!DOCTYPE x "<!--">${HUGE}<!-- -->`],
    ["in an attribute", `<text data="<!--"/>${HUGE}<!-- -->`],
    ["by numbers for digits", '<hfield nrow="&#49;00000" ncol="&#x31;00000"/>'],
    ["by a number for a space", '<replicate count="1000000&#32;"><geom/></replicate>'],
    ["by saying less a second time", '<hfield nrow="100000" nrow="1" ncol="100000"/>'],
    ["by a space before its name", '< hfield nrow="100000" ncol="100000"/>'],
    ["among broken tags", `<a <b "> ${HUGE}`],
  ])("is not evaded by what begins %s", (_, mjcf) => {
    expect(() => requireModest(`<mujoco>${mjcf}</mujoco>`)).toThrow(/the limit is/);
  });

  it("reads a text once, however often something begins in it that never ends", () => {
    for (const opening of ["<!--", "<![CDATA[", "<?", "<!", "<a '", '<a b="', "<a ", "<a b='\"", "<", "&#"])
      expect(() => requireModest(opening.repeat(1_000_000))).not.toThrow();
  });

  it.each([
    ["replicates beside each other", `<worldbody>${replicated(100, 1).repeat(200)}</worldbody>`],
    ["a comment", '<!-- <hfield nrow="100000" ncol="100000"/> -->'],
    ["a bracket in a name", '<body name="a > b"><geom name="<hfield nrow=1e9>"/></body>'],
    ["what is no XML", "{} <<<< >>>> \" ' </a></b>"],
  ])("is not misled by %s", (_, mjcf) => {
    expect(() => requireModest(mjcf)).not.toThrow();
  });
});
