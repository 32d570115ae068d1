/** What a machine with so many cores can give to a training, in words. */
export function coreChoices(cores: number): { value: string; label: string }[] {
  return Array.from({ length: cores }, (_, i) => {
    const count = i + 1;
    const remark = count === cores ? ", all" : count === cores - 1 ? ", one left for the window" : "";
    return { value: String(count), label: `${count} of ${cores}${remark}` };
  });
}
