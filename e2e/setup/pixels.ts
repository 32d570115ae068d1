/** Compares screenshots in the page, which decodes them anyway. */
import type { Page } from "playwright-core";

/** Fraction of pixels whose colour differs by more than an eye could overlook. Both PNGs must have the same size. */
export async function differingPixels(page: Page, a: Buffer, b: Buffer): Promise<number> {
  return page.evaluate(
    async (urls) => {
      const [first, second] = await Promise.all(
        urls.map(async (url) => {
          const image = new Image();
          image.src = url;
          await image.decode();
          const canvas = new OffscreenCanvas(image.width, image.height);
          const context = canvas.getContext("2d");
          if (!context) throw new Error("no 2D context");
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height).data;
        }),
      );
      if (!first || first.length !== second?.length) throw new Error("the pictures have different sizes");
      let differing = 0;
      for (let i = 0; i < first.length; i += 4) {
        const distance = [0, 1, 2].reduce((sum, c) => sum + Math.abs((first[i + c] ?? 0) - (second[i + c] ?? 0)), 0);
        if (distance > 24) differing++;
      }
      return (4 * differing) / first.length;
    },
    [a, b].map((png) => `data:image/png;base64,${png.toString("base64")}`),
  );
}
