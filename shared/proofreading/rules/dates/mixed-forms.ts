/** One document writes its days in one way: not 2024年5月1日 here and 2024-6-1 there. */
import { gb7408 } from "../../authority";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";
import { isFull, writtenDates } from "./written-date";

interface Written {
  readonly start: number;
  readonly end: number;
  readonly isDashed: boolean;
  readonly inWords: string;
}

export const mixedForms: DocumentRule<readonly Written[]> = {
  id: "date-format-mixed",
  category: "date",
  title: "日期格式混用",
  severity: "hint",
  fix: "suggest",
  authority: [gb7408()],
  confidence: 0.7,
  checks: ["MC-32"],
  roles: ["title", "heading", "body", "list", "caption"],
  scope: "document",
  needs: "0123456789０１２３４５６７８９",
  facts,
  judge: (facts) => {
    const all = facts.flatMap(({ fact }) => fact);
    const dashed = all.filter(({ isDashed }) => isDashed).length;
    if (dashed === 0 || dashed === all.length) return [];
    const minority = dashed <= all.length - dashed;
    return facts.flatMap((item) => matches(item, minority));
  },
  wrong: [
    { text: "2024年5月1日印发，⟦2024-6-1⟧起施行。", first: "2024年6月1日" },
    { text: "2024年5月1日受理。\n⟦2024/5/20⟧办结。", first: "2024年5月20日" },
    { text: "公示期为2024年5月6日至2024年5月10日，⟦2024.5.13⟧报送结果。", first: "2024年5月13日" },
    { text: "2024-05-01登记，2024-05-06受理，⟦2024年5月10日⟧办结。", first: "2024-05-10" },
  ],
  right: [
    "2024年5月1日印发，2024年6月1日起施行。",
    "2024-05-01登记，2024-05-06受理。",
    "2024年5月1日发布的软件版本为2024.5.1.3。",
    "2024年5月1日，详见 http://example.gov.cn/2024-05-01/a.html。",
  ],
};

function facts(block: TextBlock): readonly Written[] | null {
  const found = writtenDates(block.text).flatMap((date) => {
    if (!isFull(date) || date.form === "chinese" || isInAddress(block, date.start, date.end)) return [];
    const isDashed = date.form === "dashed";
    const two = (value: number) => String(value).padStart(2, "0");
    const inWords = isDashed
      ? `${date.year}年${date.month}月${date.day}日`
      : `${date.year}-${two(date.month)}-${two(date.day)}`;
    return [{ start: date.start, end: date.end, isDashed, inWords }];
  });
  return found.length === 0 ? null : found;
}

/** Links and file names write days as they must. */
function isInAddress({ text, links }: TextBlock, start: number, end: number): boolean {
  if (links?.some((link) => link.start <= start && end <= link.end) === true) return true;
  return (
    /[\w/._=-]$/.test(text.slice(Math.max(0, start - 1), start)) || /^[/._=-]?[a-zA-Z\d]/.test(text.slice(end, end + 2))
  );
}

function matches({ block, fact }: BlockFact<readonly Written[]>, dashed: boolean): Match[] {
  const message = "全文日期写法不统一，请统一为一种。";
  return fact
    .filter(({ isDashed }) => isDashed === dashed)
    .map(({ start, end, inWords }) => ({ block, start, end, message, suggestions: [inWords] }));
}
