/** Small pictures of the tasks, made by `npm run pictures`. */
const files = import.meta.glob<string>("./pictures/*.webp", { query: "?url", import: "default", eager: true });

/** Address of a task's picture; undefined for a task that has none. */
export function pictureOf(task: string, theme: "light" | "dark"): string | undefined {
  return files[`./pictures/${task}-${theme}.webp`];
}
