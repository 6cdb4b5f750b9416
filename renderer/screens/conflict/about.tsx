/** Above the merge: whose text the platform has, what stays, and which approvals end. Said before anything is decided. */
import { mayEdit } from "../../../shared/workflow/available";
import { useServices } from "../../services";
import type { Conflict } from "../../sync/conflict";
import { conflictText } from "../../text/conflict";
import { shortTime } from "../../ui/time";
import { actorOf } from "../review/verdict";

export function About({ conflict, proposals }: { readonly conflict: Conflict; readonly proposals: number }) {
  const { clock } = useServices();
  const { theirs, mine, merge, cached } = conflict;
  const last = theirs.history.findLast(({ action }) => action.kind === "edit");
  const who = last === undefined ? "他人" : `${last.actor.name}于${shortTime(last.at, clock())} `;
  const locked = useLocked(conflict);
  return (
    <div className="conflict-about" data-testid="conflict-about">
      <p>
        {`平台上的稿件已由${who}改为第 ${theirs.summary.revision} 版，您的版本以第 ${mine.baseRevision} 版为基础。`}
        {conflictText.kept}
        {proposals === 0 ? "" : `${conflictText.proposals(proposals)}。`}
      </p>
      {merge.hasBase ? null : <p>{conflictText.noBase}</p>}
      {cached ? <p data-testid="conflict-cached">{conflictText.cached}</p> : null}
      {locked === null ? null : (
        <p data-testid="conflict-locked">
          <b>{conflictText.locked(locked)}</b>
        </p>
      )}
      <VoidedList conflict={conflict} now={clock()} />
    </div>
  );
}

interface VoidedListProps {
  readonly conflict: Conflict;
  readonly now: Date;
}

/** The approvals that end, each by name. Shown in a dialog too, which stands outside the services of the screens. */
export function VoidedList({ conflict, now }: VoidedListProps) {
  const { voided, unsent } = conflict;
  if (voided.length + unsent.length === 0) {
    return <p data-testid="conflict-voided">{`${conflictText.noneVoided}${conflictText.again}`}</p>;
  }
  return (
    <div data-testid="conflict-voided">
      <b>{`${conflictText.voidedTitle}：`}</b>
      <ul>
        {voided.map(({ name, role, at, step }) => (
          <li key={`${step} ${name}`}>{conflictText.voided(name, role, shortTime(at, now))}</li>
        ))}
        {unsent.map((said) => (
          <li key={said.nonce}>{conflictText.unsent(said.signer.role)}</li>
        ))}
      </ul>
      <span>{conflictText.again}</span>
    </div>
  );
}

/** Why the platform takes no revision of this person now; null when it does, or nobody knows. */
function useLocked({ theirs }: Conflict): string | null {
  const { session, profile } = useServices();
  if (session.account === null || profile === null) return null;
  const decision = mayEdit(actorOf(session.account), theirs.history, profile);
  return decision.allowed ? null : decision.reason;
}
