/** The tables of docs/reliability.md: what each campaign reached, between marks in the document. */
import type { Campaign } from "./campaign";
import { isOf, type ResultRow } from "./results";
import { subjectOf } from "./subject";
import { earlierCounts, markdownTable } from "./table";

const begin = "<!-- counts: written by npm run chaos -- --report -->";
const end = "<!-- end of counts -->";

interface Counts {
  readonly campaigns: readonly Campaign[];
  readonly rows: readonly ResultRow[];
  /** Fingerprint of what a campaign tries, at this moment. */
  readonly versionOf: (campaign: string) => string;
}

/** The document with its tables made anew; the text around them stays. @throws Error when the marks are missing */
export function withTables(text: string, counts: Counts): string {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to < from) throw new Error("the document has no place for the counts");
  return `${text.slice(0, from)}${begin}\n\n${counts.campaigns.map((campaign) => section(campaign, counts)).join("\n")}\n${text.slice(to)}`;
}

function section({ name, title }: Campaign, { rows, versionOf }: Counts): string {
  const version = versionOf(name);
  const its = rows.filter(({ campaign }) => campaign === name);
  const present = its.filter((row) => isOf({ campaign: name, version }, row));
  const about = subjectOf(name).map((place) => `\`${place}\``);
  const lines = [
    `### ${title}（\`${name}\`）`,
    `对象：${about.join("、")}；现在的版本 \`${version}\`。`,
    present.length === 0 ? "这个版本还没有运行过。" : markdownTable(present),
    ...earlierCounts(its.filter((row) => !present.includes(row))),
  ];
  return `${lines.join("\n\n")}\n`;
}
