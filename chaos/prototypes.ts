/** The prototypes that everything shares, as they were when the program started. */
import assert from "node:assert/strict";

const shared = { Object: Object.prototype, Array: Array.prototype, Function: Function.prototype };
const before = snapshot();

function snapshot(): string {
  return Object.entries(shared)
    .map(([name, prototype]) => `${name}: ${Reflect.ownKeys(prototype).map(String).join(" ")}`)
    .join("\n");
}

/** Nothing has been added to them or taken away. */
export function requireCleanPrototypes(): void {
  assert.equal(snapshot(), before);
  assert.equal(({} as { polluted?: unknown }).polluted, undefined);
}
