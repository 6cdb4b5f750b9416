/**
 * The platform's own machine pass. A ledger from the desk counts only when its findings are the ones found here:
 * a patched client cannot leave one out.
 */
import type { AttachmentText } from "../../shared/attachments/extract";
import { canonicalJson } from "../../shared/canonical";
import { AppError, type FailureCode } from "../../shared/failure";
import { type Content, contentHash } from "../../shared/model/content";
import type { Finding, Report, UsedPack } from "../../shared/proofreading/finding";
import { type Ledger, undecided } from "../../shared/proofreading/ledger";
import { ageOf } from "../../shared/proofreading/packs/load-pack";
import { rules } from "../../shared/proofreading/rules/index";
import { dayOf } from "../../shared/proofreading/run";
import type { Digest } from "../../shared/schema";
import type { Profile } from "../../shared/workflow/profile";
import type { PackShelf } from "../packs/shelf";
import type { Engine } from "./inspection-engine";
import { type LedgerTexts, textsOfLedger } from "./ledger-entries";

/** The site whose packs and profile a pass goes by. */
export interface CitySite {
  readonly site: string;
  readonly profile: Profile;
}

export interface Occasion {
  readonly day: string;
  readonly site: CitySite;
  /** Of the content, where whoever asks has it already. */
  readonly hash?: Digest;
  /** The texts of the item's files; those left out are told as unchecked. */
  readonly attachments?: readonly AttachmentText[];
}

export interface Inspector {
  readonly inspect: (content: Content, occasion: Occasion) => Promise<Report>;
  /** How old each pack of the site is on a day: days on which this is the same have the same packs. */
  readonly ages: (site: string, day: string) => Promise<string>;
}

export interface InspectorParts {
  readonly engine: Engine;
  readonly packs: PackShelf;
  readonly clock: () => Date;
}

const KEPT = 40;

/** Runs the engine, and remembers the last reports: a journey inspects the same content at every step. */
export function inspectorOf({ engine, packs, clock }: InspectorParts): Inspector {
  const kept = new Map<string, Promise<Report>>();
  return {
    inspect: async (content, { day, site: { site, profile }, attachments = [], hash = contentHash(content) }) => {
      const active = await packs.active(site);
      const others = [...attachments, ...active].map((each) => each.hash).join(" ");
      const key = `${hash} ${day} ${profile.id} ${profile.version} ${others}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const data = active.map(({ manifest, hash, lexicon, patterns, model }) => ({
        manifest,
        hash,
        lexicon,
        patterns,
        model,
      }));
      const report = engine.run({ content, day, at: clock().toISOString(), profile, attachments, packs: data });
      kept.set(key, report);
      // A pass that failed is no answer to the next one who asks.
      report.catch(() => kept.delete(key));
      if (kept.size > KEPT) kept.delete([...kept.keys()][0] ?? "");
      return report;
    },
    ages: async (site, day) =>
      (await packs.active(site)).map(({ manifest, hash }) => `${hash} ${ageOf(manifest, day)}`).join(" "),
  };
}

/** A signature made offline may come within a week, and rules about dates judged them by the day of the pass. */
const DAYS_BACK = 7;
const DAY_MS = 86_400_000;

interface Given {
  readonly content: Content;
  /** Of the content, where it is known already. */
  readonly hash?: Digest;
  readonly ledger: Ledger;
  readonly now: Date;
  readonly site: CitySite;
  readonly attachments: readonly AttachmentText[];
}

/** @throws AppError E_HASH for a ledger of other content, E_MACHINE for findings or packs that are not the platform's. */
export async function checkLedger(inspector: Inspector, given: Given): Promise<void> {
  const { content, hash = contentHash(content), ledger, now, site, attachments } = given;
  if (ledger.contentHash !== hash) throw new AppError("E_HASH", "校对台账对应的不是这份内容");
  const sent = textsOfLedger(ledger);
  // Days with the same packs, as old as on a day that was looked at, cannot say otherwise.
  const settled = new Set<string>();
  let packs: readonly UsedPack[] | null = null;
  for (let back = 0; back <= DAYS_BACK; back += 1) {
    const day = dayOf(new Date(now.getTime() - back * DAY_MS).toISOString());
    // The first day nearly always settles it; only then is it worth asking what the others are like.
    const ages = back === 0 ? null : await inspector.ages(site.site, day);
    if (ages !== null && settled.has(ages)) continue;
    const report = await inspector.inspect(content, { day, site, attachments, hash });
    const own = formOf(report);
    if (sent.packs !== own.packs) {
      settled.add(ages ?? (await inspector.ages(site.site, day)));
      packs ??= report.packs;
      continue;
    }
    const other = own.findings === sent.findings ? [] : differing(report.findings, ledger.findings);
    if (other.length === 0 && report.status === ledger.status) return;
    if (other.some((rule) => !judgesByDay.has(rule)))
      throw new AppError("E_MACHINE", "校对结果与平台核验的不一致，请重新校对");
  }
  if (packs === null) throw new AppError("E_MACHINE", "校对结果与平台核验的不一致，请重新校对");
  throw new AppError("E_MACHINE", `校对规则已更新${packDifference(packs, ledger.packs)}，请重新校对`);
}

/** Which pack is not the same, in words; empty when it is only the order or the age. */
function packDifference(own: readonly UsedPack[], sent: readonly UsedPack[]): string {
  const there = (packs: readonly UsedPack[], id: string): string => {
    const version = packs.find((pack) => pack.id === id)?.version;
    return version === undefined ? "没有" : `第 ${version} 版`;
  };
  const ids = [...new Set([...own, ...sent].map(({ id }) => id))];
  const lines = ids.flatMap((id) =>
    there(own, id) === there(sent, id) ? [] : [`${id} 平台${there(own, id)}、本机${there(sent, id)}`],
  );
  return lines.length === 0 ? "" : `（${lines.slice(0, 3).join("，")}）`;
}

const forms = new WeakMap<Report, LedgerTexts>();

/** A report is remembered for many submissions of the same content, and brought into canonical form once. */
function formOf(report: Report): LedgerTexts {
  const known = forms.get(report);
  if (known !== undefined) return known;
  const form = { packs: canonicalJson(report.packs), findings: canonicalJson(report.findings) };
  forms.set(report, form);
  return form;
}

const judgesByDay: ReadonlySet<string> = new Set(rules.filter((rule) => rule.needsToday).map((rule) => rule.id));

/** The rules whose findings are not the same in two lists that differ; order counts too. */
function differing(own: readonly Finding[], sent: readonly Finding[]): string[] {
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
