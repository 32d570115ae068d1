/** The compared curves as files; the panel that draws them says how each is made of what it shows. */
import { create } from "zustand";
import { notify } from "../app/notices.ts";
import { saveFile } from "../app/save-file.ts";

export const comparisonFormats = ["svg", "png", "csv"] as const;
export type ComparisonFormat = (typeof comparisonFormats)[number];

type Makers = Record<ComparisonFormat, () => Promise<Blob>>;

/** null while no curves are drawn. */
export const useComparisonFiles = create<{ makers: Makers | null }>(() => ({ makers: null }));

export function isComparisonShown(): boolean {
  return useComparisonFiles.getState().makers !== null;
}

export function saveComparison(format: ComparisonFormat): void {
  const { makers } = useComparisonFiles.getState();
  makers?.[format]().then((file) => saveFile(`comparison.${format}`, file), notify);
}
