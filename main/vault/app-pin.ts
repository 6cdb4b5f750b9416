/** The application PIN 应用口令: opens the store without the key, on this machine only. Pure rules. */
import { AppError } from "../../shared/failure";
import type { SecretStore } from "./secret-store";

/** With the keychain's secret beside it, a PIN can be tried on this machine only, ten times. */
const SHORTEST_PIN = 6;
/** Where it stands alone, a copied file could be searched at leisure. */
const SHORTEST_PASSPHRASE = 12;

export const shortestPin = (keychain: SecretStore | null): number =>
  keychain === null ? SHORTEST_PASSPHRASE : SHORTEST_PIN;

export interface PinRules {
  /** The key's own PIN, which was typed a moment ago; one that was seen must not open the other. */
  readonly tokenPin: string;
  readonly shortest: number;
}

/** @throws AppError E_APP_PIN_WEAK with the reason; never with the PIN */
export function refuseWeakPin(pin: string, { tokenPin, shortest }: PinRules): void {
  const typed = pin.normalize("NFC");
  const characters = [...typed];
  if (characters.length < shortest) throw new AppError("E_APP_PIN_WEAK", `至少 ${shortest} 位`);
  if (typed.trim() !== typed) throw new AppError("E_APP_PIN_WEAK", "首尾不能有空格");
  if (typed === tokenPin.normalize("NFC")) throw new AppError("E_APP_PIN_WEAK", "不能与密钥口令相同");
  if (new Set(characters).size < 3) throw new AppError("E_APP_PIN_WEAK", "不同的字符太少");
  if (isRun(characters)) throw new AppError("E_APP_PIN_WEAK", "不能是连续的数字或字母");
}

/** 123456, 987654, abcdef: each character is the neighbour of the one before, all in one direction. */
function isRun(characters: readonly string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, at) => code - (codes[at] ?? 0));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}
