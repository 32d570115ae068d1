/** "1 run", "2 runs". @param what one of them, whose plural ends in s */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
