/** Calls about the local stores 本机存储: whose they are, what opens them, and how an administrator gives one back. */
import { z } from "zod";
import { digest, id } from "../schema";

/** One store of this machine, as a locked screen may show it: whose, and which ways in it has. */
export const storeView = z.strictObject({
  storeId: id,
  name: z.string(),
  organisation: z.string(),
  /** Certificates whose holder owns the store. */
  certificates: z.array(digest),
  /** Those among them that open it alone. */
  keys: z.array(digest),
  appPin: z.boolean(),
  device: z.boolean(),
  recovery: z.boolean(),
});
export type StoreView = z.infer<typeof storeView>;

export const storesView = z.strictObject({
  stores: z.array(storeView),
  /** Fewest characters of an application PIN here: longer where no keychain stands beside it. */
  shortestPin: z.number().int(),
});

export const slotView = z.strictObject({
  kid: id,
  kind: z.enum(["device", "device+pin", "passphrase", "token", "recovery"]),
  /** The key's holder and serial number; empty for what belongs to the machine. */
  holder: z.string(),
  /** False for the last way in, and for recovery, which the city's policy keeps. */
  removable: z.boolean(),
});
export type SlotView = z.infer<typeof slotView>;

export const slotsView = z.strictObject({
  slots: z.array(slotView),
  /** Why the application PIN does not open the store at the moment, e.g. an emptied keychain; empty when it does. */
  pinTrouble: z.string(),
  shortestPin: z.number().int(),
});
export type SlotsView = z.infer<typeof slotsView>;

export const pinText = z.string().max(200);

/** A key's PIN as it was typed, with the person's word that a wrong one now locks the key (S3). */
export const pinTry = { pin: pinText, lastTry: z.boolean().exactOptional() };
