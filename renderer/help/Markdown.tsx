import type { Block, Inline } from "./markdown.ts";

export function Markdown({ blocks }: { blocks: readonly Block[] }) {
  return keyed(blocks, (block, key) => <Part key={key} block={block} />);
}

function Part({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return block.level === 1 ? <h3>{inline(block.content)}</h3> : <h4>{inline(block.content)}</h4>;
    case "paragraph":
      return <p>{inline(block.content)}</p>;
    case "list":
      return (
        <ul>
          {keyed(block.items, (item, key) => (
            <li key={key}>{inline(item)}</li>
          ))}
        </ul>
      );
    case "table":
      return (
        <table>
          <thead>
            <tr>
              {keyed(block.head, (cell, key) => (
                <th key={key}>{inline(cell)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keyed(block.rows, (row, key) => (
              <tr key={key}>
                {keyed(row, (cell, cellKey) => (
                  <td key={cellKey}>{inline(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

function inline(content: readonly Inline[]) {
  return keyed(content, ({ kind, text }, key) => {
    if (kind === "code") return <code key={key}>{text}</code>;
    return kind === "strong" ? <strong key={key}>{text}</strong> : text;
  });
}

/** A page does not change while it is shown, so that the places of its parts name them. */
function keyed<T, R>(items: readonly T[], draw: (item: T, key: number) => R): R[] {
  return items.map((item, i) => draw(item, i));
}
