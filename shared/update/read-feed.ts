/** A feed's documents, verified and agreeing with each other; what a terminal or launcher believes comes through here. */
import type { z } from "zod";
import { fromUtf8 } from "../bytes";
import { digestOf } from "../digest";
import { AppError } from "../failure";
import type { FeedReading } from "./decide";
import { type Judge, requireSignature, type SignedDocument, type TrustedKeys } from "./keys";
import { type Release, type RollbackOrder, release, rollbackOrder } from "./manifest";

/** How many rotations the release is signed under: only a hint which files to fetch, believed for nothing else. */
export function keysWanted(document: Uint8Array): number {
  return parsed(release, document).keys;
}

/** True when `rollback.json` has to be fetched with it. A hint as well: the order is verified itself. */
export const hasOrder = (document: Uint8Array): boolean => parsed(release, document).rollbackOf !== undefined;

export interface FeedDocuments {
  readonly release: SignedDocument;
  readonly rollback: SignedDocument | null;
}

type Read = Extract<FeedReading, { readonly kind: "read" }>;

/** @throws AppError E_PROFILE, E_UPDATE_KEY, E_UPDATE_FEED */
export function readFeed(documents: FeedDocuments, trusted: TrustedKeys, judge: Judge): Read {
  const { document } = documents.release;
  requireSignature(documents.release, "release", trusted.keys, judge);
  const read = parsed(release, document);
  return {
    kind: "read",
    release: read,
    digest: digestOf(document),
    rollback: orderOf(read, documents, { trusted, judge }),
  };
}

/** A release on its own, as it is kept with the version it brought. @throws AppError E_PROFILE, E_UPDATE_KEY, E_UPDATE_FEED */
export function readRelease(document: SignedDocument, trusted: TrustedKeys, judge: Judge): Release {
  requireSignature(document, "release", trusted.keys, judge);
  return parsed(release, document.document);
}

interface Trust {
  readonly trusted: TrustedKeys;
  readonly judge: Judge;
}

/** An order counts beside the very release it was signed with; an old one left lying there is nothing. */
function orderOf(of: Release, { rollback }: FeedDocuments, { trusted, judge }: Trust): RollbackOrder | null {
  if (of.rollbackOf === undefined) return null;
  if (rollback === null) throw new AppError("E_UPDATE_FEED", "缺少回退令");
  const order = readOrder(rollback, trusted, judge);
  const agrees =
    order.serial === of.serial &&
    order.edition === of.edition &&
    order.from === of.rollbackOf &&
    order.to === of.version;
  if (!agrees) throw new AppError("E_UPDATE_FEED", "回退令与发布单不一致");
  return order;
}

/** The launcher reads a kept order anew with this. @throws AppError E_PROFILE, E_UPDATE_KEY, E_UPDATE_FEED */
export function readOrder(order: SignedDocument, trusted: TrustedKeys, judge: Judge): RollbackOrder {
  requireSignature(order, "rollback", trusted.keys, judge);
  return parsed(rollbackOrder, order.document);
}

/** @throws AppError E_UPDATE_FEED */
function parsed<T>(schema: z.ZodType<T>, document: Uint8Array): T {
  try {
    return schema.parse(JSON.parse(fromUtf8(document)));
  } catch (cause) {
    throw new AppError("E_UPDATE_FEED", "", { cause });
  }
}
