import { expect, it, vi } from "vitest";
import { Cache } from "./cache.ts";

it("loads once and forgets what was not used for longest", async () => {
  const cache = new Cache<string>(2);
  const load = vi.fn(async () => "numbers");
  await cache.get("a", load);
  await cache.get("b", load);
  await cache.get("a", load);
  expect(load).toHaveBeenCalledTimes(2);
  await cache.get("c", load);
  await cache.get("a", load);
  expect(load).toHaveBeenCalledTimes(3);
  await cache.get("b", load);
  expect(load).toHaveBeenCalledTimes(4);
});

it("tries again after a failure", async () => {
  const cache = new Cache<string>(2);
  await expect(cache.get("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await cache.get("a", async () => "yes")).toBe("yes");
});
