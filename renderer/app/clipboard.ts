import { notify, tell } from "./notices.ts";

/** Puts text on the clipboard, and says so, or why not: "The diagnostics are on the clipboard." */
export function copyTold(text: string, what: string): void {
  try {
    copyText(text);
    tell(`${what} on the clipboard.`);
  } catch (error) {
    notify(error);
  }
}

/** Puts text on the clipboard. The window has no permissions at all, so it copies as the Copy command does. */
function copyText(text: string): void {
  const onCopy = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", onCopy, { once: true });
  const copied = document.execCommand("copy");
  document.removeEventListener("copy", onCopy);
  if (!copied) throw new Error("The clipboard cannot be written here; select the text and copy it.");
}
