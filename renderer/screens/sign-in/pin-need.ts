/** Whether a sign-in also needs the application PIN: pure, from the key and the stores of this machine. */
import type { FailureCode } from "../../../shared/failure";
import type { KeyInfo } from "../../../shared/ipc/contract";
import type { StoreView } from "../../../shared/ipc/vault";

/** `enter` a known one, `choose` a new one, or only be offered to. */
export type PinNeed = "none" | "offer" | "choose" | "enter";

export function pinNeed(key: KeyInfo | null, stores: readonly StoreView[], failed: FailureCode | null): PinNeed {
  if (key === null) return "none";
  const own = stores.find(({ certificates }) => certificates.includes(key.fingerprint));
  if (own !== undefined) return !own.keys.includes(key.fingerprint) && own.appPin ? "enter" : "none";
  // A file whose certificate is read only when it is opened: main says when it needs more.
  if (key.kind === undefined) return failed === "E_APP_PIN_NEEDED" ? "choose" : "none";
  return key.kind === "rsa" ? "offer" : "choose";
}

export interface TypedPins {
  readonly appPin: string;
  readonly repeat: string;
}

/** What is sent: null where none was typed and none is needed; undefined while it is not complete. */
export function appPinFrom(need: PinNeed, { appPin, repeat }: TypedPins): string | null | undefined {
  switch (need) {
    case "none":
      return null;
    case "enter":
      return appPin === "" ? undefined : appPin;
    case "offer":
      if (appPin === "" && repeat === "") return null;
      return appPin === repeat ? appPin : undefined;
    case "choose":
      return appPin !== "" && appPin === repeat ? appPin : undefined;
  }
}
