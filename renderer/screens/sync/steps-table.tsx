/** The steps of one item: what each is, how often it was tried, and the platform's receipt. */
import { explain } from "../../../shared/failure";
import { nextTry, receiptOf, stepNames } from "../../sync/centre";
import type { OutboxValue } from "../../sync/outbox-record";
import { syncText } from "../../text/sync";
import { HelpLink } from "../../ui/help-link";
import { SyncMark } from "../../ui/sync-mark";
import { clockTime, shortTime } from "../../ui/time";
import { When } from "../../ui/when";

interface StepsTableProps {
  readonly steps: readonly OutboxValue[];
  readonly now: Date;
}

export function StepsTable({ steps, now }: StepsTableProps) {
  const words = syncText.steps;
  return (
    <table className="sync-steps" data-testid="sync-steps">
      <thead>
        <tr>
          <th scope="col">{words.step}</th>
          <th scope="col">{words.state}</th>
          <th scope="col">{words.queued}</th>
          <th scope="col">{words.attempts}</th>
          <th scope="col">{words.next}</th>
          <th scope="col">{words.note}</th>
          <th scope="col">{words.receipt}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <Step key={step.operationId} step={step} behind={behind(step, steps)} now={now} />
        ))}
      </tbody>
    </table>
  );
}

/** The parked step that this one stands behind; what is signed for a refused text never goes up. */
function behind(step: OutboxValue, steps: readonly OutboxValue[]): OutboxValue | null {
  if (step.state !== "queued") return null;
  return steps.find((one) => one.order < step.order && (one.state === "conflict" || one.state === "rejected")) ?? null;
}

interface StepProps {
  readonly step: OutboxValue;
  readonly behind: OutboxValue | null;
  readonly now: Date;
}

function Step({ step, behind: blocker, now }: StepProps) {
  const due = nextTry(step, now.getTime());
  const failed = step.failure !== null && step.state !== "acknowledged" && step.state !== "confirmed";
  return (
    <tr data-testid="sync-step" data-kind={step.kind}>
      <th scope="row">{stepNames[step.kind]}</th>
      <td>
        <SyncMark state={step.state} />
      </td>
      <td>
        <When at={step.queuedAt} />
      </td>
      <td>{step.attempts}</td>
      <td>{due === null ? syncText.noReceipt : clockTime(new Date(due).toISOString())}</td>
      <td>
        {failed && step.failure !== null ? (
          <>
            {explain(step.failure).text} <span className="cb-code">{step.failure.code}</span>{" "}
            <HelpLink code={step.failure.code} />
          </>
        ) : null}
        {blocker === null ? null : syncText.behind(stepNames[blocker.kind], blocker.state === "conflict")}
      </td>
      <td>
        <ReceiptCell step={step} now={now} />
      </td>
    </tr>
  );
}

function ReceiptCell({ step, now }: { readonly step: OutboxValue; readonly now: Date }) {
  if (step.kind === "file") return <>{step.state === "confirmed" ? syncText.fileReceipt : syncText.noReceipt}</>;
  const said = receiptOf(step);
  if (said === null) return <>{syncText.noReceipt}</>;
  return (
    <>
      {syncText.receipt(shortTime(said.at, now))}
      <div className="cb-code" title={`${syncText.receiptNumber} ${said.operationId}`}>
        {said.operationId}
      </div>
    </>
  );
}
