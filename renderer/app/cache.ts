/**
 * Remembers the most recently used of what was loaded, so that going back costs nothing and memory stays bounded.
 * Failed loads are forgotten: the next call tries again.
 */
export class Cache<T> {
  private readonly entries = new Map<string, Promise<T>>();
  private readonly capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get(key: string, load: () => Promise<T>): Promise<T> {
    const entry = this.entries.get(key) ?? load();
    // Map keeps the order of insertion: the first key is the one that was not used for longest.
    this.entries.delete(key);
    this.entries.set(key, entry);
    entry.catch(() => this.entries.get(key) === entry && this.entries.delete(key));
    if (this.entries.size > this.capacity) this.entries.delete(this.entries.keys().next().value as string);
    return entry;
  }
}
