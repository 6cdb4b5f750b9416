/** Whether a sign-in also needs the application PIN: pure, from the key and the stores of this machine. */
import type { FailureCode } from "../../../shared/failure";
import type { KeyInfo } from "../../../shared/ipc/key";
import type { StoreView } from "../../../shared/ipc/vault";

/** `enter` a known one, `choose` a new one, or only be offered to. */
export type PinNeed = "none" | "offer" | "choose" | "enter";

export function pinNeed(key: KeyInfo | null, stores: readonly StoreView[], failed: FailureCode | null): PinNeed {
  if (key === null) return "none";
  const own = stores.find(({ certificates }) => certificates.includes(key.fingerprint));
  if (own !== undefined) return own.appPin && !opens(own, key, failed) ? "enter" : "none";
  // What main has tried says more than what the key promised, or than a file whose certificate nobody has read yet.
  if (failed === "E_APP_PIN_NEEDED") return "choose";
  if (key.opensStore === undefined) return "none";
  return key.opensStore ? "offer" : "choose";
}

/** How main answers when the key's own way in is there and does not work. */
const keysOwnWay: readonly (FailureCode | null)[] = ["E_ENVELOPE", "E_ENVELOPE_KEY", "E_MECHANISM", "E_VAULT"];

const opens = ({ keys }: StoreView, { fingerprint }: KeyInfo, failed: FailureCode | null): boolean =>
  keys.includes(fingerprint) && !keysOwnWay.includes(failed);

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
