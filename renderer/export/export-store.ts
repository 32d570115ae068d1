/** The format that the dialog has chosen. */
import { create } from "zustand";
import type { ExportRequest } from "../../main/engine/api.ts";
import { openDialog } from "../app/dialogs.ts";

export const useExportFormat = create<{ format: ExportRequest["format"] }>(() => ({ format: "onnx" }));

/** Opens the dialog with a format, or with the one that was chosen last. */
export function showExport(format: ExportRequest["format"] | null): void {
  if (format !== null) useExportFormat.setState({ format });
  openDialog("export");
}
