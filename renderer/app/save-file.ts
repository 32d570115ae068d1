/** Hands a file to the person: the browser's own way of saving, which the desktop turns into a dialog. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address when it likes.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
