/** What a page complains about: errors, warnings of the security policy, exceptions. A good page is silent. */
import type { Page } from "playwright-core";

export interface Complaints {
  list: string[];
  /** Those of them that the security policy is about. No session ends well with any, unless a test takes out what it provoked. */
  violations: string[];
}

/** Chromium's remarks on drawing without a GPU, which the tests do. */
const software = /GPU stall due to ReadPixels|Automatic fallback to software WebGL|GroupMarkerNotSet/;

export function listenForComplaints(page: Page): Complaints {
  const [list, violations]: [string[], string[]] = [[], []];
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) violations.push(message.text());
    const complaint = message.type() === "error" || message.type() === "warning";
    if (complaint && !software.test(message.text())) list.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => list.push(`exception: ${error.message}`));
  return { list, violations };
}

/** For the end of a session. */
export function requireNoViolations({ violations }: Complaints): void {
  if (violations.length > 0) throw new Error(`The page has violated its security policy: ${violations.join("; ")}`);
}
