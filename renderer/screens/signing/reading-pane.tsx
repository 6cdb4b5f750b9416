/** The text to be read before it can be signed: it scrolls by wheel, by bar and by keyboard, and knows its end. */
import { useEffect, useRef, useState } from "react";
import { signingText } from "../../text/review";
import { ArticleView } from "../review/article-view";
import { ProofFrame } from "../review/proof-frame";
import { isReadToEnd, type Shown } from "./shown";

interface ReadingPaneProps {
  readonly shown: Shown;
  readonly proofHtml: string | null;
  readonly onRead: () => void;
}

export function ReadingPane({ shown, proofHtml, onRead }: ReadingPaneProps) {
  const pane = useRef<HTMLElement>(null);
  const article = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const element = pane.current;
    if (element === null) return;
    const look = () => {
      setHeight(article.current?.offsetHeight ?? 0);
      if (isReadToEnd(element)) onRead();
    };
    // Pictures and the sample page arrive later and make the text longer: a pane is measured after it has settled.
    const settled = setTimeout(look, 300);
    const watcher = new ResizeObserver(() => setHeight(article.current?.offsetHeight ?? 0));
    watcher.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    // Reachable by Tab in every browser, and at once: reading comes first here.
    element.tabIndex = 0;
    element.focus();
    return () => {
      clearTimeout(settled);
      watcher.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [onRead]);
  return (
    <section className="signing-reading" ref={pane} aria-label={signingText.content} data-testid="signing-content">
      <div ref={article}>
        <ArticleView content={shown.content} />
      </div>
      {proofHtml !== null && (
        <section className="signing-proof" aria-label={signingText.proof}>
          <h3>{signingText.proof}</h3>
          <ProofFrame html={proofHtml} files={shown.content.files} height={height * 1.2 + 200} />
        </section>
      )}
    </section>
  );
}
