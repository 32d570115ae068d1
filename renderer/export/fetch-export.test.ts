import { expect, it, vi } from "vitest";
import type { ExportRequest } from "../../main/engine/api.ts";
import { fetchExport } from "./fetch-export.ts";

const request: ExportRequest = { format: "onnx", policy: "network", condition: null };

it("puts the parts together, whatever their sizes", async () => {
  const bytes = Uint8Array.from({ length: 10 }, (_, i) => i);
  const exportPart = vi.fn(async (_: number, offset: number) => bytes.subarray(offset, offset + 4));
  const made = { id: 7, name: "run-0001-policy.onnx", bytes: 10, selfTests: [] };
  const { content } = await fetchExport({ exportRun: async () => made, exportPart }, 1, request);
  expect(new Uint8Array(await content.arrayBuffer())).toEqual(bytes);
  expect(exportPart.mock.calls).toEqual([
    [7, 0],
    [7, 4],
    [7, 8],
  ]);
});

it("fails with the engine's reason", async () => {
  const exportRun = () => Promise.reject(new Error("policy.onnx was not exported"));
  await expect(fetchExport({ exportRun, exportPart: vi.fn() }, 1, request)).rejects.toThrow("was not exported");
});
