/** The PIN of a key, with the care it needs (S3): for the forms that ask for the key once more. */
import { Input } from "antd";
import { useId } from "react";
import type { KeyInfo } from "../../shared/ipc/key";
import { zh } from "../text/zh";
import { PinCare, type usePinCare } from "./pin-care";

export interface KeyPinProps {
  readonly token: KeyInfo["token"];
  readonly care: ReturnType<typeof usePinCare>;
  readonly pin: string;
  readonly onType: (pin: string) => void;
  readonly busy: boolean;
  readonly testId: string;
}

export function KeyPin({ token, care, pin, onType, busy, testId }: KeyPinProps) {
  const field = useId();
  return (
    <>
      <label htmlFor={field}>{zh.signIn.pin}</label>
      <Input.Password
        id={field}
        value={pin}
        onChange={(event) => onType(event.target.value)}
        autoComplete="off"
        visibilityToggle={false}
        maxLength={200}
        disabled={busy || care.hasPad || token?.pin === "locked"}
        data-testid={testId}
      />
      <PinCare token={token} care={care} />
    </>
  );
}
