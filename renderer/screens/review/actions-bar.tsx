/** What can be done with the item, with the reason beside every button that is off. */
import { Button, Popconfirm } from "antd";
import type { Decision } from "../../../shared/workflow/decide";
import { CommandButton } from "../../commands/command-button";
import { reviewText } from "../../text/review";
import { takedownText } from "../../text/takedown";
import type { Turn } from "./verdict";
import { reasonOf } from "./verdict";

export interface ActionsBarProps {
  readonly turn: Turn;
  readonly approval: Decision;
  /** What is queued for this item; while it waits nothing else can be decided. */
  readonly waiting: string;
  readonly busy: boolean;
  readonly onApprove: () => void;
  readonly onReturn: () => void;
  readonly onEdit: () => void;
  readonly onIngest: () => void;
  readonly onPublish: () => void;
  readonly onEvidence: () => void;
  readonly onTakeDown: () => void;
}

export function ActionsBar(props: ActionsBarProps) {
  const { turn, approval, waiting } = props;
  const line = waiting === "" ? reasonLine(turn, approval) : noReason;
  return (
    <div className="review-actions">
      <p className="review-reason" data-testid="review-reason" aria-live="polite">
        {line.words}
        {line.code === "" ? null : <span className="cb-code">{line.code}</span>}
      </p>
      <div className="review-buttons">
        <CommandButton
          command="item.evidence"
          loading={props.busy}
          onClick={props.onEvidence}
          data-testid="review-evidence"
        >
          {reviewText.evidence}
        </CommandButton>
        {waiting === "" && turn.takedown.allowed && (
          <Button danger onClick={props.onTakeDown} disabled={props.busy} data-testid="review-takedown">
            {takedownText.name}
          </Button>
        )}
        {waiting === "" && turn.edit.allowed && (
          <Button onClick={props.onEdit} disabled={props.busy} data-testid="review-edit">
            {reviewText.edit}
          </Button>
        )}
        {waiting === "" && <Release {...props} />}
        {waiting === "" && <Signing {...props} />}
      </div>
    </div>
  );
}

const noReason = { words: "", code: "" } as const;

/** Why the main button is off; the code in small type, as support asks for it. */
export function reasonLine(turn: Turn, approval: Decision): { readonly words: string; readonly code: string } {
  if (turn.release.allowed || turn.takedown.allowed) return noReason;
  const { code, reason } = reasonOf(turn.mine.allowed ? approval : turn.mine);
  if (code === null) return noReason;
  return { words: turn.mine.allowed ? reason : `${reviewText.notMyTurn}：${reason}`, code };
}

function Signing({ turn, approval, busy, onApprove, onReturn }: ActionsBarProps) {
  if (!turn.mine.allowed || turn.step === null) return null;
  const mayReturn = turn.state.phase !== "returned" && turn.state.phase !== "draft";
  return (
    <>
      {mayReturn && (
        <Button danger onClick={onReturn} disabled={busy} data-testid="review-return">
          {reviewText.refuse}
        </Button>
      )}
      <Button
        type="primary"
        onClick={onApprove}
        disabled={busy || !approval.allowed}
        title={reasonOf(approval).reason}
        data-testid="review-approve"
      >
        {reviewText.approve}
      </Button>
    </>
  );
}

function Release({ turn, busy, onIngest, onPublish }: ActionsBarProps) {
  if (!turn.release.allowed) return null;
  const ingest = turn.state.phase === "approved";
  return (
    <Popconfirm
      title={ingest ? reviewText.confirmIngest : reviewText.confirmPublish}
      okText={ingest ? reviewText.ingest : reviewText.publish}
      cancelText={reviewText.cancel}
      onConfirm={ingest ? onIngest : onPublish}
      okButtonProps={{ "data-testid": "review-release-confirm" }}
    >
      <Button type="primary" disabled={busy} data-testid={ingest ? "review-ingest" : "review-publish"}>
        {ingest ? reviewText.ingest : reviewText.publish}
      </Button>
    </Popconfirm>
  );
}
