/** Fingerprints of a configuration: equal settings, equal hash, whatever the order of their keys. */
import { createHash } from "node:crypto";
import type { RunConfig } from "./api.ts";

export function configHash(config: RunConfig): string {
  return hashOf(config);
}

/** Equal for configurations that differ in nothing but the seed. */
export function groupHash({ seed: _, ...settings }: RunConfig): string {
  return hashOf(settings);
}

function hashOf(settings: object): string {
  return createHash("sha256").update(canonicalJson(settings)).digest("hex");
}

function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(",")}}`;
}
