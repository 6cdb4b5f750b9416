/** Calls about the local stores 本机存储: whose they are, what opens them, and how an administrator gives one back. */
import { z } from "zod";
import { digest, id, instant } from "../schema";

/** What is told of a store while it is locked, where there are two of one certificate. */
export const storeFacts = z.strictObject({
  drafts: z.number().int().nonnegative(),
  /** When a draft was last changed. */
  changedAt: instant.nullable(),
});
export type StoreFacts = z.infer<typeof storeFacts>;

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
  /** The generation of the backup that brought it beside another store; null for one that was begun here. */
  broughtBy: z.string().nullable(),
  /** Null where there is nothing to confuse it with. */
  facts: storeFacts.nullable(),
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

/** What came over from another store of the same person. */
export const takenOver = z.strictObject({
  drafts: z.number().int().nonnegative(),
  /** Of them those whose place is taken here by another text: they came as drafts of their own. */
  copies: z.number().int().nonnegative(),
  /** Drafts that are here already, word for word. */
  same: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
  /** Attachments that are not whole in the other store. */
  missing: z.number().int().nonnegative(),
  /** Operations that wait in the other store and are sent from there. */
  waiting: z.number().int().nonnegative(),
});
export type TakenOver = z.infer<typeof takenOver>;

/** A key's PIN as it was typed, with the person's word that a wrong one now locks the key (S3). */
export const pinTry = { pin: pinText, lastTry: z.boolean().exactOptional() };
