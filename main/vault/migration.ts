/** From version 1 of the vault file: verified before anything is replaced, and the old file kept beside the new one. */
import { sameBytes } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { knownDeviceSecret } from "./device-secret";
import { type Header, keepSnapshot, readHeader, type Stored, writeHeader } from "./header";
import type { KeyGuard } from "./key-guard";
import { openOldVault } from "./old-slot";
import type { Entered } from "./pin-entry";
import { openTokenSlot } from "./slot";
import { type BookPlace, firstSlots } from "./slot-book";

interface OldKey {
  readonly guard: KeyGuard;
  readonly owner: Header["owner"];
  readonly pin: string;
  readonly appPin: string | null;
}

/** @throws AppError E_VAULT when the old file does not open, or the new slots do not give the same key back */
export async function migrateOld(
  place: BookPlace,
  { file, text }: Extract<Stored, { kind: "old" }>,
  { guard, owner, pin, appPin }: OldKey,
): Promise<Entered> {
  const { storeId } = place;
  if (file.storeId !== storeId) throw new AppError("E_VAULT", "密钥文件属于另一个存储");
  if (guard.signer === null) throw new AppError("E_MECHANISM", "建立这个存储的密钥签名方式已变");
  const device = () => knownDeviceSecret(place);
  const dataKey = await openOldVault(file, { signer: guard.signer, pin, device });
  const empty = { storeId, version: 1, owner, certificates: [guard.certificate], wrongPins: 0, slots: [] };
  const newPin = appPin === null ? null : { pin: appPin, tokenPin: pin };
  const slots = await firstSlots(place, { storeId, dataKey }, { header: empty, guard, newPin });
  const header = { ...empty, slots: [...slots] };
  await verify(storeId, { header, guard, dataKey });
  await keepSnapshot(place, text);
  await writeHeader(place, header);
  const stored = await readHeader(place);
  if (stored.kind !== "header") throw new AppError("E_VAULT", "新的密钥文件没有保存成功，旧文件仍在");
  await verify(storeId, { header: stored.header, guard, dataKey });
  return { dataKey, header: stored.header };
}

interface Verified {
  readonly header: Header;
  readonly guard: KeyGuard;
  readonly dataKey: Uint8Array;
}

async function verify(storeId: string, { header, guard, dataKey }: Verified): Promise<void> {
  for (const slot of header.slots) {
    if (slot.kind !== "token") continue;
    const opened = await openTokenSlot(storeId, slot, guard);
    const same = sameBytes(opened, dataKey);
    opened.fill(0);
    if (!same) throw new AppError("E_VAULT", "新的打开方式没有通过核验，未改动任何内容");
  }
}
