/** What the step asks the signer to confirm before the signing window: gates, checklist, note. */
import { Checkbox, Input, Modal } from "antd";
import { type JSX, useState } from "react";
import type { Profile, Step } from "../../../shared/workflow/profile";
import { clauseName } from "../../text/clause";
import { writingText } from "../../text/writing";
import { type Answers, answered } from "./submit";

interface SignDialogProps {
  readonly step: Step;
  readonly profile: Profile;
  readonly onNext: (answers: Answers) => void;
  readonly onCancel: () => void;
}

const toggled = (list: readonly string[], value: string, on: boolean): string[] =>
  on ? [...list, value] : list.filter((each) => each !== value);

export function SignDialog({ step, profile, onNext, onCancel }: SignDialogProps): JSX.Element {
  const [answers, setAnswers] = useState<Answers>({ gates: [], checks: [], note: "" });
  const complete = answered(step, profile, answers);
  return (
    <Modal
      open
      width={640}
      title={writingText.sign.title(step.name)}
      okText={writingText.sign.next}
      cancelText={writingText.sign.cancel}
      okButtonProps={{ disabled: !complete, "data-testid": "sign-next" }}
      onOk={() => onNext(inOrder(step, profile, answers))}
      onCancel={onCancel}
      mask={{ closable: false }}
      data-testid="sign-dialog"
    >
      {step.gates && (
        <Ticks
          title={writingText.sign.gates}
          items={profile.review.gates.map((gate) => ({ id: gate, text: `${gate}关`, clause: "" }))}
          testId="gate"
          onTick={(id, on) => setAnswers({ ...answers, gates: toggled(answers.gates, id, on) })}
        />
      )}
      {step.checklist.length > 0 && (
        <Ticks
          title={writingText.sign.checks}
          items={step.checklist}
          testId="check"
          onTick={(id, on) => setAnswers({ ...answers, checks: toggled(answers.checks, id, on) })}
        />
      )}
      <label className="writing-note" htmlFor="sign-note">
        {step.noteRequired ? writingText.sign.note : writingText.sign.optionalNote}
        <Input.TextArea
          rows={2}
          maxLength={2_000}
          value={answers.note}
          id="sign-note"
          data-testid="sign-note"
          onChange={(event) => setAnswers({ ...answers, note: event.target.value })}
        />
      </label>
      {!complete && <div className="writing-field-warning">{writingText.sign.incomplete}</div>}
    </Modal>
  );
}

/** Ticks in the order of the profile: the same answers always give the same statement. */
function inOrder(step: Step, profile: Profile, answers: Answers): Answers {
  return {
    gates: step.gates ? profile.review.gates.filter((gate) => answers.gates.includes(gate)) : [],
    checks: step.checklist.map((item) => item.id).filter((id) => answers.checks.includes(id)),
    note: answers.note,
  };
}

interface TicksProps {
  readonly title: string;
  readonly items: readonly { readonly id: string; readonly text: string; readonly clause: string }[];
  readonly testId: string;
  readonly onTick: (id: string, on: boolean) => void;
}

function Ticks({ title, items, testId, onTick }: TicksProps): JSX.Element {
  return (
    <fieldset className={testId === "gate" ? "writing-ticks writing-ticks-short" : "writing-ticks"}>
      <legend>{title}</legend>
      {items.map((item) => (
        <Checkbox
          key={item.id}
          data-testid={`${testId}-${item.id}`}
          onChange={(event) => onTick(item.id, event.target.checked)}
        >
          {item.text}
          {item.clause !== "" && <span className="writing-clause">{clauseName(item.clause)}</span>}
        </Checkbox>
      ))}
    </fieldset>
  );
}
