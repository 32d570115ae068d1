/**
 * The builds of the numerical kernels. Their results differ in the last bits, so every run records the one that it was
 * trained with.
 */
import { z } from "zod";

/** Fastest first; `plain` is TypeScript, which runs everywhere. */
export const kernelBuildSchema = z.enum(["relaxed-simd", "simd", "plain"]);
export type KernelBuild = z.infer<typeof kernelBuildSchema>;
