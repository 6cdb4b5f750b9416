/** The review screen once the item is there: text on the left, everything the decision needs on the right. */
import { ConfigProvider, Tabs } from "antd";
import { useRef } from "react";
import type { ItemDetail } from "../../../shared/http/item";
import type { Account } from "../../../shared/model/person";
import { undecided } from "../../../shared/proofreading/ledger";
import type { Profile } from "../../../shared/workflow/profile";
import { type Draft, useServices } from "../../services";
import { reviewText } from "../../text/review";
import { SigningWindow } from "../signing";
import { ActionsBar } from "./actions-bar";
import { AnswersPanel } from "./answers-panel";
import { ChainPanel, HistoryPanel } from "./chain-panel";
import { FailureNotice } from "./failure-notice";
import { reveal } from "./find";
import { FindingsPanel } from "./findings-panel";
import { ReturnDialog } from "./return-dialog";
import { TakedownDialog } from "./takedown-dialog";
import { TextPane } from "./text-pane";
import { useReview } from "./use-review";
import { approval, refusal } from "./verdict";

export interface ReviewDeskProps {
  readonly detail: ItemDetail;
  /** The reviewer's own edit that `detail` already shows; null without one. */
  readonly draft: Draft | null;
  readonly account: Account;
  readonly profile: Profile;
  /** What of this item is queued and not yet confirmed; empty when nothing is. */
  readonly waiting: string;
  readonly onOutcome: (sentence: string) => void;
}

export function ReviewDesk({ detail, draft, account, profile, waiting, onOutcome }: ReviewDeskProps) {
  const { clock } = useServices();
  const pane = useRef<HTMLElement>(null);
  const review = useReview({ detail, draft, account, profile, onOutcome });
  const { matter, turn, answers } = review;
  const panels = tabsOf({
    review,
    now: clock(),
    locate: (place) => pane.current !== null && reveal(pane.current, place),
  });
  return (
    <div className="review-columns">
      <TextPane detail={detail} layoutHash={turn.step?.layout === true ? turn.state.layoutHash : null} paneRef={pane} />
      <aside className="review-side">
        <ConfigProvider componentDisabled={waiting !== ""}>
          <Tabs
            size="small"
            items={panels}
            defaultActiveKey={turn.mine.allowed ? "decide" : "chain"}
            className="review-tabs"
          />
        </ConfigProvider>
        {review.failure !== null && <FailureNotice failure={review.failure} />}
        <ActionsBar
          turn={turn}
          approval={approval(matter, answers)}
          waiting={waiting}
          busy={review.busy}
          onApprove={() => review.sign(null)}
          onReturn={review.openReturn}
          onEdit={review.edit}
          onIngest={review.ingest}
          onPublish={review.publish}
          onEvidence={review.evidence}
          onTakeDown={review.takedown.open}
        />
      </aside>
      {review.returning && (
        <ReturnDialog
          profile={profile}
          judge={(refusing) => refusal(matter, refusing)}
          onContinue={review.sign}
          onClose={review.closeReturn}
        />
      )}
      <Takedown detail={detail} profile={profile} takedown={review.takedown} />
      {review.signing !== null && (
        <SigningWindow
          request={review.signing}
          onSigned={review.signed}
          onClose={review.closeSigning}
          later={{ deliver: review.deliver, onPutAside: review.putAside }}
        />
      )}
    </div>
  );
}

interface TakedownProps extends Pick<ReviewDeskProps, "detail" | "profile"> {
  readonly takedown: ReturnType<typeof useReview>["takedown"];
}

/** Its two windows: the reason first, then what is signed. */
function Takedown({ detail, profile, takedown }: TakedownProps) {
  const { asking, request } = takedown;
  return (
    <>
      {asking && (
        <TakedownDialog detail={detail} profile={profile} onContinue={takedown.order} onClose={takedown.close} />
      )}
      {request !== null && <SigningWindow request={request} onSigned={takedown.signed} onClose={takedown.close} />}
    </>
  );
}

interface TabsInput {
  readonly review: ReturnType<typeof useReview>;
  readonly now: Date;
  readonly locate: Parameters<typeof FindingsPanel>[0]["onLocate"];
}

function tabsOf({ review, now, locate }: TabsInput) {
  const { matter, turn, answers } = review;
  const { detail, profile, ledger } = matter;
  const open = undecided(ledger).length;
  const decide = {
    key: "decide",
    label: reviewText.tabs.decide,
    children: turn.step !== null && (
      <AnswersPanel
        step={turn.step}
        profile={profile}
        answers={answers}
        lastReturn={review.lastReturn}
        onChange={review.setAnswers}
      />
    ),
  };
  return [
    ...(turn.mine.allowed && turn.step !== null ? [decide] : []),
    {
      key: "findings",
      label: open === 0 ? reviewText.tabs.findings : `${reviewText.tabs.findings} ${open}`,
      children: (
        <FindingsPanel
          ledger={ledger}
          mayDecide={turn.mine.allowed}
          busy={review.checking}
          now={now}
          onDecide={review.decide}
          onLocate={locate}
          onRecheck={review.recheck}
        />
      ),
    },
    {
      key: "chain",
      label: reviewText.tabs.chain,
      children: <ChainPanel detail={detail} profile={profile} now={now} />,
    },
    {
      key: "history",
      label: reviewText.tabs.history,
      children: <HistoryPanel detail={detail} profile={profile} now={now} />,
    },
  ];
}
