/** The editions of laws as the rules read them: by title, without the state's name. */
import { lawEditions } from "../../packs/law-editions";

export interface LawEditions {
  /** Years of every edition, the first one and the later ones, with what the heading calls them. */
  readonly years: ReadonlyMap<number, "制定" | "修正" | "修订">;
  /** Days editions took effect, `YYYY-MM-DD`; not every edition's is known. */
  readonly days: readonly string[];
  readonly orders: ReadonlyMap<number, number>;
}

let table: ReadonlyMap<string, LawEditions> | null = null;

export function editionsOf(title: string): LawEditions | undefined {
  table ??= new Map(
    lawEditions
      .trim()
      .split("\n")
      .map((line) => rowOf(line.split(" "))),
  );
  return table.get(title.replace(/^中华人民共和国/, ""));
}

function rowOf([title = "", first = "", ...marks]: readonly string[]): readonly [string, LawEditions] {
  const years = new Map<number, "制定" | "修正" | "修订">([[Number(first), "制定"]]);
  const orders = new Map<number, number>();
  for (const mark of marks) {
    const [order = "", year = ""] = mark.slice(1).split("@");
    if (mark.startsWith("令")) orders.set(Number(order), Number(year));
    else if (mark.startsWith("修")) years.set(Number(order), "修正");
    else if (mark.startsWith("订")) years.set(Number(order), "修订");
  }
  return [title, { years, days: marks.filter((mark) => /^\d/.test(mark)), orders }];
}
