/** The person a notice is about and the one it asks about, a code and its double, a town and its neighbour in sound (MC-42). */
import { editing } from "../../authority";
import { hitsOf } from "../../hits";
import { SURNAME } from "../../packs/surnames";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";
import { areConfusable } from "../names/near-miss";

interface Told {
  readonly kind: "introduced" | "addressed" | "code" | "town" | "firm" | "asked";
  readonly name: string;
  readonly start: number;
  /** Beside another in a list: two towns. */
  readonly isListed: boolean;
}

const NAME = `(?<name>${SURNAME}[一-龥]{1,2})`;
const INTRODUCED = new RegExp(
  `(?<=^|[：、。；\\s])${NAME}(?:同志)?，(?=[男女][，。]|(?:[汉回满壮苗彝藏]族|\\d{4}年))`,
  "g",
);
const ADDRESSED = new RegExp(`(?<=[对如向与和])${NAME}(?=同志|的?任职|的?拟任|有异议)`, "g");
const CODE = /(?<![A-Za-z\d-])(?<name>[A-Z]{2,8}[-—]?20\d{2}[-—]\d{2,5})(?![\d-])/g;
/** 城镇, 农村 and their like are no names. */
const TOWN =
  /(?:镇|街道|社区)(?<=(?<name>(?<=(?<before>.?))[一-龥][^城乡集市村各的等个](?:镇|街道|社区)))(?=(?<after>.?))/g;

const FIRM = /(?<=[：、，。由为是])(?<name>[一-龥]{4,20}(?:有限责任公司|有限公司))(?=[，。；、]|$)/g;
const ASKED =
  /(?<=[向至到])(?<name>[一-龥]{4,20}(?:有限责任公司|有限公司))(?=提出|提交|反映|反馈|递交|咨询|报名|办公)/g;

function factOf({ text }: TextBlock): readonly Told[] | null {
  const read = (pattern: RegExp, kind: Told["kind"]): readonly Told[] =>
    hitsOf(text, pattern).map(({ index, 0: whole, groups }) => {
      const name = groups?.name ?? "";
      const isListed = groups?.before === "、" || groups?.after === "、";
      return { kind, name, start: kind === "town" ? index + whole.length - name.length : index, isListed };
    });
  const told = [
    ...(/，[男女][，。]|族，/.test(text) ? read(INTRODUCED, "introduced") : []),
    ...(/同志|任职|异议/.test(text) ? read(ADDRESSED, "addressed") : []),
    ...(text.includes("公司") ? [...read(FIRM, "firm"), ...read(ASKED, "asked")] : []),
    ...(/[A-Z]{2}/.test(text) ? read(CODE, "code") : []),
    ...(/镇|街道|社区/.test(text) ? read(TOWN, "town") : []),
  ];
  return told.length === 0 ? null : told;
}

interface Placed extends Told {
  readonly block: string;
}

export const oneNomineeApart: DocumentRule<readonly Told[]> = {
  id: "agree-nominee",
  category: "leader",
  title: "同一姓名、编号、地名前后差一个字",
  severity: "warning",
  fix: "suggest",
  authority: [editing("前后一致")],
  confidence: 0.85,
  checks: ["MC-42"],
  roles: ["title", "heading", "body", "list"],
  scope: "document",
  seeks: [/[男女][，。]|族，/, /同志|异议|任职|公司/, /镇|街道|社区/, /[A-Z]{2}[-—]?20\d{2}[-—]/],
  facts: factOf,
  judge: (facts) => {
    const all = facts.flatMap(({ block, fact }: BlockFact<readonly Told[]>) =>
      fact.map((told): Placed => ({ ...told, block })),
    );
    return [...personsApart(all), ...firmsApart(all), ...codesApart(all), ...townsApart(all)];
  },
  wrong: [
    { text: "李国栋，男，1979年6月生，现任副乡长。\n如对⟦李国梁⟧同志的任职有异议，请反映。", first: "李国栋" },
    { text: "公示对象：赵立诚，男，1980年5月生。\n公示期间如对⟦赵立成⟧同志有异议，请反映。", first: "赵立诚" },
    { text: "招标编号为QLX-2025-031。\n投标人须注明编号⟦QLX-2025-013⟧。", first: "QLX-2025-031" },
    {
      text: "建设单位：临江县水务投资有限公司\n公众可向⟦临江县水务建设有限公司⟧提出意见。",
      first: "临江县水务投资有限公司",
    },
    { text: "到石湾镇核查，石湾镇派人参加。\n⟦石弯镇⟧负责人签字。", first: "石湾镇" },
  ],
  right: [
    "李国栋，男，1979年6月生，现任副乡长。\n如对李国栋同志的任职有异议，请反映。",
    "李国栋，男，1979年6月生。\n李国梁，男，1982年6月生。\n如对李国梁同志的任职有异议，请反映。",
    "招标编号为QLX-2025-031。\n二标段编号QLX-2025-032。",
    "石湾镇、石桥镇派人参加，东风镇、东丰镇参加，东丰镇发言。",
  ],
};

const apart = (one: string, other: string): readonly number[] =>
  one.length === other.length ? [...one].flatMap((char, at) => (char === other.charAt(at) ? [] : [at])) : [];

function personsApart(all: readonly Placed[]): Match[] {
  const introduced = all.filter(({ kind }) => kind === "introduced").map(({ name }) => name);
  return all.flatMap(({ kind, name, block, start }): Match[] => {
    if (
      kind !== "addressed" ||
      introduced.includes(name) ||
      introduced.some((own) => name.startsWith(own) || own.startsWith(name))
    )
      return [];
    const meant = introduced.find(
      (own) => own.length === 3 && apart(own, name).length === 1 && apart(own, name)[0] !== 0,
    );
    if (meant === undefined) return [];
    const message = `前面公示的是“${meant}”，此处写作“${name}”，请核对。`;
    return [{ block, start, end: start + name.length, message, suggestions: [meant] }];
  });
}

/** The public is asked to write to the firm the notice is of: one with another word in its name is its sister. */
function firmsApart(all: readonly Placed[]): Match[] {
  const firms = new Set(all.filter(({ kind }) => kind === "firm").map(({ name }) => name));
  const [own] = firms;
  if (own === undefined || firms.size > 1) return [];
  return all.flatMap(({ kind, name, block, start }): Match[] => {
    const off = apart(own, name);
    if (kind !== "asked" || off.length === 0 || off.length > 2 || (off[0] ?? 0) < 3) return [];
    const message = `前面是“${own}”，此处写作“${name}”，请核对。`;
    return [{ block, start, end: start + name.length, message, suggestions: [own] }];
  });
}

/** The same figures in another order: codes that follow each other differ in one. */
function codesApart(all: readonly Placed[]): Match[] {
  const codes = all.filter(({ kind }) => kind === "code");
  const [first] = codes;
  if (first === undefined) return [];
  return codes.flatMap(({ name, block, start }): Match[] => {
    const off = apart(first.name, name);
    const [one = 0, two = 0] = off;
    if (off.length !== 2 || first.name.charAt(one) !== name.charAt(two) || first.name.charAt(two) !== name.charAt(one))
      return [];
    const message = `前面的编号是“${first.name}”，此处是“${name}”，请核对。`;
    return [{ block, start, end: start + name.length, message, suggestions: [first.name] }];
  });
}

/** One that stands once beside another that stands twice and sounds or looks like it. */
function townsApart(all: readonly Placed[]): Match[] {
  const towns = all.filter(({ kind }) => kind === "town");
  const times = new Map<string, number>();
  for (const { name } of towns) times.set(name, (times.get(name) ?? 0) + 1);
  if (times.size < 2 || times.size > 60) return [];
  return towns.flatMap(({ name, block, start, isListed }): Match[] => {
    if (times.get(name) !== 1 || isListed) return [];
    const order = [...times.keys()];
    const meant = [...times].find(([other, count]) => {
      const off = apart(other, name);
      const at = off[0] ?? 0;
      return (
        (count >= 2 || order.indexOf(other) < order.indexOf(name)) &&
        off.length === 1 &&
        at === 1 &&
        areConfusable(other.charAt(at), name.charAt(at))
      );
    })?.[0];
    if (meant === undefined) return [];
    const message = `别处写作“${meant}”，此处写作“${name}”，请核对。`;
    return [{ block, start, end: start + name.length, message, suggestions: [meant] }];
  });
}
