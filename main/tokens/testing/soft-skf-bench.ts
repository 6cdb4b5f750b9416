/** A software SKF token with one application and one empty container, logged in; and the codes of the interface. */
import { newSoftKey, pkcs8Of, type SoftKey } from "../../../node/soft-key";
import type { Handle } from "../skf/library";
import { nameBytes } from "../skf/names";
import { adminPin, authenticate, connect, handleOf, loadAdmin, type SkfAdmin } from "./skf-admin";
import { openSoftSkf, type SoftSkf } from "./soft-skf";

export const benchPin = nameBytes("Key-PIN-1");

/** GM/T 0016 appendix A, without its ERR. */
export const SAR = {
  OK: 0,
  NOTSUPPORTYET: 0x0a000003,
  INVALIDHANDLE: 0x0a000005,
  KEYUSAGE: 0x0a00000a,
  MODULUSLEN: 0x0a00000b,
  NOTINITIALIZE: 0x0a00000c,
  INDATALEN: 0x0a000010,
  INDATA: 0x0a000011,
  KEYNOTFOUND: 0x0a00001b,
  CERTNOTFOUND: 0x0a00001c,
  DECRYPTPAD: 0x0a00001e,
  BUFFER_TOO_SMALL: 0x0a000020,
  NOT_EVENT: 0x0a000022,
  DEVICE_REMOVED: 0x0a000023,
  PIN_INCORRECT: 0x0a000024,
  PIN_LOCKED: 0x0a000025,
  PIN_LEN_RANGE: 0x0a000027,
  USER_TYPE_INVALID: 0x0a00002a,
  APPLICATION_NAME_INVALID: 0x0a00002b,
  APPLICATION_EXISTS: 0x0a00002c,
  NOT_LOGGED_IN: 0x0a00002d,
  APPLICATION_NOT_EXISTS: 0x0a00002e,
  FAIL: 0x0a000001,
} as const;

export interface SkfBench {
  readonly token: SoftSkf;
  readonly admin: SkfAdmin;
  readonly device: Handle;
  readonly application: Handle;
  readonly container: Handle;
}

/** Arguments of SKF_CreateApplication between device and handle. */
export const newApplication = (name: string) => [nameBytes(name), nameBytes(adminPin), 3, benchPin, 3, 0] as const;

export function openBench(): SkfBench {
  const token = openSoftSkf();
  const admin = loadAdmin(token.module);
  token.plugIn(0);
  const device = connect(admin, "SOFTSKF0");
  if (authenticate(admin, device) !== SAR.OK) throw new Error("a new device has the factory's key");
  const application = handleOf(admin, (cell) =>
    admin.must("SKF_CreateApplication", device, ...newApplication("APP"), cell),
  );
  admin.must("SKF_VerifyPIN", application, 1, benchPin, admin.cell().bytes);
  const container = handleOf(admin, (cell) => admin.must("SKF_CreateContainer", application, nameBytes("C"), cell));
  return { token, admin, device, application, container };
}

/** A key of ours in the container, so that its public half is known. */
export async function putOwnKey({ admin, container }: SkfBench): Promise<SoftKey> {
  const key = await newSoftKey("sm2");
  const pkcs8 = pkcs8Of(key);
  admin.must("SOFTSKF_ImportSigningKey", container, pkcs8, pkcs8.length);
  return key;
}
