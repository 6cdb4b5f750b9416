/** 一并签名 (S7): what was read and put aside, one PIN for all, a result for each. */
import { Alert, Button, Input, List, Modal } from "antd";
import { type FormEvent, useId, useState } from "react";
import { explain, type Failure, toFailure } from "../../../shared/failure";
import type { KeyInfo } from "../../../shared/ipc/key";
import { useServices } from "../../services";
import type { SigningTray, TrayEntry } from "../../signing-tray";
import { batchText, placeOf } from "../../text/keys";
import { FailureNotice } from "../../ui/failure-notice";
import { HelpLink } from "../../ui/help-link";
import { PinCare, type PinTry, usePinCare } from "../../ui/pin-care";
import { useKeyNow } from "../../ui/use-key-now";
import { useSignal } from "../../ui/use-signal";

export interface BatchWindowProps {
  readonly tray: SigningTray;
  readonly info: KeyInfo;
  readonly onClose: () => void;
}

export function BatchWindow({ tray, info, onClose }: BatchWindowProps) {
  const { entries, failures } = useSignal(tray.state);
  const { ask } = useServices();
  const { key, readKey } = useKeyNow(ask, info);
  const care = usePinCare(key.token);
  const batch = useBatch({ tray, typed: care.typed, after: readKey });
  const field = useId();
  const ready = entries.length > 0 && care.isReady(batch.pin);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void batch.sign();
  };
  return (
    <Modal
      open
      title={batchText.title(entries.length)}
      footer={null}
      width={720}
      onCancel={onClose}
      data-testid="batch-window"
    >
      {batch.signed === 0 ? null : (
        <Alert type="success" showIcon title={batchText.signed(batch.signed)} data-testid="batch-signed" />
      )}
      {batch.failure === null ? null : <FailureNotice failure={batch.failure} />}
      <List
        dataSource={[...entries]}
        rowKey={({ signingId }) => signingId}
        renderItem={(entry) => (
          <Line
            entry={entry}
            failure={failures.get(entry.signingId) ?? null}
            busy={batch.busy}
            onRemove={() => tray.remove(entry.signingId)}
          />
        )}
      />
      <form onSubmit={submit}>
        <label htmlFor={field}>
          {batchText.pin} <small>{placeOf(info)}</small>
        </label>
        {care.hasPad ? null : (
          <Input.Password
            id={field}
            value={batch.pin}
            onChange={(event) => batch.setPin(event.target.value)}
            autoComplete="off"
            visibilityToggle={false}
            disabled={batch.busy}
            data-testid="batch-pin"
          />
        )}
        <PinCare token={key.token} care={care} />
        <div className="signing-buttons">
          <Button onClick={onClose} disabled={batch.busy}>
            {batchText.later}
          </Button>
          <Button type="primary" htmlType="submit" disabled={!ready} loading={batch.busy} data-testid="batch-confirm">
            {batchText.confirm(entries.length)}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface LineProps {
  readonly entry: TrayEntry;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly onRemove: () => void;
}

function Line({ entry, failure, busy, onRemove }: LineProps) {
  return (
    <List.Item
      data-testid="batch-entry"
      actions={[
        <Button key="out" type="text" size="small" onClick={onRemove} disabled={busy}>
          {batchText.remove}
        </Button>,
      ]}
    >
      <List.Item.Meta
        title={entry.title}
        description={
          <>
            {entry.sentence}
            {failure === null ? null : (
              <span className="cb-mark" data-state="rejected" data-testid="batch-failure">
                {" "}
                {explain(failure).text}
                {explain(failure).next} <span className="cb-code">{failure.code}</span> <HelpLink code={failure.code} />
              </span>
            )}
          </>
        }
      />
    </List.Item>
  );
}

interface BatchInput {
  readonly tray: SigningTray;
  readonly typed: (pin: string) => PinTry;
  /** What the key tells has changed. */
  readonly after: () => void;
}

/** One attempt at a time; the PIN is forgotten with each. */
function useBatch({ tray, typed, after }: BatchInput) {
  const [pin, setPin] = useState("");
  const [busy, setBusy] = useState(false);
  const [signed, setSigned] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);
  const sign = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const given = typed(pin);
    setPin("");
    try {
      const made = await tray.sign(given);
      setSigned((before) => before + made);
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      after();
      setBusy(false);
    }
  };
  return { pin, setPin, busy, signed, failure, sign };
}
