/** The tables of docs/reliability.md: what each campaign reached, between marks in the document. */
import type { Campaign } from "./campaign";
import type { ResultRow } from "./results";
import { markdownTable } from "./table";

const begin = "<!-- counts: written by npm run chaos -- --report -->";
const end = "<!-- end of counts -->";

/** The document with its tables made anew; the text around them stays. @throws Error when the marks are missing */
export function withTables(text: string, campaigns: readonly Campaign[], rows: readonly ResultRow[]): string {
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from === -1 || to < from) throw new Error("the document has no place for the counts");
  return `${text.slice(0, from)}${begin}\n\n${tables(campaigns, rows)}\n${text.slice(to)}`;
}

function tables(campaigns: readonly Campaign[], rows: readonly ResultRow[]): string {
  return campaigns
    .map(({ name, title }) => {
      const its = rows.filter(({ campaign }) => campaign === name);
      return `### ${title}（\`${name}\`）\n\n${its.length === 0 ? "还没有运行过。" : markdownTable(its)}\n`;
    })
    .join("\n");
}
