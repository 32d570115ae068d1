/** Hands a file to the person: a browser downloads it, the desktop shell asks where to save it. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The address is read when the person has chosen a place.
  setTimeout(() => URL.revokeObjectURL(link.href), 600_000);
}
