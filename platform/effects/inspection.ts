/**
 * The platform's own machine pass. A ledger from the desk counts only when its findings are the ones found here:
 * a patched client cannot leave one out.
 */
import type { AttachmentText } from "../../shared/attachments/extract";
import { canonicalJson } from "../../shared/canonical";
import { AppError, type FailureCode } from "../../shared/failure";
import { type Content, contentHash } from "../../shared/model/content";
import type { Finding, Report } from "../../shared/proofreading/finding";
import { type Ledger, undecided } from "../../shared/proofreading/ledger";
import type { Pack } from "../../shared/proofreading/packs/pack";
import { rules } from "../../shared/proofreading/rules/index";
import { dayOf, proofread } from "../../shared/proofreading/run";
import type { Profile } from "../../shared/workflow/profile";

export interface Occasion {
  readonly day: string;
  readonly profile: Profile;
  /** The texts of the item's files; those left out are told as unchecked. */
  readonly attachments?: readonly AttachmentText[];
}

export interface Inspector {
  readonly inspect: (content: Content, occasion: Occasion) => Report;
}

const KEPT = 40;

/** Runs the engine, and remembers the last reports: a journey inspects the same content at every step. */
export function inspectorOf(packsOf: (profile: Profile) => readonly Pack[], clock: () => Date): Inspector {
  const kept = new Map<string, Report>();
  // The engine keeps what it prepared by the list itself, so a profile's list is made once.
  const lists = new Map<Profile, readonly Pack[]>();
  const packs = (profile: Profile): readonly Pack[] => {
    const list = lists.get(profile) ?? packsOf(profile);
    lists.set(profile, list);
    return list;
  };
  return {
    inspect: (content, { day, profile, attachments = [] }) => {
      const files = attachments.map(({ hash }) => hash).join(" ");
      const key = `${contentHash(content)} ${day} ${profile.id} ${profile.version} ${files}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const report = proofread(content, { today: day, at: clock().toISOString(), packs: packs(profile), attachments });
      kept.set(key, report);
      if (kept.size > KEPT) kept.delete([...kept.keys()][0] ?? "");
      return report;
    },
  };
}

/** A signature made offline may come within a week, and rules about dates judged them by the day of the pass. */
const DAYS_BACK = 7;
const DAY_MS = 86_400_000;

interface Given {
  readonly content: Content;
  readonly ledger: Ledger;
  readonly now: Date;
  readonly profile: Profile;
  readonly attachments: readonly AttachmentText[];
}

/** @throws AppError E_HASH for a ledger of other content, E_MACHINE for findings or packs that are not the platform's. */
export function checkLedger(inspector: Inspector, given: Given): void {
  const { content, ledger, now, profile, attachments } = given;
  if (ledger.contentHash !== contentHash(content)) throw new AppError("E_HASH", "校对台账对应的不是这份内容");
  for (let back = 0; back <= DAYS_BACK; back += 1) {
    const day = dayOf(new Date(now.getTime() - back * DAY_MS).toISOString());
    const report = inspector.inspect(content, { day, profile, attachments });
    if (canonicalJson(ledger.packs) !== canonicalJson(report.packs))
      throw new AppError("E_MACHINE", "校对规则已更新，请重新校对");
    const other = differing(report.findings, ledger.findings);
    if (other.length === 0 && report.status === ledger.status) return;
    if (other.some((rule) => !judgesByDay.has(rule))) break;
  }
  throw new AppError("E_MACHINE", "校对结果与平台核验的不一致，请重新校对");
}

const judgesByDay: ReadonlySet<string> = new Set(rules.filter((rule) => rule.needsToday).map((rule) => rule.id));

/** The rules whose findings are not the same in both lists; order counts too. */
function differing(own: readonly Finding[], sent: readonly Finding[]): string[] {
  if (canonicalJson(own) === canonicalJson(sent)) return [];
  const [left, right] = [new Set(own.map(canonicalJson)), new Set(sent.map(canonicalJson))];
  const odd = [
    ...own.filter((item) => !right.has(canonicalJson(item))),
    ...sent.filter((item) => !left.has(canonicalJson(item))),
  ].map((item) => item.rule);
  return odd.length === 0 ? ["order"] : odd;
}

/** The codes that the regulations give open block findings of these rules. */
const codeOfRule: Readonly<Record<string, FailureCode>> = {
  "secret-marking": "E_SECRET",
  "secret-internal": "E_SECRET",
  "web-source-missing": "E_SOURCE",
  "reprint-permission": "E_SOURCE",
  "link-external": "E_LINK",
  "link-shorturl": "E_LINK",
  "link-ip": "E_LINK",
  "disclosure-attribute": "E_ATTR",
  "metadata-required": "E_META",
};

/** @throws AppError with the code of the first block finding nobody has decided. */
export function refuseOpenBlocks(ledger: Ledger): void {
  const open = undecided(ledger).find((item) => item.severity === "block");
  if (open !== undefined)
    throw new AppError(codeOfRule[open.rule] ?? (open.category === "privacy" ? "E_PRIVACY" : "E_FINDING"));
}
