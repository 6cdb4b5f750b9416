/** The divisions as the rules ask for them; parsed when first asked. */
import { abolishedDivisions, currentDivisions } from "../../packs/regions";
import type { DatedName, Lexicon } from "../../rule";

export interface Abolished {
  readonly name: string;
  readonly from?: string;
  readonly until: string;
  readonly successors: readonly string[];
  /** An ordinary word, or a district: it counts only behind its province or city. */
  readonly weak: boolean;
}

export interface Divisions {
  /** Cities by province; 北京市 and its like have none. */
  readonly provinceOf: ReadonlyMap<string, ReadonlySet<string>>;
  readonly provinces: readonly string[];
  /** Every county, with the provinces and cities that hold one of this name. */
  readonly placesOf: ReadonlyMap<string, readonly { readonly province: string; readonly city: string }[]>;
}

let divisions: Divisions | null = null;

export function currentTable(): Divisions {
  divisions ??= readCurrent();
  return divisions;
}

function readCurrent(): Divisions {
  const provinceOf = new Map<string, Set<string>>();
  const placesOf = new Map<string, { province: string; city: string }[]>();
  const provinces: string[] = [];
  for (const line of currentDivisions.trim().split("\n")) {
    const [province = "", ...cities] = line.split("|");
    provinces.push(province);
    for (const part of cities) {
      const [city = "", counties = ""] = part.split(":");
      if (city !== "") (provinceOf.get(city) ?? provinceOf.set(city, new Set()).get(city))?.add(province);
      for (const county of counties.split(",").filter((name) => name !== ""))
        (placesOf.get(county) ?? placesOf.set(county, []).get(county))?.push({ province, city });
    }
  }
  return { provinceOf, provinces, placesOf };
}

const tables = new WeakMap<readonly DatedName[], ReadonlyMap<string, Abolished>>();

/** Abolished names, by name; a pack may add some. */
export function abolishedTable({ regions }: Lexicon): ReadonlyMap<string, Abolished> {
  const known = tables.get(regions);
  if (known !== undefined) return known;
  const fresh = readAbolished();
  for (const { name, from, until, successors = [] } of regions)
    if (until !== undefined)
      fresh.set(name, { name, ...(from === undefined ? {} : { from }), until, successors, weak: false });
  tables.set(regions, fresh);
  return fresh;
}

/** 马边县 was a county and still is the usual short name of 马边彝族自治县. */
function isStillShort(name: string, successors: string): boolean {
  const stem = name.slice(0, -1);
  return successors.split("/").some((next) => next.startsWith(stem) && /自治[县旗]$/.test(next));
}

function readAbolished(): Map<string, Abolished> {
  const table = new Map<string, Abolished>();
  for (const line of abolishedDivisions.trim().split("\n"))
    for (const entry of (line.split("|")[1] ?? "").split(" ")) {
      const found = /^(\??)([一-龥]+)(\d{4})(?:>(.+))?$/.exec(entry);
      if (found === null) continue;
      const [, weak, name = "", year = "", successors] = found;
      if (isStillShort(name, successors ?? "")) continue;
      table.set(name, {
        name,
        // The table gives years: the name held until the last day of its last one.
        until: `${Number(year) + 1}-01-01`,
        successors: successors === undefined ? [] : successors.split("/"),
        weak: weak === "?",
      });
    }
  return table;
}
