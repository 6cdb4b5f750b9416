/** What can be done with the item, with the reason beside every button that is off. */
import { Popconfirm } from "antd";
import type { Decision } from "../../../shared/workflow/decide";
import { CommandButton } from "../../commands/command-button";
import { useCommand } from "../../commands/use-command";
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
          <CommandButton
            command="item.takedown"
            danger
            onClick={props.onTakeDown}
            busy={props.busy}
            data-testid="review-takedown"
          >
            {takedownText.name}
          </CommandButton>
        )}
        {waiting === "" && turn.edit.allowed && (
          <CommandButton command="item.revise" onClick={props.onEdit} busy={props.busy} data-testid="review-edit">
            {reviewText.edit}
          </CommandButton>
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
        <CommandButton command="item.return" danger onClick={onReturn} busy={busy} data-testid="review-return">
          {reviewText.refuse}
        </CommandButton>
      )}
      <CommandButton
        command="item.approve"
        type="primary"
        onClick={onApprove}
        busy={busy}
        missing={approval.allowed ? null : reasonOf(approval).reason}
        data-testid="review-approve"
      >
        {reviewText.approve}
      </CommandButton>
    </>
  );
}

function Release(props: ActionsBarProps) {
  if (!props.turn.release.allowed) return null;
  return <ReleaseButton {...props} ingest={props.turn.state.phase === "approved"} />;
}

function ReleaseButton({ ingest, busy, onIngest, onPublish }: ActionsBarProps & { readonly ingest: boolean }) {
  const command = ingest ? "item.ingest" : "item.publish";
  const { can } = useCommand(command);
  const words = ingest ? reviewText.ingest : reviewText.publish;
  const button = (
    <CommandButton
      command={command}
      type="primary"
      busy={busy}
      onClick={() => undefined}
      data-testid={ingest ? "review-ingest" : "review-publish"}
    >
      {words}
    </CommandButton>
  );
  if (!can) return button;
  return (
    <Popconfirm
      title={ingest ? reviewText.confirmIngest : reviewText.confirmPublish}
      okText={words}
      cancelText={reviewText.cancel}
      onConfirm={ingest ? onIngest : onPublish}
      okButtonProps={{ "data-testid": "review-release-confirm" }}
    >
      {button}
    </Popconfirm>
  );
}
