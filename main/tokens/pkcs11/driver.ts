/** PKCS#11 tokens as a TokenDriver. Runs in the signer process; slots are looked up by serial at every use. */
import { AppError } from "../../../shared/failure";
import type { TokenModule } from "../../../shared/model/token-module";
import type { PinState, TokenDriver, TokenInfo, TokenSession } from "../driver";
import { CKF, CKU_USER } from "./constants";
import { type Cryptoki, oneUlong, openCryptoki } from "./cryptoki";
import { CKR_BUFFER_TOO_SMALL, CKR_OK, cryptokiFailure, returnValues } from "./failure";
import { INFO_BYTES, readTokenInfo, readUlong, type TokenFields, type Ulong, ulongBuffer } from "./layout";
import { certificatesOn, keyIdsOn } from "./objects";
import { LoginSession } from "./session";

interface Slot {
  readonly id: Ulong;
  readonly fields: TokenFields;
  readonly info: TokenInfo;
}

/** @throws AppError E_MODULE_LOAD, E_MODULE_ABI */
export async function openPkcs11(module: TokenModule): Promise<TokenDriver> {
  const cryptoki = openCryptoki(module);
  const slots = () => slotsOf(cryptoki, module.name);
  const slotOf = (serial: string): Slot => {
    const slot = slots().find(({ info }) => info.serial === serial);
    if (slot === undefined) throw new AppError("E_TOKEN_ABSENT");
    return slot;
  };
  return {
    tokens: async () => slots().map(({ info }) => info),
    certificates: async (serial) => withSession(cryptoki, slotOf(serial).id, (session) => listed(cryptoki, session)),
    login: async (serial, pin, lastTry = false) => {
      try {
        return login(cryptoki, mayTry(slotOf(serial), lastTry), pin);
      } finally {
        pin?.fill(0);
      }
    },
    close: async () => {
      cryptoki.try("C_Finalize", null);
    },
  };
}

function slotsOf(cryptoki: Cryptoki, driver: string): Slot[] {
  const slots = slotIds(cryptoki).flatMap((id) => {
    const fields = tokenIn(cryptoki, id);
    return fields === null || fields.serial === "" ? [] : [{ id, fields }];
  });
  return slots.map(({ id, fields }) => {
    // OpenSC shows one slot for each PIN of a card, all with the card's serial.
    const twins = slots.filter((other) => other.fields.serial === fields.serial).length > 1;
    return { id, fields, info: infoOf(driver, twins ? `${fields.serial}/${fields.label}` : fields.serial, fields) };
  });
}

function slotIds({ layout, try: attempt }: Cryptoki): Ulong[] {
  const count = oneUlong(layout);
  for (;;) {
    const first = attempt("C_GetSlotList", 1, null, count);
    if (first !== CKR_OK) throw cryptokiFailure(first, "C_GetSlotList");
    const slots = ulongBuffer(layout, Math.max(Number(readUlong(layout, count, 0)), 1));
    const second = attempt("C_GetSlotList", 1, slots, count);
    const length = Number(readUlong(layout, count, 0));
    if (second === CKR_OK) return Array.from({ length }, (_, index) => readUlong(layout, slots, index * layout.ulong));
    // One was plugged in between the two calls.
    if (second !== CKR_BUFFER_TOO_SMALL) throw cryptokiFailure(second, "C_GetSlotList");
  }
}

/** Null for a slot that holds no token of ours, or no longer. */
function tokenIn({ layout, try: attempt }: Cryptoki, slot: Ulong): TokenFields | null {
  const bytes = Buffer.alloc(INFO_BYTES);
  const value = attempt("C_GetTokenInfo", slot, bytes);
  if (value === CKR_OK) {
    const fields = readTokenInfo(layout, bytes);
    return (fields.flags & CKF.TOKEN_INITIALIZED) === 0 ? null : fields;
  }
  const code = returnValues.get(value)?.[1];
  if (code === "E_TOKEN_ABSENT" || code === "E_TOKEN_REMOVED") return null;
  throw cryptokiFailure(value, "C_GetTokenInfo");
}

function infoOf(driver: string, serial: string, { label, flags }: TokenFields): TokenInfo {
  const hasPinPad = (flags & CKF.PROTECTED_AUTHENTICATION_PATH) !== 0;
  // PKCS#11 gives no number of tries, only how near the end is.
  return { driver, serial, label, pin: pinState(flags), retriesLeft: null, hasPinPad };
}

function pinState(flags: number): PinState {
  if ((flags & CKF.USER_PIN_LOCKED) !== 0) return "locked";
  if ((flags & CKF.USER_PIN_FINAL_TRY) !== 0) return "final";
  return (flags & CKF.USER_PIN_COUNT_LOW) !== 0 ? "low" : "fine";
}

function listed(cryptoki: Cryptoki, session: Ulong) {
  const keys = keyIdsOn(cryptoki, session);
  return certificatesOn(cryptoki, session).map(({ id, der }) => ({
    id,
    der,
    // A token that shows none of its keys before the PIN says nothing about this one.
    hasKey: keys.size === 0 ? id !== "none" : keys.has(id),
  }));
}

function withSession<T>(cryptoki: Cryptoki, slot: Ulong, use: (session: Ulong) => T): T {
  const session = openSession(cryptoki, slot);
  try {
    return use(session);
  } finally {
    cryptoki.try("C_CloseSession", session);
  }
}

function openSession({ layout, must }: Cryptoki, slot: Ulong): Ulong {
  const handle = oneUlong(layout);
  must("C_OpenSession", slot, CKF.SERIAL_SESSION, null, null, handle);
  return readUlong(layout, handle, 0);
}

/** As the token tells it right before the try, whatever the window saw. @throws AppError E_PIN_LOCKED, E_PIN_LAST */
function mayTry(slot: Slot, lastTry: boolean): Slot {
  if (slot.info.pin === "locked") throw new AppError("E_PIN_LOCKED");
  if (slot.info.pin === "final" && !lastTry) throw new AppError("E_PIN_LAST");
  return slot;
}

/** Tries the PIN once, and not at all where it cannot be one. */
function login(cryptoki: Cryptoki, slot: Slot, pin: Uint8Array | null): TokenSession {
  const typed = slot.info.hasPinPad ? null : fitting(slot.fields, pin);
  // Logged in is the process, not the session: a login left over would let any PIN pass unjudged.
  cryptoki.try("C_CloseAllSessions", slot.id);
  const open = () => openSession(cryptoki, slot.id);
  const session = open();
  try {
    const value = cryptoki.try("C_Login", session, CKU_USER, typed, typed?.length ?? 0);
    if (value !== CKR_OK) throw refusal(cryptoki, slot, value);
    return new LoginSession(cryptoki, session, open);
  } catch (error) {
    cryptoki.try("C_CloseSession", session);
    throw error;
  } finally {
    typed?.fill(0);
  }
}

/** A copy in memory of its own, which is overwritten too. @throws AppError E_PIN_FORMAT without spending a try */
function fitting({ shortestPin, longestPin }: TokenFields, pin: Uint8Array | null): Buffer {
  const length = pin?.length ?? 0;
  if (pin === null || length === 0) throw new AppError("E_PIN_FORMAT", "请输入口令");
  if (length < shortestPin || (longestPin > 0 && longestPin >= shortestPin && length > longestPin)) {
    throw new AppError("E_PIN_FORMAT", `口令应为 ${shortestPin} 至 ${longestPin} 位，未消耗尝试次数`);
  }
  const copy = Buffer.alloc(length);
  copy.set(pin);
  return copy;
}

/** Says after a wrong PIN how near the lock is, as the token tells it now. */
function refusal(cryptoki: Cryptoki, slot: Slot, value: number): AppError {
  const failure = cryptokiFailure(value, "C_Login");
  if (failure.code !== "E_PIN") return failure;
  const now = tokenIn(cryptoki, slot.id);
  switch (now === null ? "fine" : pinState(now.flags)) {
    case "locked":
      return new AppError("E_PIN_LOCKED");
    case "final":
      return new AppError("E_PIN", "只剩最后一次机会，再错即锁定；如不能确定，请先到证书服务点办理解锁");
    case "low":
      return new AppError("E_PIN", "密钥提示错误次数已较多，继续输错将锁定；锁定后须到证书服务点解锁");
    default:
      return failure;
  }
}
