/** Wrong calls of the window to the shell, at the door behind which the shell's own functions are. */
import assert from "node:assert/strict";
import { callShell, type ShellApi, type ShellCall, shellArguments } from "../../main/shell/shell-api.ts";
import type { RandomStream } from "../../workers/math/random.ts";
import type { Row } from "../row.ts";
import { oneOf } from "../training.ts";
import { wrongShellArguments } from "../wrong-shell-arguments.ts";

const calls = Object.keys(shellArguments) as ShellCall[];
const EACH = 200;
const names = ["__proto__", "constructor", "toString", "quit", "openExternal", "", "x".repeat(1e5), 7, null, undefined];

export const wrongShellCalls: Row = {
  name: "wrong-shell-calls",
  title: `wrong calls of the window on each of the shell's channels, and on none of them: ${EACH} each`,
  promise: "the call is refused, and no function of the shell is called",
  cases: { short: 10 * (calls.length + 1), long: EACH * (calls.length + 1) },
  async open() {
    const called: string[] = [];
    const api = Object.fromEntries(calls.map((name) => [name, () => called.push(name)])) as unknown as ShellApi;
    return {
      total: EACH * (calls.length + 1),
      attempt(number, random) {
        const call = calls[number % (calls.length + 1)];
        const [name, args] = call === undefined ? stranger(random) : [call, wrongShellArguments(call, random)];
        assert.throws(() => callShell(api, name, args), /^Error: Refused/);
        assert.deepEqual(called.splice(0), []);
        return call === undefined ? "no such call" : "wrong arguments";
      },
      close() {},
    };
  },
};

function stranger(random: RandomStream): [unknown, unknown[]] {
  return [oneOf(names, random), oneOf<unknown[]>([[], ["/"], [{}]], random)];
}
