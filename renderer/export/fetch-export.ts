/** Has a run's file made by the engine and fetches it, part after part. */
import type { EngineApi, ExportRequest, MadeExport } from "../../main/engine/api.ts";

export async function fetchExport(
  api: Pick<EngineApi, "exportRun" | "exportPart">,
  run: number,
  request: ExportRequest,
): Promise<{ made: MadeExport; content: Blob }> {
  const made = await api.exportRun(run, request);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0; offset < made.bytes; ) {
    const part = await api.exportPart(made.id, offset);
    // A copy: what a message brings is a view into all of it.
    parts.push(new Uint8Array(part));
    offset += part.length;
  }
  return { made, content: new Blob(parts) };
}
