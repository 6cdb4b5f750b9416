/** 审核: one item before the person who decides about it. */
import { Alert, Button, Spin } from "antd";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { ItemDetail } from "../../shared/http/item";
import { itemTypes } from "../../shared/model/metadata";
import type { Profile } from "../../shared/workflow/profile";
import { useServices } from "../services";
import { reviewText } from "../text/review";
import { Badge } from "../ui/badge";
import { phaseName } from "./review/chain";
import { FailureNotice } from "./review/failure-notice";
import { confirmedCount, type Pending, pendingOf } from "./review/pending";
import { ReviewDesk } from "./review/review-desk";
import { useItem } from "./review/use-item";
import "./review/review.css";

export function ReviewScreen({ itemId }: { readonly itemId: string }) {
  const { session, profile, sync, go } = useServices();
  const { loaded, reload } = useItem(itemId);
  const { entries } = useSyncExternalStore(sync.subscribe, sync.state);
  // Remembered with the state of the item it was about, so that it blocks nothing once the item has moved on.
  const [outcome, setOutcome] = useState({ about: "", sentence: "" });
  const confirmed = confirmedCount(entries, itemId);
  useEffect(() => {
    if (confirmed > 0) reload();
  }, [confirmed, reload]);
  const back = () => go({ screen: "work" });
  if (loaded.kind === "loading" || profile === null || session.account === null) {
    return (
      <div className="review-screen">
        <Spin description={reviewText.loading} className="review-wait" />
      </div>
    );
  }
  if (loaded.kind === "failed") {
    return (
      <div className="review-screen review-failed">
        <FailureNotice failure={loaded.failure} />
        <div>
          <Button onClick={back}>{reviewText.back}</Button>{" "}
          <Button type="primary" onClick={reload} data-testid="review-reload">
            {reviewText.retry}
          </Button>
        </div>
      </div>
    );
  }
  const { detail, draft, cached } = loaded;
  const about = `${itemId} ${detail.summary.contentHash} ${detail.history.length}`;
  const pending = pendingOf(entries, itemId, detail.history);
  const decided = pending.kind !== "refused" && outcome.about === about;
  return (
    <div className="review-screen" data-testid="review-screen">
      <Header detail={detail} profile={profile} cached={cached} onBack={back} />
      {cached && <Alert type="warning" banner title={reviewText.cached} data-testid="review-cached" />}
      <Outcome
        sentence={outcome.about.startsWith(`${itemId} `) ? outcome.sentence : ""}
        pending={pending}
        onBack={back}
      />
      <ReviewDesk
        key={about}
        detail={detail}
        draft={draft}
        account={session.account}
        profile={profile}
        waiting={pending.kind === "waiting" ? pending.sentence : decided ? outcome.sentence : ""}
        onOutcome={(sentence) => setOutcome({ about, sentence })}
      />
    </div>
  );
}

interface HeaderProps {
  readonly detail: ItemDetail;
  readonly profile: Profile;
  readonly cached: boolean;
  readonly onBack: () => void;
}

function Header({ detail, profile, cached, onBack }: HeaderProps) {
  const { summary } = detail;
  const type = Object.entries(itemTypes).find(([id]) => id === summary.itemType)?.[1] ?? summary.itemType;
  return (
    <header className="review-header">
      <Button type="text" onClick={onBack} data-testid="review-back">
        {reviewText.backShort}
      </Button>
      <h2 title={summary.title} data-testid="review-title">
        {summary.title}
      </h2>
      <span className="review-kind">{`${type} · 版本 ${summary.revision}`}</span>
      {summary.important && <Badge tone="person">重要重大</Badge>}
      <Badge tone="place" data-testid="review-phase">
        {phaseName(detail, profile)}
      </Badge>
      {cached && <Badge tone="person">{reviewText.cachedShort}</Badge>}
    </header>
  );
}

interface OutcomeProps {
  readonly sentence: string;
  readonly pending: Pending;
  readonly onBack: () => void;
}

/** After a decision: what happens next and to whom it goes. It stays until the person leaves; nothing here vanishes by itself. */
function Outcome({ sentence, pending, onBack }: OutcomeProps) {
  const refused = pending.kind === "refused";
  const text = refused || sentence === "" ? pending.sentence : sentence;
  if (text === "") return null;
  return (
    <Alert
      type={refused ? "error" : "info"}
      showIcon
      title={text}
      data-testid="review-outcome"
      action={
        <Button size="small" onClick={onBack}>
          {reviewText.back}
        </Button>
      }
    />
  );
}
