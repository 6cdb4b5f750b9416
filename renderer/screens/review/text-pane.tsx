/** The left half: the canonical text, its difference with an earlier version, or the sample page. */
import { Alert, Segmented, Select, Spin, Switch } from "antd";
import { type RefObject, useEffect, useState } from "react";
import { explain, type Failure, toFailure } from "../../../shared/failure";
import type { ItemDetail } from "../../../shared/http/item";
import type { Content } from "../../../shared/model/content";
import { contentHash } from "../../../shared/model/content";
import type { Digest } from "../../../shared/schema";
import { useServices } from "../../services";
import { reviewText } from "../../text/review";
import { ArticleView } from "./article-view";
import { earlierRevisions } from "./chain";
import { DiffView } from "./diff-view";
import { FindBar } from "./find-bar";
import { ProofPane } from "./proof-pane";

interface TextPaneProps {
  readonly detail: ItemDetail;
  /** Layout hash of the sample page when the step is signed on it. */
  readonly layoutHash: Digest | null;
  readonly paneRef: RefObject<HTMLElement | null>;
}

export function TextPane({ detail, layoutHash, paneRef }: TextPaneProps) {
  const earlier = earlierRevisions(detail);
  const [mode, setMode] = useState<"text" | "page">(layoutHash === null ? "text" : "page");
  const [comparing, setComparing] = useState(false);
  const [chosen, setChosen] = useState<Digest | null>(null);
  const base = chosen ?? earlier[0]?.hash ?? null;
  return (
    <section className="review-text" aria-label={reviewText.view}>
      <div className="review-tools">
        {layoutHash !== null && (
          <Segmented
            size="small"
            value={mode}
            onChange={setMode}
            options={[
              { value: "page", label: reviewText.page },
              { value: "text", label: reviewText.text },
            ]}
            data-testid="review-mode"
          />
        )}
        <label className="review-compare" htmlFor="review-compare">
          <Switch
            id="review-compare"
            size="small"
            checked={comparing}
            disabled={base === null}
            title={base === null ? reviewText.noEarlier : ""}
            onChange={(on) => {
              setComparing(on);
              setMode("text");
            }}
            data-testid="review-compare"
          />
          {reviewText.compare}
        </label>
        {comparing && earlier.length > 1 && (
          <Select
            size="small"
            value={base}
            aria-label={reviewText.compareWith}
            options={earlier.map((row) => ({ value: row.hash, label: row.label }))}
            onChange={setChosen}
            data-testid="review-compare-with"
          />
        )}
        {mode === "text" && <FindBar root={paneRef} />}
      </div>
      <section className="review-scroll" ref={paneRef} aria-label={reviewText.text} data-testid="review-text">
        {mode === "page" && layoutHash !== null ? (
          <ProofPane detail={detail} layoutHash={layoutHash} />
        ) : comparing && base !== null ? (
          <Compared itemId={detail.summary.itemId} hash={base} content={detail.content} />
        ) : (
          <ArticleView content={detail.content} />
        )}
      </section>
    </section>
  );
}

interface ComparedProps {
  readonly itemId: string;
  readonly hash: Digest;
  readonly content: Content;
}

function Compared({ itemId, hash, content }: ComparedProps) {
  const { read } = useServices();
  const [before, setBefore] = useState<Content | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    let stopped = false;
    setBefore(null);
    setFailure(null);
    read("items.revision", { itemId, hash }).then(
      (reply) => {
        if (stopped) return;
        if (contentHash(reply.content) === hash) setBefore(reply.content);
        else setFailure({ code: "E_HASH", detail: "" });
      },
      (error: unknown) => {
        if (!stopped) setFailure(toFailure(error));
      },
    );
    return () => {
      stopped = true;
    };
  }, [read, itemId, hash]);
  if (failure !== null) {
    const { text } = explain(failure);
    return (
      <Alert type="warning" showIcon title={reviewText.compareFailed} description={`${text}（${failure.code}）`} />
    );
  }
  if (before === null) return <Spin description={reviewText.loading} className="review-wait" />;
  return <DiffView before={before} after={content} />;
}
