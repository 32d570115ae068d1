/** Names of alike things in little room: without the words that all of them begin with. */

/** "slot at −33 mm", "slot at +33 mm" → "−33 mm", "+33 mm"; as they are where they begin differently or there is but one. */
export function shortNames(names: readonly string[]): string[] {
  const words = names.map((name) => name.split(" "));
  const [first = []] = words;
  // Each keeps a word at least.
  const most = names.length < 2 ? 0 : Math.min(...words.map(({ length }) => length - 1));
  let common = 0;
  while (common < most && words.every((own) => own[common] === first[common])) common++;
  return words.map((own) => own.slice(common).join(" "));
}
