/** What is in a pack, in words: content, age, self-tests, and what it would change in given texts. */
import { never } from "../shared/never";
import { failedTests, findingsDiff } from "../shared/proofreading/packs/admission";
import { builtinPacks } from "../shared/proofreading/packs/index";
import { daysOld, loadPack } from "../shared/proofreading/packs/load-pack";
import type { Pack } from "../shared/proofreading/packs/pack";
import { packAgeNames } from "../shared/proofreading/packs/pack-age";
import type { PackContents } from "../shared/proofreading/packs/pack-file";
import { packComplaints } from "../shared/proofreading/packs/pack-hygiene";
import { inspect } from "../shared/proofreading/run";
import type { Extract } from "./plain-text";
import { plain } from "./wide-text";

const partNames = {
  terms: "词条",
  allowed: "专名",
  governmentHosts: "政府网站域名",
  officialMediaHosts: "官方媒体域名",
  badHosts: "禁用域名",
  newsSources: "稿源",
  siteHosts: "本站域名",
  units: "单位",
  holidays: "节假日",
  organs: "机构名称",
  regions: "地名",
  laws: "法规名称",
  leaders: "领导人",
  sources: "原文",
  settings: "规则设置",
} as const satisfies Record<keyof PackContents["lexicon"], string>;

/** `领导人 6`: what a pack holds, by kind. */
export function contentWords({ lexicon, patterns, tests, model }: PackContents): string[] {
  const parts = Object.entries(partNames).flatMap(([key, name]) => {
    const count = countOf(lexicon, key as keyof typeof partNames);
    return count === 0 ? [] : [`${name} ${count}`];
  });
  const own = patterns.length === 0 ? [] : [`自编规则 ${patterns.length}`];
  return [...parts, ...own, ...(model === null ? [] : ["拼写模型"]), `自检 ${tests.length}`];
}

function countOf(lexicon: PackContents["lexicon"], part: keyof typeof partNames): number {
  switch (part) {
    case "terms":
      return Object.values(lexicon.terms ?? {}).reduce((sum, terms) => sum + terms.length, 0);
    case "settings":
      return Object.keys(lexicon.settings ?? {}).length;
    case "holidays":
      return (lexicon.holidays?.off.length ?? 0) + (lexicon.holidays?.worked.length ?? 0);
    case "allowed":
    case "governmentHosts":
    case "officialMediaHosts":
    case "badHosts":
    case "newsSources":
    case "siteHosts":
    case "units":
    case "organs":
    case "regions":
    case "laws":
    case "leaders":
    case "sources":
      return lexicon[part]?.length ?? 0;
    default:
      return never(part);
  }
}

export function factLines(contents: PackContents, today: string): string[] {
  const { manifest, hash } = contents;
  const { age = "fresh" } = loadPack(contents, today);
  const until = manifest.expiresOn === null ? "长期" : `至 ${manifest.expiresOn}`;
  return [
    `名称      ${plain(manifest.name)}（${manifest.id}）`,
    `版本      第 ${manifest.version} 版${manifest.rollback ? "（退回旧版）" : ""}，签发于 ${manifest.issuedAt.slice(0, 10)}`,
    `有效期    ${until}；签发 ${daysOld(manifest, today)} 天，${packAgeNames[age]}（满 ${manifest.staleAfterDays} 天提醒）`,
    `内容      ${contentWords(contents).join("，")}`,
    `指纹      ${hash}`,
  ];
}

export interface Soundness {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/** Hygiene and self-tests, each fault with its own line. */
export function soundnessOf(contents: PackContents, today: string, now: () => number): Soundness {
  const complaints = packComplaints(contents, { beside: builtinPacks, now });
  if (complaints.length > 0) return { ok: false, lines: complaints.map((line) => `✗ ${plain(line)}`) };
  const failed = failedTests(contents.tests, [...builtinPacks, loadPack(contents, today)], today);
  const lines = failed.map(
    ({ test, found }) =>
      `✗ 自检 ${test.rule}：“${plain(test.text)}”，${found.length === 0 ? "没有查出" : `查出 ${found.join("、")}，与标注不符`}`,
  );
  return failed.length === 0
    ? { ok: true, lines: [`✓ ${contents.tests.length} 条自检全部通过`] }
    : { ok: false, lines };
}

export interface ComparedText {
  readonly file: string;
  readonly extract: Extract;
}

/** What the pack finds more and less in texts that people wrote. */
export function diffLines(pack: Pack, texts: readonly ComparedText[], today: string): string[] {
  const [gained, lost]: [string[], string[]] = [[], []];
  for (const { file, extract } of texts) {
    const pass = (packs: readonly Pack[]) => inspect(extract.blocks, { today, packs, metadata: null }).findings;
    const diff = findingsDiff(pass(builtinPacks), pass([...builtinPacks, pack]));
    const line = (item: (typeof diff.gained)[number]): string =>
      `${plain(file)}：${item.rule}“${plain(item.text)}” ${plain(item.message)}`;
    gained.push(...diff.gained.map((item) => `  + ${line(item)}`));
    lost.push(...diff.lost.map((item) => `  - ${line(item)}`));
  }
  return [`对照 ${texts.length} 个文件：多查出 ${gained.length} 处，少查出 ${lost.length} 处`, ...gained, ...lost];
}
