/** One person, place or company under two names in one text that differ in a character which sounds or looks alike. */

import { editing } from "../../authority";
import { hitsOf } from "../../hits";
import { SURNAME } from "../../packs/surnames";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";
import { areMistaken } from "../../slips/confusable";

interface Name {
  readonly kind: "person" | "place" | "company";
  readonly text: string;
  readonly start: number;
}

const OFFICE =
  "(?:书记|[省市县区州旗镇乡台]长|局长|主任|部长|组长|厅长|处长|科长|主席|院长|检察长|秘书长|所长|站长|校长|会长|董事长|经理|教授|委员|代表|记者|通讯员|联系人[：:]|负责人[：:]?|指挥长)[ \\u3000]?";
const SAID =
  "(?=同志|担任|任组长|兼任|主持|出席|参加|强调|指出|表示|介绍|说|带队|一行|率|深入|先生|女士|到会|代表[一-龥]{0,4}发言|[、，。；）]|$)";
/** What must stand in a text that has such a name: cheap to look for. */
const HAS_OFFICE = new RegExp(OFFICE.replace("[ \\u3000]?", ""));
const HAS_PERSON = new RegExp(`同志|${OFFICE.replace("[ \\u3000]?", "")}`);
const HAS_SAYING = /指出|强调|要求，|表示|介绍|说[，：]/;
const HAS_PLACE = /[县区镇乡道](?:人民|政府|委|人大|政协|党委|辖|境内|财政|教育|公安|民政|召开|组织|举行|举办|开展)/;
const HAS_COMPANY = /有限(?:责任)?公司/;

interface Form {
  readonly kind: Name["kind"];
  readonly sign: RegExp;
  readonly pattern: RegExp;
}

const forms: readonly Form[] = [
  {
    kind: "person",
    sign: HAS_PERSON,
    pattern: new RegExp(
      `(?<=${OFFICE})${SURNAME}[一-龥]{1,2}?${SAID}|(?<=[、，。；]|^|由)${SURNAME}[一-龥]{1,2}(?=同志)`,
      "g",
    ),
  },
  {
    kind: "person",
    sign: HAS_SAYING,
    pattern: new RegExp(`(?<=^|[，。；])${SURNAME}[一-龥]{2}(?=指出|强调|要求，|表示|介绍|说[，：])`, "g"),
  },
  {
    kind: "person",
    sign: HAS_OFFICE,
    pattern: new RegExp(`(?<=^|[，。；：、])${SURNAME}[一-龥]{1,2}(?=${OFFICE.split("[ ")[0] ?? ""})`, "g"),
  },
  {
    kind: "place",
    sign: HAS_PLACE,
    pattern:
      /(?<=^|[^一-龥]|[由在到对向与和及是为各我本]|[省市州])[一-龥]{2,3}(?:县|区|镇|乡|街道)(?=人民政府|政府|委|人大|政协|人民|党委|辖|境内|财政|教育|公安|民政|召开|组织|举行|举办|开展)/g,
  },
  {
    kind: "company",
    sign: HAS_COMPANY,
    pattern:
      /(?<=^|[^一-龥]|[由与和及向对为是给])(?:(?![由与和及向对为是给])[一-龥]){3,12}(?=(?:集团)?(?:股份|责任)?有限(?:责任)?公司)/g,
  },
];

function factOf({ text }: TextBlock): readonly Name[] | null {
  let names: Name[] | null = null;
  for (const { kind, sign, pattern } of forms) {
    if (!sign.test(text)) continue;
    for (const found of hitsOf(text, pattern)) {
      names ??= [];
      names.push({ kind, text: found[0], start: found.index });
    }
  }
  return names;
}

export const inconsistentName: DocumentRule<readonly Name[]> = {
  id: "name-inconsistent",
  category: "typo",
  title: "同一名称前后写法不一",
  severity: "warning",
  fix: "suggest",
  authority: [editing("前后一致")],
  confidence: 0.8,
  checks: ["MC-01", "MC-42"],
  scope: "document",
  seeks: forms.map(({ pattern }) => pattern),
  facts: factOf,
  judge: (facts) => inconsistent(facts),
  wrong: [
    { text: "县长李晓明主持会议。\n会上，⟦李小明⟧指出，要压实责任。", first: "李晓明" },
    { text: "青山镇召开推进会\n11月5日，⟦清山镇⟧召开推进会，镇党委书记参加。", first: "青山镇" },
    { text: "专班由副县长赵志宏任组长。\n副县长⟦赵志弘⟧主持会议并讲话。", first: "赵志宏" },
    { text: "清溪县人民政府高度重视。⟦清奚县⟧人民政府成立了专班，清溪县政府多次督办。", first: "清溪县" },
    {
      text: "项目由宏远路桥工程有限公司承建，⟦鸿远路桥工程⟧有限公司已进场，宏远路桥工程有限公司负责安全。",
      first: "宏远路桥工程",
    },
  ],
  right: [
    "县长李晓明主持会议。会上，李晓明指出，要压实责任；李小刚说，一定办好。",
    "副县长赵志宏、赵志刚参加会议。",
    "清溪县人民政府与白溪县人民政府签订协议。",
    "宏远路桥工程有限公司与远达路桥工程有限公司联合投标。",
    "县长李文同志、副县长李雯同志出席。",
  ],
};

/** The form that stands more often, or first, is the one meant. Two names that are listed side by side are two. */
function inconsistent(facts: readonly BlockFact<readonly Name[]>[]): Match[] {
  const counts = new Map<string, number>();
  const all = facts.flatMap(({ block, fact }) => fact.map((name) => ({ block, name })));
  for (const { name } of all) counts.set(keyOf(name), (counts.get(keyOf(name)) ?? 0) + 1);
  const known = [...new Map(all.map(({ name }) => [keyOf(name), name])).values()];
  if (known.length < 2 || known.length > MOST) return [];
  return all.flatMap(({ block, name }) => {
    const own = counts.get(keyOf(name)) ?? 0;
    const meant = known.find((other) => mayMean(name, other) && isMeant(other, name, counts, known));
    if (meant === undefined || own > 1) return [];
    const message = `前面写作“${meant.text}”，此处写作“${name.text}”，请核对是否同一名称。`;
    return [{ block, start: name.start, end: name.start + name.text.length, message, suggestions: [meant.text] }];
  });
}

const MOST = 400;
const keyOf = ({ kind, text }: Name): string => `${kind} ${text}`;

function isMeant(other: Name, name: Name, counts: ReadonlyMap<string, number>, known: readonly Name[]): boolean {
  const [theirs, own] = [counts.get(keyOf(other)) ?? 0, counts.get(keyOf(name)) ?? 0];
  return (
    theirs > own || (theirs === own && known.indexOf(other) < known.findIndex((one) => keyOf(one) === keyOf(name)))
  );
}

/** As long, and one character apart that is taken for the other; names of two characters differ too easily. */
function mayMean(name: Name, other: Name): boolean {
  if (name.kind !== other.kind || name.text.length !== other.text.length || name.text.length < 3) return false;
  let at = -1;
  for (let i = 0; i < name.text.length; i += 1) {
    if (name.text.charCodeAt(i) === other.text.charCodeAt(i)) continue;
    if (at !== -1) return false;
    at = i;
  }
  return at !== -1 && areMistaken(name.text.charCodeAt(at), other.text.charCodeAt(at));
}
