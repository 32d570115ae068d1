/** What a page complains about: errors, warnings of the security policy, exceptions. A good page is silent. */
import type { Page } from "playwright-core";

export interface Complaints {
  list: string[];
}

/** Chromium's remarks on drawing without a GPU, which the tests do. */
const software = /GPU stall due to ReadPixels|Automatic fallback to software WebGL|GroupMarkerNotSet/;

export function listenForComplaints(page: Page): Complaints {
  const list: string[] = [];
  page.on("console", (message) => {
    const complaint = message.type() === "error" || message.type() === "warning";
    if (complaint && !software.test(message.text())) list.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => list.push(`exception: ${error.message}`));
  return { list };
}
