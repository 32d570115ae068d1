/** What a person may do to the window, drawn at random: presses, keys, commands, typing, drags, another size. */
import type { ElementHandle, Page } from "playwright-core";
import type { RandomStream } from "../workers/math/random.ts";
import { below, oneOf } from "./training.ts";

type Action = (page: Page, random: RandomStream) => Promise<unknown>;

/** What cannot be done within that time is left [ms]. */
const BRIEFLY = { timeout: 700 };

const controls =
  "button, summary, label, .panel-title, input[type=checkbox], input[type=radio], [role=option], [role=row], [role=menuitem]";
const fields = "input:not([type=checkbox], [type=radio]), textarea, select";
const keys = [
  ..."Escape Tab Enter Space ArrowDown ArrowUp ArrowLeft ArrowRight Home End PageUp PageDown Delete F1 F2".split(" "),
  ..."Shift+ArrowDown Shift+F10 Control+a Control+d Control+f Control+i Control+j Control+m Control+z".split(" "),
  ..."Control+Shift+z Control+Enter Control+Shift+k Control+. Control+, Control+1 Control+3 Control+5".split(" "),
  ..."j k l w r f [ ] . , 0 1 2 3 + -".split(" "),
];
const words = [
  ..."show compare export layout signal scene view run task tag archive delete queue theme zoom column body".split(" "),
  ..."picture report log settings train resume cancel preset project verify iteration pin log speed section help".split(
    " ",
  ),
];
const texts = ["", "0", "1", "2", "3", "0.5", "-1", "1e3", "1..3", "abc", "peg", "task:walker", "é ü", " "];
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 900, height: 600 },
  { width: 640, height: 480 },
];

const actions: Record<string, { share: number; act: Action }> = {
  press: {
    share: 0.45,
    async act(page, random) {
      const control = await seen(page, controls, random);
      const modifiers = oneOf([[], [], [], ["Shift"], ["Control"]] as const, random);
      const button = below(12, random) === 0 ? "right" : "left";
      await control?.click({ ...BRIEFLY, button, modifiers: [...modifiers] });
    },
  },
  key: { share: 0.2, act: (page, random) => page.keyboard.press(oneOf(keys, random)) },
  command: {
    share: 0.1,
    async act(page, random) {
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+k");
      await page.keyboard.type(oneOf(words, random));
      for (let down = below(8, random); down > 0; down--) await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
    },
  },
  type: {
    share: 0.1,
    async act(page, random) {
      const field = await seen(page, fields, random);
      const choices = await field?.$$eval("option:not(:disabled)", (all) =>
        all.map((one) => (one as unknown as { value: string }).value),
      );
      if (choices?.length) await field?.selectOption(oneOf(choices, random), BRIEFLY);
      else await field?.fill(oneOf(texts, random), BRIEFLY);
    },
  },
  drag: {
    share: 0.06,
    async act({ mouse }, random) {
      await mouse.move(1280 * random.uniform(), 800 * random.uniform());
      await mouse.down();
      await mouse.move(1280 * random.uniform(), 800 * random.uniform(), { steps: 4 });
      await mouse.up();
    },
  },
  wheel: {
    share: 0.04,
    async act({ mouse }, random) {
      await mouse.move(1280 * random.uniform(), 800 * random.uniform());
      await mouse.wheel(400 * (random.uniform() - 0.5), 400 * (random.uniform() - 0.5));
    },
  },
  resize: { share: 0.02, act: (page, random) => page.setViewportSize(oneOf(sizes, random)) },
  wait: { share: 0.02, act: (page) => page.waitForTimeout(1500) },
  reload: { share: 0.01, act: (page) => page.reload() },
};

/** Does one of them, or as much of it as can be done now. */
export async function actAtRandom(page: Page, random: RandomStream): Promise<void> {
  let left = random.uniform();
  const drawn = Object.values(actions).find(({ share }) => {
    left -= share;
    return left < 0;
  });
  // What was there a moment ago may be gone or covered by now: nothing is wrong with that.
  await drawn?.act(page, random).catch(() => {});
}

async function seen(page: Page, selector: string, random: RandomStream): Promise<ElementHandle | null> {
  const found = await page.$$(`:is(${selector}):visible`);
  return found.length === 0 ? null : oneOf(found, random);
}
