import { Button, Input } from "antd";
import { useId, useState } from "react";
import { vaultText } from "../../text/vault";
import { zh } from "../../text/zh";
import { AppPinFields } from "../sign-in/app-pin-fields";
import { appPinFrom } from "../sign-in/pin-need";

export interface AppPinFormProps {
  readonly shortest: number;
  readonly busy: boolean;
  readonly onSave: (pins: { readonly pin: string; readonly appPin: string }) => void;
  readonly onCancel: () => void;
}

/** The key's PIN first, so that nobody sets one at a desk left open; both are forgotten with each attempt. */
export function AppPinForm({ shortest, busy, onSave, onCancel }: AppPinFormProps) {
  const [pin, setPin] = useState("");
  const [own, setOwn] = useState({ appPin: "", repeat: "" });
  const field = useId();
  const appPin = appPinFrom("choose", own);
  const ready = pin !== "" && typeof appPin === "string";
  return (
    <form
      className="cb-entry-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (pin === "" || typeof appPin !== "string") return;
        setPin("");
        setOwn({ appPin: "", repeat: "" });
        onSave({ pin, appPin });
      }}
    >
      <p className="cb-sub">{vaultText.tokenPinFirst}</p>
      <label htmlFor={field}>{zh.signIn.pin}</label>
      <Input.Password
        id={field}
        value={pin}
        onChange={(event) => setPin(event.target.value)}
        autoComplete="off"
        maxLength={200}
        disabled={busy}
        data-testid="token-pin"
      />
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
