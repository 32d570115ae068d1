/** Moving pictures as files: GIF with a palette of the first pictures, WebM in VP9. */

/** Gives the pictures one after another into one canvas; false when there is none left or nobody wants more. */
export type NextPicture = () => Promise<boolean>;

const COLORS = 256;

/** GIF times are hundredths of a second. */
export async function gifOf(canvas: OffscreenCanvas, rate: number, next: NextPicture): Promise<Blob> {
  const { applyPalette, GIFEncoder, quantize } = await import("gifenc");
  const context = canvas.getContext("2d", { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D;
  const gif = GIFEncoder();
  const { width, height } = canvas;
  let palette: number[][] | null = null;
  while (await next()) {
    const { data } = context.getImageData(0, 0, width, height);
    const first = palette === null;
    palette ??= quantize(data, COLORS);
    const index = applyPalette(data, palette);
    gif.writeFrame(index, width, height, { delay: Math.round(100 / rate) * 10, ...(first ? { palette } : {}) });
  }
  gif.finish();
  return new Blob([gif.bytes() as Uint8Array<ArrayBuffer>], { type: "image/gif" });
}

/** @throws Error in a person's words where this browser has no VP9 */
export async function webmOf(canvas: OffscreenCanvas, rate: number, next: NextPicture): Promise<Blob> {
  const { BufferTarget, CanvasSource, canEncodeVideo, Output, QUALITY_HIGH, WebMOutputFormat } = await import(
    "mediabunny"
  );
  if (!(await canEncodeVideo("vp9"))) throw new Error("WebM cannot be made here: VP9 is missing. A GIF can.");
  const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });
  const source = new CanvasSource(canvas, { codec: "vp9", bitrate: QUALITY_HIGH });
  output.addVideoTrack(source, { frameRate: rate });
  await output.start();
  for (let i = 0; await next(); i++) await source.add(i / rate, 1 / rate);
  await output.finalize();
  return new Blob([output.target.buffer as ArrayBuffer], { type: "video/webm" });
}
