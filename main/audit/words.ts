/** The platform's newest word on this machine's log, one of each city, beside the log. */
import { join } from "node:path";
import { z } from "zod";
import { type DeskCheckpoint, deskCheckpoint } from "../../shared/audit/desk-log";
import { fromBase64, utf8 } from "../../shared/bytes";
import type { Anchors } from "../../shared/trust/anchors";
import { verifyDetached } from "../../shared/trust/cms";
import type { SignatureCheck } from "../../shared/trust/port";
import { type SignedDocument, signedDocument } from "../../shared/trust/receipt";
import { readText, writeDurable } from "../durable-file";
import { type FileSystem, isDiskFull } from "../journal/filesystem";

export const WORDS = "checkpoints.json";

const words = z.record(z.string(), signedDocument);
type Words = z.infer<typeof words>;

/** Whose word is believed. */
export interface WordTrust {
  readonly anchors: readonly Anchors[];
  readonly check: SignatureCheck;
}

/** One that cannot be read is as good as none: the platform gives the next. */
async function readSigned(fs: FileSystem, folder: string): Promise<Words> {
  try {
    return words.parse(JSON.parse((await readText(fs, join(folder, WORDS))) ?? "{}"));
  } catch {
    return {};
  }
}

/** What the words say, without asking who signed: enough to see that a log no longer fits. */
export async function readWords(fs: FileSystem, folder: string): Promise<readonly DeskCheckpoint[]> {
  return Object.values(await readSigned(fs, folder)).flatMap(({ document }) => sayingOf(document));
}

/** Words that no known city's receipt key signed. */
export async function forgedWords(fs: FileSystem, folder: string, { anchors, check }: WordTrust): Promise<number> {
  const signed = Object.values(await readSigned(fs, folder));
  return signed.filter((word) => !anchors.some((city) => isOf(word, city, check))).length;
}

function isOf({ document, signature }: SignedDocument, anchors: Anchors, check: SignatureCheck): boolean {
  try {
    verifyDetached(utf8(document), fromBase64(signature), { anchors, check, at: null, purpose: "receipt" });
    return sayingOf(document).some(({ site }) => site === anchors.site);
  } catch {
    // Not this city's; the caller asks each.
    return false;
  }
}

function sayingOf(document: string): DeskCheckpoint[] {
  try {
    return [deskCheckpoint.parse(JSON.parse(document))];
  } catch {
    return [];
  }
}

export async function keepWord(fs: FileSystem, folder: string, signed: SignedDocument): Promise<void> {
  const { site } = deskCheckpoint.parse(JSON.parse(signed.document));
  const kept = { ...(await readSigned(fs, folder)), [site]: signed };
  try {
    await writeDurable(fs, join(folder, WORDS), JSON.stringify(kept));
  } catch (error) {
    if (!isDiskFull(error)) throw error;
  }
}
