/**
 * 涉密标志 scan over everything a request carries (NY-15): the text as it is read from top to bottom, so that a mark
 * cut into several runs is still seen, and every other string beside it.
 */
import { AppError } from "../../shared/failure";
import type { Content } from "../../shared/model/content";
import { textBlocks } from "../../shared/proofreading/blocks";
import type { Ledger, LedgerEntry } from "../../shared/proofreading/ledger";
import { secrecyMarks } from "../../shared/proofreading/secrecy";

/** @throws AppError E_SECRET without a word of the text. */
export function refuseSecretContent(content: Content): void {
  const whole = textBlocks(content)
    .map((block) => block.text)
    .join("\n");
  if (secrecyMarks(whole).length > 0) throw new AppError("E_SECRET");
  refuseSecretTexts(stringsIn(content));
}

/** A level standing alone marks a document only on its first lines; elsewhere it is a word in a list. */
const NOT_THE_HEAD = "·\n".repeat(5);

/** @throws AppError E_SECRET */
export function refuseSecretTexts(texts: readonly string[]): void {
  if (texts.some(isMarked)) throw new AppError("E_SECRET");
}

/** Every mark has one of two characters: most texts have neither, and are not copied. */
const isMarked = (text: string): boolean =>
  (text.includes("密") || text.includes("内")) && secrecyMarks(NOT_THE_HEAD + text).length > 0;

/** A removed mark is named by the decision that removed it; longer quotations are scanned like any text. */
const MARK_ALONE = 24;

/** @throws AppError E_SECRET */
export function refuseSecretLedger(ledger: Ledger): void {
  refuseSecretTexts(stringsIn(ledger.findings));
  for (const entry of ledger.entries) refuseSecretTexts(namesRemovedMark(entry) ? [entry.reason] : stringsIn(entry));
}

function namesRemovedMark({ finding, disposition }: LedgerEntry): boolean {
  return disposition === "accept" && finding.text.length <= MARK_ALONE;
}

/** Every string of a JSON value, member names left out. */
function stringsIn(value: unknown): string[] {
  const found: string[] = [];
  collect(value, found);
  return found;
}

function collect(value: unknown, found: string[]): void {
  if (typeof value === "string") found.push(value);
  else if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (typeof value === "object" && value !== null)
    for (const member of Object.values(value)) collect(member, found);
}
