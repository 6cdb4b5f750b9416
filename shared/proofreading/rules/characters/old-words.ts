/**
 * Characters that are standard in some words and the traditional form of another in others: 瞭望 but 了解, 乾坤 but
 * 干净, 沈阳 but 沉没. Only the words listed here are wrong, so that names and the rest keep quiet.
 */
import { hitsOf } from "../../hits";
import type { Match, TextBlock } from "../../rule";

interface OldWord {
  readonly from: string;
  readonly to: string;
  /** What stands around the character where it is wrong. */
  readonly pattern: RegExp;
}

const words: readonly OldWord[] = [
  { from: "瞭", to: "了", pattern: /瞭(?![望哨])/g },
  {
    from: "乾",
    to: "干",
    pattern:
      /乾(?:净|燥|旱|部|脆|涸|扰|预|杯|草|粮|枯|冷|货|果|瘪|洗|渴|裂|电池|细胞|线|道|群|劲|活|咳|馏|酪|冰|涩)|(?:饼|风|晒|烘|烤|若|骨|树|才|能|实|苦|大|巧|不|相|肉|葡萄|擦|晾|吹|沥|豆腐)乾(?![隆坤陵元卦清嘉县州安象])/g,
  },
  {
    from: "徵",
    to: "征",
    pattern: /(?<![魏角变流宫商])徵(?![羽弦调音声])/g,
  },
  { from: "藉", to: "借", pattern: /(?<![慰狼枕蕴踏凌藉])藉(?![藉甚田])/g },
  {
    from: "覆",
    to: "复",
    pattern:
      /(?:答|回|批|重|反|函|申|禀|电)覆(?!盖|没|灭|膜|土|辙|核)|反(?:反|覆)覆覆|覆(?:印|核|查|议|诊|审|检|习|制|杂|工|职|合)/g,
  },
  {
    from: "昇",
    to: "升",
    pattern: /昇(?:级|华|高|降|温|值|学|旗|腾|空|迁|任|格|起)|(?:提|上|攀|晋|飙|回|抬|跃|高|爬|擢)昇/g,
  },
  { from: "陞", to: "升", pattern: /(?:晋|提|高|擢)陞|陞(?:迁|任|职|级|官)/g },
  { from: "釐", to: "厘", pattern: /(?<![祝春年逆])釐/g },
  { from: "甦", to: "苏", pattern: /甦醒|(?:复|苏)甦/g },
  { from: "氾", to: "泛", pattern: /氾(?:滥|指|称|泛)|广氾/g },
  { from: "剋", to: "克", pattern: /(?<!挨)剋(?!架)/g },
  { from: "夥", to: "伙", pattern: /(?<![甚繁])夥(?!颐)/g },
  { from: "麽", to: "么", pattern: /(?<![幺么])麽(?!些)/g },
  {
    from: "沈",
    to: "沉",
    pattern:
      /沈(?:没|船|重|默|睡|思|浸|淀|积|降|陷|稳|着|闷|寂|迷|湎|溺|痛|沦|吟|浮|醉|甸甸|静)|(?:浮|深|阴|低|消|昏|下|击|石)沈(?![阳丘北河铁吉哈海氏某家])/g,
  },
  { from: "祕", to: "秘", pattern: /祕(?:密|书|方|诀|籍|鲁)|(?:保|机|涉|神|奥|便)祕/g },
  {
    from: "俱",
    to: "具",
    pattern: /(?<=[工家器玩文用灯道茶餐厨农模面刀卧教渔炊洁寝])俱(?![全备到在增进是为乐损伤亡下])/g,
  },
  { from: "扞", to: "捍", pattern: /扞卫/g },
  { from: "脩", to: "修", pattern: /脩(?:改|订|建|正|复|养|缮|理|编|筑|业)|(?:进|维|装|检|整|编|研|自)脩/g },
  { from: "蒐", to: "搜", pattern: /蒐(?:集|寻|索|罗|救)/g },
  { from: "彷", to: "仿", pattern: /彷(?:佛|彿)/g },
  { from: "筦", to: "管", pattern: /筦(?:理|辖|控|委)|(?:主|监|保|接|分|托)筦/g },
  {
    from: "邨",
    to: "村",
    pattern:
      /(?:农|乡|行政|自然|全|本|各|驻|\d个|[一二三四五六七八九十]个|进)邨|邨(?:民|委会|干部|支书|庄|镇|级|组|里|口|规划)/g,
  },
  { from: "仝", to: "同", pattern: /(?:相|共|合|会|不|协)仝|仝(?:意|时|志|步|级|期|样)/g },
  {
    from: "著",
    to: "着",
    pattern:
      /(?:随|沿|跟|接|顺|朝|向|围绕|伴随|意味|本|有|带|看|靠|冒|坚持|面临|肩负|承载|蕴含|持续|存在|标志|活跃|发挥|承担|起|执|沉)著(?=[一二三四五六七八九十两这那该我你他她它们各其全社经济改革发展科技时代市场人民群众国家新大小了重要“着生][^作名述称者，。]|实[际现施]|着|手|力|眼|重)/g,
  },
  {
    from: "於",
    to: "于",
    pattern:
      /(?:[关对由至属位基用终处低高大小多少善勇敢限便利鉴等介适归在过甚忠急源来始生死易难不莫优劣先后早晚建成立设见载发定落寓植扎致服同有无缘免止乐勤精工赖陷濒趋倾流倒力限取迟]|有利|致力|位|间|水位|机构|会议|通知|大会|公司|项目|工程|打捞|活动|仪式)於(?=[\u4e00-\u9fff\d“《（]|$)(?!期|陵|潜|菟|戏|乎|则|单|穆)|於(?=\d|[本此今上下去][^，。]|[一二三四五六七八九十]{1,2}月|凌晨|近[日年期]|当[日地天]|是[，否])|(?:淤|疏)於|於塞/g,
  },
];

const LETTERS: ReadonlyMap<string, OldWord> = new Map(words.map((word) => [word.from, word]));
export const oldCharacters: readonly string[] = [...LETTERS.keys()];

/** The finding is the character, its word is in the message. */
export function oldWords(block: TextBlock): Match[] {
  const { text } = block;
  return [...LETTERS.values()].flatMap((word) => (text.includes(word.from) ? inText(block, word) : []));
}

function inText(block: TextBlock, { from, to, pattern }: OldWord): Match[] {
  return hitsOf(block.text, pattern).flatMap((found) => {
    const at = found[0].indexOf(from);
    if (at === -1) return [];
    const start = found.index + at;
    const message = `“${found[0]}”中的“${from}”是“${to}”的繁体或异体，应写“${found[0].replaceAll(from, to)}”。`;
    return [{ block: block.id, start, end: start + 1, message, suggestions: [to] }];
  });
}
