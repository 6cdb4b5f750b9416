/** 王家坪村 and later 李家坪村, 滨河花园 and 滨湖花园: one name with another character in one place of the text (MC-01). */
import { editing } from "../../authority";
import type { BlockFact, DocumentRule, Match } from "../../rule";
import { searchFor } from "../../search";
import { areConfusable } from "../names/near-miss";
import { sentenceAt } from "./sentences";

interface Named {
  /** What kind of thing it is: 村, 小学. */
  readonly tail: string;
  /** What stands before, from the nearest character to the farthest; a boundary ends it. */
  readonly left: string;
  /** Where the tail begins. */
  readonly start: number;
  readonly isListed: boolean;
  readonly sentence: number;
}

const PLACES =
  "(?<![驻进入下出回离建农])村(?![民里集庄官])|(?<!城)镇(?![化区])|乡(?![村镇土])|街道|社区|小区|花园|家园|嘉园|新村|公寓|大道|(?<![公铁道线思出网链电通])路(?![线面段网况灯口桥长径基过])|街(?![道坊区头])|巷|大桥|隧道|水厂|站房|车站|水库|河道|湖|公园|广场|大厦|酒店|宾馆|市场|商场|超市|小学|中学|幼儿园|学校|医院|保健院|卫生院|敬老院|养老院|福利院|有限责任公司|有限公司|集团|银行|合作社|家庭农场|法庭|派出所|图书馆|博物馆|文化馆|纪念馆|污水处理厂|电站|产业园|工业园|开发区|新区|景区|林场|茶场|果园";
/** Common nouns as well: more of the name must agree. */
const WORKS =
  "项目|工程|活动|(?<!代表)大会(?![堂议员])|全会|运动会|论坛|博览会|文化节|旅游节|艺术节|联赛|招聘会|中心|平台|行动|课程|基地|系统|计划|大赛|比赛|摄影展|书画展|成果展|展览|讲堂|课堂|培训班|夏令营|服务站|驿站|工作站|工作室|课题|基金|专线";
const TAIL = new RegExp(`(?:${PLACES}|${WORKS})(?![一-龥]?(?:志愿|标准化)|[医寨生日])`, "g");
const tailsIn = searchFor(TAIL);
const SOLID = new Set(PLACES.replace(/\(\?<?![^)]*\)/g, "").split("|"));

const LONGEST = 14;
/** Words in front of a name: the name begins behind them. */
const BEFORE = /[的在为与和及对从向由到是将把被各该本我全这那往赴于至经给让使等并以来去说距离自]/;
const CONTRAST = /[东西南北上下中前后左右内外大小新老旧高低一二三四五六七八九十甲乙丙丁男女市县区镇乡村省国公私城农]/;
const INNER = /[、和与及至到或—-]/;

const [FIRST, LAST, ARTICLE] = [0x4e00, 0x9fa5, "条".charCodeAt(0)];

/** From the place backwards. */
function leftOf(text: string, end: number): string {
  let left = "";
  for (let at = end - 1; at >= 0 && left.length < LONGEST; at -= 1) {
    const unit = text.charCodeAt(at);
    if (unit < FIRST || unit > LAST) break;
    if (unit === ARTICLE && /[一二三四五六七八九十百]/.test(text.charAt(at - 1))) break;
    left += text.charAt(at);
  }
  return left;
}

function namesIn(text: string): readonly Named[] | null {
  const names = tailsIn(text).flatMap((found): Named[] => {
    const left = leftOf(text, found.index);
    if (left.length < 2) return [];
    const [before, after] = [text.charAt(found.index - left.length - 1), text.charAt(found.index + found[0].length)];
    const isListed = before === "、" || INNER.test(after);
    const sentence = sentenceAt(text, found.index);
    return [{ tail: found[0], left, start: found.index, isListed, sentence }];
  });
  return names.length === 0 ? null : names;
}

/** Of a block, so that its names follow those of the block before. */
const ORDER = 1000;

interface Placed extends Named {
  readonly block: string;
  readonly order: number;
}

export const oneNameApart: DocumentRule<readonly Named[]> = {
  id: "agree-name",
  category: "typo",
  title: "同一名称前后差一个字",
  severity: "warning",
  fix: "suggest",
  authority: [editing("前后一致")],
  confidence: 0.75,
  checks: ["MC-01"],
  roles: ["title", "heading", "body", "list"],
  scope: "document",
  seeks: [TAIL],
  facts: ({ text }) => namesIn(text),
  judge: (facts) => apart(facts),
  wrong: [
    {
      text: "县供电公司为王家坪村架设专线。\n周德贵说：“⟦李家坪村⟧的灌溉有了保障。”\n王家坪村有水田1260亩。",
      first: "王家坪村",
    },
    { text: "坐落于云溪镇滨河花园6幢的证书遗失。\n现补发坐落于云溪镇⟦滨湖花园⟧6幢的证书。", first: "滨河花园" },
    {
      text: "中标人为青禾县恒通建设工程有限公司。\n青禾县⟦恒达建设工程有限公司⟧应在30日内签订合同。",
      first: "恒通建设工程有限公司",
    },
    { text: "适配由云溪县第一人民医院承担。\n凭证到云溪县⟦第二人民医院⟧适配。", first: "第一人民医院" },
  ],
  right: [
    "柳树村、柳林村列入试点。\n柳树村已完工，柳林村正在施工。",
    "县供电公司为王家坪村架设专线。\n王家坪村有水田1260亩。",
    "东河乡柳树村党支部换届。\n西山乡石磨村完成改厕。",
    "产品赢得国内市场的认可。\n今年以来，国际市场的订单增加。",
    "建立市级湿地公园，由市林业局报批。\n建立县级湿地公园，由县林业局报批。",
    "集中开设集约化平台。\n市政府办公室按季度开展集约化平台使用情况检查。",
    "总统今天上午前往天安门广场。\n他今天下午前往天安门广场敬献花篮。",
    "城东小学与城西小学结对。\n城西小学派出教师12名。",
    "大山里有一所学校。\n老师说，一座学校就是一片希望。",
    "运动会第五比赛日结束。\n运动会第六比赛日开赛。",
    "推动建立合作论坛。\n双方将推动成立合作论坛。",
  ],
};

/** Groups of names that agree but for one character, by what agrees around it. */
function apart(facts: readonly BlockFact<readonly Named[]>[]): Match[] {
  const count = facts.reduce((sum, { fact }) => sum + fact.length, 0);
  if (count < 2 || count > MOST) return [];
  const all = facts.flatMap(({ block, index, fact }) =>
    fact.map((name, at): Placed => ({ ...name, block, order: index * ORDER + at })),
  );
  const groups = new Map<string, Placed[]>();
  for (const name of all)
    for (let at = 0; at < Math.min(name.left.length, LONGEST - 2); at += 1) {
      for (const before of new Set(at < 2 ? [name.left.charAt(at + 1)] : ["", name.left.charAt(at + 1)])) {
        const key = `${name.left.slice(0, at)}?${before}|${name.tail}`;
        const group = groups.get(key) ?? [];
        groups.set(key, group);
        group.push(name);
      }
    }
  const found = new Map<string, Match>();
  for (const [key, group] of groups) {
    const at = key.indexOf("?");
    if (group.length < 2) continue;
    for (const odd of group) {
      const id = `${odd.block} ${odd.start}`;
      const match = found.has(id) ? null : oddOne(odd, group, { at, all });
      if (match !== null) found.set(id, match);
    }
  }
  return [...found.values()];
}

const MOST = 600;
/** Blocks between two mentions of one thing: farther apart are other things of a like name. */
const FARTHEST = 20;
const isNear = (one: number, other: number): boolean => Math.abs(one - other) < FARTHEST * ORDER;

function oddOne(
  odd: Placed,
  group: readonly Placed[],
  { at, all }: { at: number; all: readonly Placed[] },
): Match | null {
  const char = odd.left.charAt(at);
  const own = group.filter(({ left }) => left.charAt(at) === char);
  if (odd.isListed || own.length > 1) return null;
  const others = group.filter(({ left, order }) => left.charAt(at) !== char && isNear(order, odd.order));
  const [other] = others;
  if (other === undefined || others.some(({ left }) => left.charAt(at) !== other.left.charAt(at))) return null;
  // Told as often, the later one is asked about.
  if (others.length === 1 && other.order > odd.order) return null;
  if (others.some(({ block, sentence, isListed }) => isListed || (block === odd.block && sentence === odd.sentence)))
    return null;
  const same = sameBefore(odd.left, other.left, at);
  if (!isOneName(odd, other, { at, same })) return null;
  const written = odd.left.slice(0, at + 1 + Math.min(same, 1));
  if (all.filter(({ left, tail }) => tail === odd.tail && left.startsWith(written)).length > 1) return null;
  const length = at + 1 + shownBefore(odd.left.slice(at + 1, at + 1 + same));
  const [wrong, right] = [odd, other].map(({ left, tail }) => [...left.slice(0, length)].reverse().join("") + tail);
  if (wrong === undefined || right === undefined) return null;
  const start = odd.start - length;
  const message = `别处写作“${right}”，此处写作“${wrong}”，请核对是否同一名称。`;
  return { block: odd.block, start, end: start + wrong.length, message, suggestions: [right] };
}

/** How much of what agrees in front is shown: to the edge of the name, if one is near. */
function shownBefore(agreed: string): number {
  const edge = [...agreed].findIndex((char) => char !== "第" && isEdge(char));
  return Math.min(edge === -1 ? agreed.length : edge, LONGEST_SHOWN);
}

const LONGEST_SHOWN = 6;

/** How many characters agree farther left than `at`. */
function sameBefore(one: string, other: string, at: number): number {
  let same = 0;
  while (at + 1 + same < one.length && one.charAt(at + 1 + same) === other.charAt(at + 1 + same)) same += 1;
  return same;
}

/** 今天下午前往|天安门广场: what stands before such a word is none of the name. */
const ACROSS = /[往赴于至经给让使把被将向对从由]/;
/** 国际市场 and 国内市场, 公办学校 and 民办学校: kinds, not names. */
const OPPOSITES: ReadonlySet<string> = new Set(["际内", "公民", "内外"].map((pair) => [...pair].toSorted().join("")));

const DEEDS: ReadonlySet<string> = new Set(
  "开展 开设 开办 成立 寻找 寻访 进入 进了 公布 公开 关心 关注 做好 筹办 筹备 访问 建立 建设 建成 设立 设置 举办 举行 组织 加强 推进 推动 完善 实施 参加 参与 出席 召开 承办 申请 使用 管理 改造 改建 新建 扩建 维护 运营 依托 转为 纳入 列入".split(
    " ",
  ),
);

/** 开展|集约化平台 and 开设|集约化平台: the characters that differ end a word of doing in front of the name. */
const follows = (left: string, at: number): boolean =>
  DEEDS.has(left.charAt(at + 1) + left.charAt(at)) || DEEDS.has(left.charAt(at) + left.charAt(at - 1));

/** 一所学校 and 一座学校, 全国公立医院 and 各家公立医院: what counts is none of a name. */
const COUNTING = /[个名所座次些段条位家户余多号年级岁届国]/;
/** 第五比赛日 and 第六比赛日 are two; 第一人民医院 is a name. */
const NUMERAL = /[〇零一二三四五六七八九十两几]/;

/** Enough of the name agrees, and both begin where it does when its first characters differ. */
function isOneName(one: Named, other: Named, { at, same }: { at: number; same: number }): boolean {
  const pair = [one.left.charAt(at), other.left.charAt(at)] as const;
  const agrees = at + same;
  const edges = [one, other].filter(({ left }) => isEdge(left.charAt(at + 1 + same))).length;
  if (pair.some((char) => BEFORE.test(char)) && !areConfusable(...pair)) return false;
  if (same === 0 && pair.some(isEdge)) return false;
  if (pair.some((char) => COUNTING.test(char))) return false;
  if (pair.some((char) => NUMERAL.test(char)) && !(SOLID.has(one.tail) && one.left.charAt(at + 1) === "第"))
    return false;
  if (follows(one.left, at) || follows(other.left, at)) return false;
  // 市级湿地公园 and 县级湿地公园: two of one kind.
  if (one.left.charAt(at - 1) === "级") return false;
  if (ACROSS.test(one.left.slice(0, at)) || OPPOSITES.has(pair.toSorted().join(""))) return false;
  if (pair.every((char) => CONTRAST.test(char))) return agrees >= (same >= 2 ? 4 : 6);
  if (!SOLID.has(one.tail)) return agrees >= 4 && (same >= 1 || edges === 2);
  if (same >= 2) return true;
  return same === 1 ? edges >= 1 : agrees >= 2 && edges === 2;
}

const isEdge = (char: string): boolean => char === "" || BEFORE.test(char) || /[省市州县区镇乡第]/.test(char);
