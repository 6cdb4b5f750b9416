/** Care with PINs 口令 (S3): how many tries the key has left, and a word of consent before the last one. */
import { Alert, Checkbox } from "antd";
import { useState } from "react";
import type { KeyInfo } from "../../shared/ipc/key";
import { pinText, pinWarning } from "../text/keys";

type Token = KeyInfo["token"];

export interface PinTry {
  readonly pin: string;
  readonly lastTry?: true;
}

/** Whether a try may be made now. Consent is given anew for every state of the key. */
export function usePinCare(token: Token) {
  const state = token === undefined ? "" : `${token.serial} ${token.pin} ${token.retriesLeft}`;
  const [consent, setConsent] = useState("");
  const isLast = token?.pin === "final" || token?.retriesLeft === 1;
  const agreed = consent === state;
  const hasPad = token?.hasPinPad === true;
  const mayTry = token?.pin !== "locked" && (!isLast || agreed);
  return {
    /** No field for a PIN: it is typed on the key. */
    hasPad,
    /** Whether this may be tried: something was typed, here or on the key, and the last try was agreed to. */
    isReady: (pin: string) => mayTry && (hasPad || pin !== ""),
    /** The try as main takes it: the person's word goes with the last one. */
    typed: (pin: string): PinTry => (isLast && agreed ? { pin, lastTry: true } : { pin }),
    isLast,
    agreed,
    agree: (yes: boolean) => setConsent(yes ? state : ""),
  };
}

export interface PinCareProps {
  readonly token: Token;
  readonly care: ReturnType<typeof usePinCare>;
}

export function PinCare({ token, care }: PinCareProps) {
  if (token === undefined) return null;
  const warning = pinWarning(care.isLast && token.pin !== "locked" ? { ...token, pin: "final" } : token);
  return (
    <div className="cb-pin-care" aria-live="polite">
      {warning === null ? null : (
        <Alert
          type={token.pin === "locked" || care.isLast ? "error" : "warning"}
          showIcon
          title={warning}
          data-testid="pin-warning"
        />
      )}
      {care.hasPad && token.pin !== "locked" ? (
        <p className="cb-sub" data-testid="pin-pad">
          {pinText.pad}
        </p>
      ) : null}
      {care.isLast && token.pin !== "locked" ? (
        <Checkbox
          checked={care.agreed}
          onChange={(event) => care.agree(event.target.checked)}
          data-testid="pin-last-consent"
        >
          {pinText.understood}
        </Checkbox>
      ) : null}
    </div>
  );
}
