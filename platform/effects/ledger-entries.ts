/** Whose decisions a ledger may carry: earlier ones as the platform has them, and new ones of the caller alone (R21). */
import { utf8 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { digestOf } from "../../shared/digest";
import { AppError, check } from "../../shared/failure";
import type { Account } from "../../shared/model/person";
import { type Ledger, ledger } from "../../shared/proofreading/ledger";
import type { Digest } from "../../shared/schema";
import { preparedAhead } from "../store/prepared";
import type { Database, Work } from "../store/tables";

/**
 * Far more than a person can decide about one text. The schema takes more, because a finding may have its decision
 * from each version; beyond this the comparison alone would keep everybody else waiting.
 */
const ENTRIES = 40_000;

/** @throws AppError E_TOO_LARGE before anything is computed over the ledger */
export function refuseAbsurdLedger({ entries, findings }: Ledger): void {
  if (entries.length > ENTRIES || findings.length > ENTRIES)
    throw new AppError("E_TOO_LARGE", "校对台账条目过多，请拆分稿件");
}

/** @throws AppError E_FORM for a decision in another person's name, or an ignored finding without a reason. */
export async function checkEntries(
  db: Database,
  given: { readonly itemId: string; readonly ledger: Ledger; readonly account: Account },
): Promise<void> {
  const { personId, name } = given.account;
  const foreign = given.ledger.entries.some((entry) => entry.personId !== personId || entry.name !== name);
  // Every ledger of the item is read only when somebody else's decisions have to be found in them.
  const known = foreign ? await knownEntries(db, given.itemId) : new Set<string>();
  for (const entry of given.ledger.entries) {
    if (foreign && known.has(canonicalJson(entry))) continue;
    if (entry.personId !== personId || entry.name !== name)
      throw new AppError("E_FORM", "校对台账中有以他人名义作出的处置");
    if (entry.disposition !== "accept" && entry.reason.trim() === "")
      throw new AppError("E_FORM", "忽略或转人工须写明理由");
  }
}

async function knownEntries(db: Database, itemId: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom("ledgers").select("ledger").where("item_id", "=", itemId).execute();
  return new Set(rows.flatMap((row) => check(ledger, JSON.parse(row.ledger)).entries.map(canonicalJson)));
}

/** A ledger as it is hashed and kept: canonical text (RFC 8785). */
export interface LedgerForm {
  readonly text: string;
  readonly hash: Digest;
}

/** Canonical texts of those members that are compared one by one. */
export interface LedgerTexts {
  readonly packs: string;
  readonly findings: string;
}

const known = new WeakMap<Ledger, LedgerTexts>();

/** Put together from its members, whose texts are wanted again where it is compared. @throws TypeError for half a surrogate pair */
export function formOfLedger(given: Ledger): LedgerForm {
  const texts = new Map(Object.entries(given).map(([name, member]) => [name, canonicalJson(member)]));
  const members = [...texts.keys()].sort().map((name) => `${JSON.stringify(name)}:${texts.get(name)}`);
  const text = `{${members.join(",")}}`;
  known.set(given, { packs: texts.get("packs") ?? "", findings: texts.get("findings") ?? "" });
  return { text, hash: digestOf(utf8(text)) };
}

/** A long ledger is brought into canonical form once, also where it is only compared. */
export const textsOfLedger = (given: Ledger): LedgerTexts =>
  known.get(given) ?? { packs: canonicalJson(given.packs), findings: canonicalJson(given.findings) };

interface Kept {
  readonly itemId: string;
  /** Of the content that the ledger is about. */
  readonly contentHash: Digest;
  readonly form: LedgerForm;
  readonly at: string;
}

export async function keepLedger(work: Work, { itemId, contentHash, form, at }: Kept): Promise<void> {
  await addLedger(work, { itemId, contentHash, hash: form.hash, text: form.text, at });
}

const addLedger = preparedAhead((on, { itemId, contentHash, hash, text, at }: Omit<Kept, "form"> & LedgerForm) =>
  on
    .insertInto("ledgers")
    .values({ item_id: itemId, ledger_hash: hash, content_hash: contentHash, ledger: text, at })
    .onConflict((conflict) => conflict.doNothing())
    .compile(),
);
