/** The level's gates and checklist to tick, and the note that is signed with them. Lines and clauses are the profile's. */
import { Alert, Checkbox, Input } from "antd";
import type { Profile, Step } from "../../../shared/workflow/profile";
import { clauseName } from "../../text/clause";
import { reviewText } from "../../text/review";
import type { Answers } from "./verdict";

interface AnswersPanelProps {
  readonly step: Step;
  readonly profile: Profile;
  readonly answers: Answers;
  readonly lastReturn: { readonly words: string } | null;
  readonly onChange: (answers: Answers) => void;
}

export function AnswersPanel({ step, profile, answers, lastReturn, onChange }: AnswersPanelProps) {
  return (
    <div className="review-answers">
      {lastReturn !== null && (
        <Alert type="warning" showIcon title={reviewText.lastReturn} description={lastReturn.words} />
      )}
      {step.gates && (
        <Ticks
          title={reviewText.gates}
          lines={profile.review.gates.map((gate) => ({ id: gate, text: `${gate}关`, clause: "" }))}
          ticked={answers.gates}
          testId="review-gate"
          onChange={(gates) => onChange({ ...answers, gates })}
        />
      )}
      {step.checklist.length > 0 && (
        <Ticks
          title={`${step.name}${reviewText.checks}`}
          lines={step.checklist}
          ticked={answers.checks}
          testId="review-check"
          onChange={(checks) => onChange({ ...answers, checks })}
        />
      )}
      <label className="review-note" htmlFor="review-note">
        {step.noteRequired ? reviewText.noteRequired : reviewText.note}
      </label>
      <Input.TextArea
        id="review-note"
        value={answers.note}
        maxLength={2_000}
        autoSize={{ minRows: 2, maxRows: 6 }}
        placeholder={reviewText.notePlaceholder}
        onChange={(event) => onChange({ ...answers, note: event.target.value })}
        data-testid="review-note"
      />
    </div>
  );
}

interface TicksProps {
  readonly title: string;
  readonly lines: readonly { readonly id: string; readonly text: string; readonly clause: string }[];
  readonly ticked: readonly string[];
  readonly testId: string;
  readonly onChange: (ticked: string[]) => void;
}

function Ticks({ title, lines, ticked, testId, onChange }: TicksProps) {
  const toggle = (id: string, on: boolean) =>
    // The order of the profile, whatever the order of ticking: equal answers make equal statements.
    onChange(lines.map((line) => line.id).filter((own) => (own === id ? on : ticked.includes(own))));
  return (
    <fieldset className={testId === "review-gate" ? "review-ticks short" : "review-ticks"}>
      <legend>{title}</legend>
      {lines.map((line) => (
        <Checkbox
          key={line.id}
          checked={ticked.includes(line.id)}
          onChange={(event) => toggle(line.id, event.target.checked)}
          data-testid={`${testId}-${line.id}`}
        >
          {line.text}
          {line.clause !== "" && <small>{clauseName(line.clause)}</small>}
        </Checkbox>
      ))}
    </fieldset>
  );
}
