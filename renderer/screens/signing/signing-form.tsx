/** The right half of the signing window: the decision in one sentence, its hashes, the certificate, the PIN. */
import { Alert, Button, Descriptions, Input, type InputRef } from "antd";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { explain, type Failure, toFailure } from "../../../shared/failure";
import type { SigningView } from "../../../shared/ipc/signing";
import { beijingTime } from "../../../shared/publication/page";
import type { SignedStatement, Statement } from "../../../shared/trust/statement";
import type { Profile } from "../../../shared/workflow/profile";
import { takedownReasons } from "../../../shared/workflow/takedown-reasons";
import { useServices } from "../../services";
import { placeOf } from "../../text/keys";
import { signingText } from "../../text/review";
import { HelpLink } from "../../ui/help-link";
import { PinCare, type PinTry, usePinCare } from "../../ui/pin-care";
import { useKeyNow } from "../../ui/use-key-now";
import { HashText } from "./hash-text";
import { type Later, PutAside } from "./put-aside";
import { decisionSentence, type Shown } from "./shown";

interface SigningFormProps {
  readonly view: SigningView;
  readonly shown: Shown;
  readonly read: boolean;
  readonly onSigned: (signed: SignedStatement) => void;
  readonly onClose: () => void;
  readonly later?: Later;
}

export function SigningForm({ view, shown, read, onSigned, onClose, later }: SigningFormProps) {
  const { ask, profile } = useServices();
  const { key, readKey } = useKeyNow(ask, view.key);
  const care = usePinCare(key.token);
  const signing = useSigning({ view, shown, onSigned, typed: care.typed });
  const pinId = useId();
  const field = useRef<InputRef>(null);
  const refused = signing.failure?.code === "E_PIN";
  useEffect(() => {
    if (signing.failure !== null) readKey();
    if (refused) field.current?.focus({ cursor: "all" });
  }, [refused, signing.failure, readKey]);
  const ready = read && care.isReady(signing.pin);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void signing.confirm();
  };
  return (
    <form className="signing-form" onSubmit={submit}>
      <div className="signing-particulars">
        <p className="signing-sentence" data-testid="signing-sentence">
          {decisionSentence(shown.statement)}
        </p>
        {view.offline && <Alert type="warning" showIcon title={signingText.offline} data-testid="signing-offline" />}
        <Particulars view={view} shown={shown} profile={profile} />
      </div>
      <label htmlFor={pinId}>
        {signingText.pin} <small>{placeOf(key)}</small>
      </label>
      <Input.Password
        id={pinId}
        ref={field}
        value={signing.pin}
        onChange={(event) => signing.setPin(event.target.value)}
        disabled={signing.busy || care.hasPad || key.token?.pin === "locked"}
        autoComplete="off"
        visibilityToggle={false}
        status={refused ? "error" : ""}
        data-testid="signing-pin"
      />
      <PinCare token={key.token} care={care} />
      {signing.failure === null ? <small>{signingText.pinHint}</small> : <SigningFailure failure={signing.failure} />}
      <p className="signing-read" data-testid="signing-read" aria-live="polite">
        {read ? `✓ ${signingText.read}` : signingText.readToEnd}
      </p>
      {later === undefined ? null : <PutAside view={view} shown={shown} read={read} later={later} />}
      <FormButtons decision={shown.statement.decision} ready={ready} busy={signing.busy} onClose={onClose} />
    </form>
  );
}

interface FormButtonsProps {
  readonly decision: Statement["decision"];
  readonly ready: boolean;
  readonly busy: boolean;
  readonly onClose: () => void;
}

function FormButtons({ decision, ready, busy, onClose }: FormButtonsProps) {
  return (
    <div className="signing-buttons">
      <Button onClick={onClose} disabled={busy} data-testid="signing-cancel">
        {signingText.cancel}
      </Button>
      <Button
        type="primary"
        htmlType="submit"
        danger={decision !== "approve"}
        disabled={!ready}
        loading={busy}
        data-testid="signing-confirm"
      >
        {busy ? signingText.signing : signingText.confirm}
      </Button>
    </div>
  );
}

interface SigningInput {
  readonly view: SigningView;
  readonly shown: Shown;
  readonly onSigned: (signed: SignedStatement) => void;
  readonly typed: (pin: string) => PinTry;
}

/** One attempt at a time, never repeated by itself (S3); a wrong PIN leaves everything as it is. */
function useSigning({ view, shown, onSigned, typed }: SigningInput) {
  const { ask } = useServices();
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const confirm = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const signed = await ask("desk:signing.confirm", {
        signingId: view.signingId,
        shown: shown.shown,
        ...typed(pin),
      });
      setPin("");
      onSigned(signed);
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      setBusy(false);
    }
  };
  return { pin, setPin, busy, failure, confirm };
}

function SigningFailure({ failure }: { readonly failure: Failure }) {
  const { text, next } = explain(failure);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={
        <>
          {text}
          {next} <span className="cb-code">{failure.code}</span> <HelpLink code={failure.code} />
        </>
      }
      data-testid="signing-failure"
    />
  );
}

interface ParticularsProps {
  readonly view: SigningView;
  readonly shown: Shown;
  readonly profile: Profile | null;
}

function Particulars({ view, shown, profile }: ParticularsProps) {
  const { statement } = shown;
  const key = view.key;
  const items = [
    { label: signingText.contentHash, children: <HashText value={shown.shown} testId="signing-hash" /> },
    ...(statement.layoutHash === null
      ? []
      : [
          {
            label: signingText.layoutHash,
            children: <HashText value={statement.layoutHash} testId="signing-layout" />,
          },
        ]),
    ...decided(statement, profile),
    {
      label: signingText.certificate,
      children: (
        <div data-testid="signing-certificate">
          <strong>{key.name}</strong> {key.organisation}
          <br />
          {signingText.issuer}：{key.issuer}
          <br />
          {signingText.serial}：<code>{key.serial}</code>
          <br />
          {signingText.validity}：{beijingTime(key.notBefore).slice(0, 10)} 至 {beijingTime(key.notAfter).slice(0, 10)}
        </div>
      ),
    },
  ];
  return <Descriptions column={1} size="small" bordered items={items.map((item, i) => ({ key: i, ...item }))} />;
}

/** What the statement says besides the decision itself; rows without anything to say are left out. */
function decided(statement: Statement, profile: Profile | null) {
  const refusal =
    statement.type === "caibian-takedown/1"
      ? takedownReasons[statement.category]
      : profile?.review.refusals.find((row) => row.code === statement.category)?.text;
  const lines = profile?.review.steps.find((step) => step.id === statement.step)?.checklist ?? [];
  const checks = statement.checks.map((id) => lines.find((line) => line.id === id)?.text ?? id);
  return [
    { label: signingText.category, children: statement.category === null ? "" : (refusal ?? statement.category) },
    { label: signingText.gates, children: statement.gates.join("、") },
    { label: signingText.checks, children: checks.join("；") },
    { label: signingText.note, children: statement.note },
  ].filter((row) => row.children !== "");
}
