/** The practice item in a window of its own: the real proofreading, a text of nobody's, nothing kept. */
import { Alert, Button, Input, Modal, Select, Steps } from "antd";
import { useCallback, useEffect, useState } from "react";
import { type Failure, toFailure } from "../../../shared/failure";
import type { Finding } from "../../../shared/proofreading/finding";
import { useServices } from "../../services";
import { practiceWords as words } from "../../text/practice";
import { FailureNotice } from "../../ui/failure-notice";
import {
  accept,
  begun,
  checked,
  contentToCheck,
  ignore,
  openFindings,
  type Practice,
  retype,
  type Step,
  stepOf,
} from "./course";
import "./practice.css";

const order: readonly Step[] = ["proof", "decide", "again", "done"];

export function PracticeWindow({ onClose }: { readonly onClose: () => void }) {
  const [practice, setPractice] = useState<Practice>(begun);
  const { check, busy, failure } = useCheck(practice, setPractice);
  const step = stepOf(practice);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "F7" || event.isComposing) return;
      event.preventDefault();
      check();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [check]);
  return (
    <Modal open onCancel={onClose} footer={null} title={words.title} width={980} destroyOnHidden>
      <div data-testid="practice" data-step={step}>
        <Alert type="info" showIcon title={words.mark} />
        <Steps
          size="small"
          className="cb-practice-steps"
          current={order.indexOf(step)}
          items={order.map((each) => ({ title: words.steps[each] }))}
        />
        <p role="status">{words.hints[step]}</p>
        {failure === null ? null : <FailureNotice failure={failure} />}
        <div className="cb-practice">
          <Paragraphs practice={practice} onChange={setPractice} />
          <div>
            <Button
              type={step === "proof" || step === "again" ? "primary" : "default"}
              loading={busy}
              onClick={check}
              data-testid="practice-proof"
              aria-keyshortcuts="F7"
            >
              {words.proof}
            </Button>
            <ul className="cb-practice-findings">
              {openFindings(practice).map((finding) => (
                <FindingRow
                  key={`${finding.print} ${finding.block} ${finding.start}`}
                  finding={finding}
                  onAccept={() => setPractice(accept(practice, finding))}
                  onIgnore={(reason) => setPractice(ignore(practice, finding, reason))}
                />
              ))}
            </ul>
            {step === "done" ? (
              <Button type="primary" onClick={onClose} data-testid="practice-close">
                {words.close}
              </Button>
            ) : null}
          </div>
        </div>
      </div>
    </Modal>
  );
}

function useCheck(practice: Practice, onChange: (next: Practice) => void) {
  const { proofreader } = useServices();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const check = useCallback(() => {
    setBusy(true);
    setFailure(null);
    proofreader
      .check(contentToCheck(practice))
      .then(
        (report) => onChange(checked(practice, report)),
        (error: unknown) => setFailure(toFailure(error)),
      )
      .finally(() => setBusy(false));
  }, [proofreader, practice, onChange]);
  return { check, busy, failure };
}

interface ParagraphsProps {
  readonly practice: Practice;
  readonly onChange: (next: Practice) => void;
}

function Paragraphs({ practice, onChange }: ParagraphsProps) {
  return (
    <div className="cb-practice-text">
      <h3>{practice.document.title}</h3>
      {practice.document.blocks.map((block, at) =>
        block.kind === "paragraph" ? (
          <Input.TextArea
            key={block.id}
            autoSize
            value={block.runs.map(({ text }) => text).join("")}
            aria-label={words.paragraph(at + 1)}
            onChange={(event) => onChange(retype(practice, block.id, event.target.value))}
          />
        ) : null,
      )}
    </div>
  );
}

interface FindingRowProps {
  readonly finding: Finding;
  readonly onAccept: () => void;
  readonly onIgnore: (reason: string) => void;
}

function FindingRow({ finding: { text, message, authority, suggestions }, onAccept, onIgnore }: FindingRowProps) {
  const [suggestion] = suggestions;
  return (
    <li data-testid="practice-finding">
      <strong>{message}</strong>
      <div>
        “{text}”{suggestion === undefined ? null : ` → “${suggestion}”`}
      </div>
      <div className="cb-sub">{authority}</div>
      <div className="cb-toolbar">
        {suggestion === undefined ? null : (
          <Button size="small" type="primary" onClick={onAccept}>
            {words.accept}
          </Button>
        )}
        <Select<string>
          size="small"
          value={null}
          placeholder={words.ignore}
          aria-label={words.ignore}
          style={{ minWidth: 160 }}
          options={words.reasons.map((reason) => ({ value: reason, label: reason }))}
          onChange={onIgnore}
        />
      </div>
    </li>
  );
}
