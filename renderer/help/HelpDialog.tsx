import { useEffect, useState } from "react";
import { Dialog } from "../app/Dialog.tsx";
import { messageOf } from "../app/notices.ts";
import { useHelp } from "./help-store.ts";
import { Markdown } from "./Markdown.tsx";
import { type Block, parseMarkdown } from "./markdown.ts";
import { helpPage, type Topic, topics } from "./pages.ts";

/** What a panel shows and what can be done in it; the pages are those of docs/help. */
export function HelpDialog() {
  const page = useHelp((state) => state.page);
  return (
    <Dialog name="help" title="Help" className="help">
      <div className="help-columns">
        <nav aria-label="Pages">
          {(Object.entries(topics) as [Topic, string][]).map(([name, title]) => (
            <button
              key={name}
              type="button"
              aria-current={name === page ? "page" : undefined}
              onClick={() => useHelp.setState({ page: name })}
            >
              {title}
            </button>
          ))}
        </nav>
        <Page key={page} page={page} />
      </div>
    </Dialog>
  );
}

function Page({ page }: { page: Topic }) {
  const [blocks, setBlocks] = useState<Block[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    helpPage(page).then(
      (text) => setBlocks(parseMarkdown(text)),
      (error: unknown) => setFailure(messageOf(error)),
    );
  }, [page]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard
    <article className="help-page selectable" data-autofocus tabIndex={0} aria-label={topics[page]}>
      {failure !== null ? <p role="alert">{failure}</p> : <Markdown blocks={blocks ?? []} />}
    </article>
  );
}
