/**
 * Where a PIN is at home: an application of a device. With one application the token is the device; a device with several
 * is as many tokens, each with a PIN of its own.
 */
import type { PinState, TokenInfo } from "../driver";
import { deviceInfo } from "./device-info";
import type { Skf } from "./functions";
import type { Handle } from "./library";
import { nameBytes, namesIn, type RawName, shownName } from "./names";
import { readBytes } from "./reading";
import { SAR_OK } from "./result-codes";

export const USER_PIN = 1;

/** A token as it lies on a device. `application` is null on a device that was never prepared. */
export interface Place {
  readonly application: RawName | null;
  readonly serial: string;
  readonly label: string;
}

/** @throws AppError E_MODULE_ABI, E_TOKEN_REMOVED */
export function placesOn(skf: Skf, device: Handle): Place[] {
  const { manufacturer, label, serial } = deviceInfo(skf, device);
  const shown = label === "" ? manufacturer : label;
  const applications = namesIn(readBytes(skf, "SKF_EnumApplication", device));
  if (applications.length <= 1) return [{ application: applications[0] ?? null, serial, label: shown }];
  return applications.map((application) => ({
    application,
    serial: `${serial}/${shownName(application)}`,
    label: `${shown} ${shownName(application)}`,
  }));
}

/** The tries the device says are left; null where the library does not tell. */
export function retriesLeft(skf: Skf, application: Handle): number | null {
  const [most, left, usual] = [skf.cell(), skf.cell(), skf.cell()];
  const code = skf.attempt("SKF_GetPINInfo", application, USER_PIN, most.bytes, left.bytes, usual.bytes);
  return code === SAR_OK ? left.value() : null;
}

export function pinState(left: number | null): PinState {
  if (left === null || left > 2) return "fine";
  if (left === 0) return "locked";
  return left === 1 ? "final" : "low";
}

export function tokenInfo(driver: string, { serial, label }: Place, left: number | null): TokenInfo {
  // GM/T 0016 knows no keypad: VerifyPIN always takes the PIN.
  return { driver, serial, label, pin: pinState(left), retriesLeft: left, hasPinPad: false };
}

export const applicationName = (place: Place): Uint8Array => nameBytes(place.application ?? "");
