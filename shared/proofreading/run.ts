/**
 * The machine pass 机器校对. The workstation runs it in a worker and the platform runs it again: the same content,
 * day and packs give the same findings, so nothing here reads a clock. `dayOf(report.at)` is the day of a report.
 * Only rules marked `needsToday` look at the day.
 */
import { type AttachmentText, filesWithText } from "../attachments/extract";
import { type Content, contentHash } from "../model/content";
import type { Digest } from "../schema";
import { textBlocks } from "./blocks";
import type { Report, UsedPack } from "./finding";
import type { Pack } from "./packs/pack";
import { rulesPackOf } from "./packs/rules-pack";
import type { Rule, TextBlock } from "./rule";
import { rules as allRules } from "./rules/index";
import { createSession, type Deadline, type Inspection, type Occasion, type Session } from "./session";

export type { Deadline, Inspection } from "./session";

export interface InspectOptions extends Occasion {
  readonly packs: readonly Pack[];
  readonly rules?: readonly Rule[];
}

export interface ProofreadOptions {
  /** The day the text is judged by, `YYYY-MM-DD`: `dayOf(at)` unless a test says otherwise. */
  readonly today: string;
  readonly at: string;
  readonly packs: readonly Pack[];
  readonly deadline?: Deadline;
  /** Of the same packs, when the item was looked at before; the report is the same without. */
  readonly session?: Session;
  /** The texts of the attached files, from the same function on the desk and on the platform (MC-36). */
  readonly attachments?: readonly AttachmentText[];
}

/** The whole pass over an item, bound to its content hash. */
export function proofread(content: Content, options: ProofreadOptions): Report {
  const { today, at, packs, deadline, session = createSession({ packs }), attachments = [] } = options;
  const occasion = { today, metadata: content.metadata, ...(deadline === undefined ? {} : { deadline }) };
  const inspection = session.check(textBlocks(content, attachments), occasion);
  const hash = hashOf(content);
  const absent = absentReason(content, attachments);
  return {
    contentHash: hash.value,
    status: hash.sound && absent === "" ? inspection.status : "partial",
    reason: [inspection.reason, absent, hash.sound ? "" : "内容含有残缺字符，无法取得内容哈希，请先删除乱码。"].join(
      "",
    ),
    findings: inspection.findings,
    packs: usedPacks(packs),
    at,
  };
}

/** The built-in rules and the packs, as a report names them. */
export function usedPacks(packs: readonly Pack[]): UsedPack[] {
  const { id, version, hash } = rulesPackOf(allRules);
  return [{ id, version, hash }, ...packs.map(usedPackOf)];
}

function usedPackOf({ id, version, hash, issuedAt, age }: Pack): UsedPack {
  return { id, version, hash, ...(issuedAt === undefined ? {} : { issuedAt }), ...(age === undefined ? {} : { age }) };
}

/** A file whose text was not handed in was not checked, and that is said on both sides in the same words. */
function absentReason(content: Content, attachments: readonly AttachmentText[]): string {
  const known = new Set(attachments.map(({ hash }) => hash));
  const absent = filesWithText(content).filter(({ hash }) => !known.has(hash));
  return absent.length === 0 ? "" : `附件没有取到，其中的文字未检查：${absent.map(({ name }) => name).join("、")}。`;
}

const BEIJING = 8 * 60 * 60 * 1000;

/** The calendar day in China of an instant: what `today` must be for a report made at that instant. */
export function dayOf(at: string): string {
  return new Date(Date.parse(at) + BEIJING).toISOString().slice(0, 10);
}

/** Half a surrogate pair has no canonical form (RFC 8785): such an item gets a hash nobody can sign. */
function hashOf(content: Content): { value: Digest; sound: boolean } {
  try {
    return { value: contentHash(content), sound: true };
  } catch {
    const wellFormed: Content = JSON.parse(JSON.stringify(content), (_, value) =>
      typeof value === "string" ? value.toWellFormed() : value,
    );
    return { value: contentHash(wellFormed), sound: false };
  }
}

/** The pass over text blocks alone, for files that are no items. */
export function inspect(
  blocks: readonly TextBlock[],
  { packs, rules = allRules, ...occasion }: InspectOptions,
): Inspection {
  return createSession({ packs, rules }).check(blocks, occasion);
}
