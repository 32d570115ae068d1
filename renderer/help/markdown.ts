/** The part of Markdown that the pages of docs/help are written in. */

export type Inline = { kind: "text" | "code" | "strong"; text: string };

export type Block =
  | { kind: "heading"; level: number; content: Inline[] }
  | { kind: "paragraph"; content: Inline[] }
  | { kind: "list"; items: Inline[][] }
  | { kind: "table"; head: Inline[][]; rows: Inline[][][] };

export function parseMarkdown(text: string): Block[] {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((chunk) => blockOf(chunk.split("\n")));
}

function blockOf(lines: string[]): Block {
  const [first = ""] = lines;
  const heading = /^(#+) (.*)$/.exec(first);
  if (heading) return { kind: "heading", level: heading[1]!.length, content: inlineOf(heading[2]!) };
  if (first.startsWith("- ")) return { kind: "list", items: itemsOf(lines) };
  if (first.startsWith("|")) {
    const [head = [], , ...rows] = lines.map(cellsOf);
    return { kind: "table", head, rows };
  }
  return { kind: "paragraph", content: inlineOf(lines.join(" ")) };
}

/** A line that is indented goes on with the item above it. */
function itemsOf(lines: string[]): Inline[][] {
  const items: string[] = [];
  for (const line of lines) {
    if (line.startsWith("- ")) items.push(line.slice(2));
    else items.push(`${items.pop() ?? ""} ${line.trim()}`);
  }
  return items.map(inlineOf);
}

function cellsOf(line: string): Inline[][] {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => inlineOf(cell.trim()));
}

/** Bold and code; of a link its words. */
export function inlineOf(text: string): Inline[] {
  const plain = text.replace(/\[([^\]]+)\]\([^)]*\)/g, "$1");
  return plain
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter((part) => part !== "")
    .map((part) => {
      if (part.startsWith("`")) return { kind: "code", text: part.slice(1, -1) };
      if (part.startsWith("**")) return { kind: "strong", text: part.slice(2, -2) };
      return { kind: "text", text: part };
    });
}
