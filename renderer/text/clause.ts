/** Ids of clauses as people cite them: `LA-41.3e` is 六安第四十一条（三）. */
const sources: Readonly<Record<string, string>> = {
  NC: "南充办法",
  LA: "六安网站办法",
  LAM: "六安新媒体办法",
  NY: "南阳办法",
  TN: "潼南办法",
  XY: "浔阳办法",
};

/** `LA-24, TN-16.1` → 六安网站办法第二十四条、潼南办法第十六条（一）; what is no such id stays as it is. */
export function clauseName(ids: string): string {
  const names = ids.split(/,\s*/).map(oneClause);
  return [...new Set(names)].join("、");
}

function oneClause(id: string): string {
  const [, before = "", source = "", article = "", item = ""] =
    /^(基准 )?([A-Z]+)-(\d+)(?:\.(\d+))?[a-z]?$/.exec(id.trim()) ?? [];
  const lead = before === "" ? "" : "通用基准：";
  // C-10: where the regulations differ, the row of the comparison that settles it.
  if (source === "C") return `${lead}各地规定差异对照第${numeral(Number(article))}项`;
  const name = sources[source];
  if (name === undefined) return id.trim();
  const part = item === "" ? "" : `（${numeral(Number(item))}）`;
  // Article 0 is the head of the page that the rules themselves stand on (XY-0).
  const place = article === "0" ? "页头" : `第${numeral(Number(article))}条${part}`;
  return `${lead}${name}${place}`;
}

const digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/** Chinese numerals up to ninety-nine. */
function numeral(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (tens === 0) return digits[ones] ?? "";
  return `${tens === 1 ? "" : digits[tens]}十${digits[ones]}`;
}
