import { Button } from "antd";
import { useState } from "react";
import type { KeyInfo } from "../../../shared/ipc/key";
import type { Ask } from "../../services";
import { vaultText } from "../../text/vault";
import { KeyPin } from "../../ui/key-pin";
import { type PinTry, usePinCare } from "../../ui/pin-care";
import { useKeyNow } from "../../ui/use-key-now";
import { AppPinFields } from "../sign-in/app-pin-fields";
import { appPinFrom } from "../sign-in/pin-need";

export interface AppPinFormProps {
  readonly ask: Ask;
  /** The key in use; null where the store was opened without one. */
  readonly info: KeyInfo | null;
  readonly shortest: number;
  readonly busy: boolean;
  readonly onSave: (pins: PinTry & { readonly appPin: string }) => Promise<void>;
  readonly onCancel: () => void;
}

/** The key's PIN first, so that nobody sets one at a desk left open; both are forgotten with each attempt. */
export function AppPinForm({ ask, info, shortest, busy, onSave, onCancel }: AppPinFormProps) {
  const [pin, setPin] = useState("");
  const [own, setOwn] = useState({ appPin: "", repeat: "" });
  const { key, readKey } = useKeyNow(ask, info);
  const care = usePinCare(key?.token);
  const appPin = appPinFrom("choose", own);
  const ready = care.isReady(pin) && typeof appPin === "string";
  return (
    <form
      className="cb-entry-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        setPin("");
        setOwn({ appPin: "", repeat: "" });
        void onSave({ ...care.typed(pin), appPin }).then(readKey);
      }}
    >
      <p className="cb-sub">{vaultText.tokenPinFirst}</p>
      <KeyPin token={key?.token} care={care} pin={pin} onType={setPin} busy={busy} testId="token-pin" />
      <AppPinFields need="change" shortest={shortest} typed={own} busy={busy} onType={setOwn} />
      <div className="cb-toolbar">
        <Button type="primary" htmlType="submit" loading={busy} disabled={!ready} data-testid="save-app-pin">
          {vaultText.save}
        </Button>
        <Button type="text" onClick={onCancel} disabled={busy}>
          {vaultText.cancel}
        </Button>
      </div>
    </form>
  );
}
