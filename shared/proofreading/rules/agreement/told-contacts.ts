/** 咨询电话0563-2216680 and, of the same office, 0563-2216608; yunxi.gov.cn and yuxi.gov.cn: one figure or letter apart (MC-15). */
import { logic } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockFact, DocumentRule, Match } from "../../rule";
import { slipBetween } from "../names/near-miss";

interface Contact {
  readonly kind: "call" | "host" | "mail";
  readonly text: string;
  /** 咨询, 监督: what one calls for; empty where the text does not say. */
  readonly purpose: string;
  /** 请拨打…: the number stands in a sentence. */
  readonly isSaid: boolean;
  readonly start: number;
}

const CALL = /(?<![\d-])(?:0\d{2,3}[-—－])?[2-9]\d{6,7}(?![\d.%万亿元个件])/g;
const HOST =
  /(?<![@\w.-])(?:https?:\/\/)?(?<name>(?:[a-z0-9-]{1,30}\.){1,4}(?:gov\.cn|com\.cn|org\.cn|edu\.cn|cn|com|net|org))(?![\w-])/gi;
const MAIL = /(?<name>[a-z0-9_.-]{2,30}@[a-z0-9-]{1,30}(?:\.[a-z0-9-]{1,20}){1,3})(?![\w@])/gi;
const PURPOSE = /咨询|监督|举报|报名|投诉|值班|服务|预约|受理|求助|反馈|联系|办公|传真|缴费|报修|抢修|救援|挂失/g;
const SAID = /拨打|致电|来电|打电话|电话咨询|上述|电话反映|电话反馈|(?:通过|向)[^。；]{0,14}电话/;

function contactsIn(text: string): readonly Contact[] | null {
  const found: Contact[] = [];
  for (const { 0: number, index } of hitsOf(text, CALL)) {
    const before =
      text
        .slice(Math.max(0, index - 24), index)
        .split(/[。；]/)
        .at(-1) ?? "";
    if (!/电话|热线|拨打|致电|座机|咨询|传真/.test(before)) continue;
    const after = text.slice(index + number.length, index + number.length + 4);
    const purposes = before.match(PURPOSE) ?? after.match(PURPOSE) ?? [];
    found.push({ kind: "call", text: number, purpose: purposes.at(-1) ?? "", isSaid: SAID.test(before), start: index });
  }
  for (const [kind, pattern] of [
    ["host", HOST],
    ["mail", MAIL],
  ] as const)
    for (const hit of hitsOf(text, pattern)) {
      const name = hit.groups?.name ?? "";
      const start = hit.index + hit[0].length - name.length;
      found.push({ kind, text: name.toLowerCase(), purpose: "", isSaid: false, start });
    }
  return found.length === 0 ? null : found;
}

interface Placed extends Contact {
  readonly block: string;
}

const shared = {
  category: "link",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  checks: ["MC-15"],
  roles: ["body", "list", "cell", "caption"],
  scope: "document",
  seeks: [CALL, HOST, MAIL],
  facts: ({ text }: { readonly text: string }) => contactsIn(text),
} as const;

const placed = (facts: readonly BlockFact<readonly Contact[]>[]): readonly Placed[] =>
  facts.flatMap(({ block, fact }) => fact.map((one) => ({ ...one, block })));

export const oneCallApart: DocumentRule<readonly Contact[]> = {
  ...shared,
  id: "agree-call",
  title: "同一电话前后差一个数字",
  confidence: 0.82,
  judge: (facts) => {
    const all = placed(facts).filter(({ kind }) => kind === "call");
    // A list of offices has many numbers that are near one another.
    if (all.length > 4) return [];
    return all.flatMap((one, at): Match[] => {
      const other = all.slice(0, at).find((before) => isOneLine(before, one));
      if (other === undefined || other.text === one.text) return [];
      const { block, start, text } = one;
      const message = `前面的电话是${other.text}，这里是${text}，请核对。`;
      return [{ block, start, end: start + text.length, message }];
    });
  },
  wrong: [
    { text: "咨询电话：0563-2216680\n如有疑问，请拨打上述咨询电话⟦0563-2216608⟧。" },
    { text: "县教育局公布监督电话0563-2210011。\n欢迎拨打监督电话⟦0563-2200011⟧反映问题。" },
    { text: "咨询电话：0563-2214567。\n有疑问的，可拨打⟦0563-2214597⟧咨询。" },
  ],
  right: [
    "咨询电话：0563-2216680\n如有疑问，请拨打上述咨询电话0563-2216680。",
    "咨询电话：0563-2216680\n监督电话：0563-2216681",
    "县教育局咨询电话：0563-2216680\n县人社局咨询电话：0563-2216681",
    "咨询电话：0563-2216680。监督举报请拨打0563-2216681。",
  ],
};

const digits = (number: string): string => number.replace(/\D/g, "");

function isOneLine(before: Contact, one: Contact): boolean {
  if (!one.isSaid || (one.purpose !== before.purpose && one.purpose !== "")) return false;
  const [a, b] = [digits(before.text).slice(-7), digits(one.text).slice(-7)];
  const apart = [...a].filter((figure, at) => figure !== b.charAt(at)).length;
  return a.length === b.length && (apart === 0 || apart === 1 || [...a].sort().join("") === [...b].sort().join(""));
}

export const oneHostApart: DocumentRule<readonly Contact[]> = {
  ...shared,
  id: "agree-host",
  title: "同一网址、邮箱前后差一个字母",
  confidence: 0.85,
  judge: (facts) => {
    const all = placed(facts).filter(({ kind }) => kind !== "call");
    return all.flatMap((one, at): Match[] => {
      const other = all.slice(0, at).find((before) => before.kind === one.kind && isOneAddress(before.text, one.text));
      if (other === undefined) return [];
      const { block, start, text } = one;
      return [{ block, start, end: start + text.length, message: `前面写作${other.text}，这里写作${text}，请核对。` }];
    });
  },
  wrong: [
    { text: "请登录www.yunxi.gov.cn报名。\n查询网址：⟦www.yuxi.gov.cn⟧。" },
    { text: "材料发至yxrsj@yunxi.gov.cn。\n咨询邮箱：⟦yxrsi@yunxi.gov.cn⟧。" },
    { text: "网址：http://zwfw.yunxi.gov.cn\n登录http://⟦zfww.yunxi.gov.cn⟧办理。" },
  ],
  right: [
    "请登录www.yunxi.gov.cn报名。\n查询网址：www.yunxi.gov.cn。",
    "材料发至yxrsj1@yunxi.gov.cn、yxrsj2@yunxi.gov.cn。",
    "网站www.yunxi.gov.cn，政务服务zwfw.yunxi.gov.cn。",
  ],
};

function isOneAddress(before: string, one: string): boolean {
  const slip = slipBetween(before, one);
  return slip !== null && before.length >= 10 && (slip.kind !== "changed" || !/\d/.test(slip.from + slip.to));
}
