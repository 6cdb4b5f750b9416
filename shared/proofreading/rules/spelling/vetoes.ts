/** Where odd characters are right whatever the model says: names, document numbers, items of a parallel list. */
import { hitsOf } from "../../hits";
import type { Slip } from "../../spelling/speller";

/** A text and one slip in it. */
export interface Place {
  readonly text: string;
  readonly slip: Slip;
}

const BACK = 14;

/** `皖政办〔2015〕12号`: the short name of the organ before the year, and whatever stands inside the brackets. */
export function inDocumentNumber({ text, slip }: Place): boolean {
  const after = text.slice(slip.end, slip.end + BACK);
  if (/^[一-鿿]{0,6}[〔[［(（]\s?\d{4}\s?[〕\]］)）]/.test(after)) return true;
  const before = text.slice(Math.max(0, slip.start - BACK), slip.start);
  return /[〔［[][^〕］\]]{0,12}$/.test(before) && /^[^〔［[]{0,12}[〕］\]]/.test(after);
}

const SURNAMES =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝";
const TITLES =
  "书记|主任|市长|县长|区长|镇长|乡长|省长|州长|部长|局长|处长|科长|院长|校长|所长|站长|队长|会长|厂长|社长|总理|主席|委员|常委|代表|干部|记者|通讯员|编辑|教授|院士|医生|医师|老师|律师|民警|战士|同志|先生|女士|村民|居民|群众|职工|学生|队员|选手|运动员|导演|演员|作者|经理|董事|总裁|负责人|联系人|签发人|法人|党员|司令|将军|上校|少校|烈士|检察官|法官|工程师|专家|市民|员工|组长|总监|秘书长|发言人|大使|司机|农民|工人|军|任命|免去|选举|决定|任|由|和|与|等";
const VERBS =
  "同志|先生|女士|表示|说|介绍|指出|强调|认为|告诉|坦言|透露|主持|出席|参加|讲话|致辞|率|带领|担任|任|为|当选|等|兼|的|在|到|率队|一行|深入|宣布|签署|会见|会谈|作|向";

const NAME_BEFORE = new RegExp(`(?:^|[、，：:；。（(“\\s　]|${TITLES})$`);
const NAME_AFTER = new RegExp(`^(?:$|[、，。：:；）)”\\s　]|${VERBS})`);

/** Inside two or three characters that begin with a surname and stand where names stand. */
export function inPersonName({ text, slip }: Place): boolean {
  for (const length of [3, 2]) {
    for (let start = slip.end - length; start <= slip.start; start += 1) {
      if (start < 0 || start + length > text.length) continue;
      const name = text.slice(start, start + length);
      if (!SURNAMES.includes(name.charAt(0)) || !/^[一-鿿]+$/.test(name)) continue;
      const before = text.slice(Math.max(0, start - 4), start);
      if (NAME_BEFORE.test(before) && NAME_AFTER.test(text.slice(start + length, start + length + 4))) return true;
    }
  }
  return false;
}

const ITEM = /[^、，。；：！？“”‘’《》（）()\s]+/g;

/** `政治观、法律观、政策观`: what two other items of the list have in the same place. */
export function inParallelList({ text, slip }: Place): boolean {
  const from =
    Math.max(
      text.lastIndexOf("。", slip.start),
      text.lastIndexOf("；", slip.start),
      text.lastIndexOf("，", slip.start),
    ) + 1;
  const stop = /[。；，]/.exec(text.slice(slip.end));
  const sentence = text.slice(from, stop === null ? text.length : slip.end + stop.index);
  if (!sentence.includes("、")) return false;
  const items = [...hitsOf(sentence, ITEM)].map(({ 0: item, index }) => ({ item, start: from + index }));
  const own = items.find(({ item, start }) => start <= slip.start && slip.end <= start + item.length);
  if (own === undefined || own.item.length > 8) return false;
  const wrong = text.slice(slip.start, slip.end);
  const last = slip.end === own.start + own.item.length;
  // What leads into the list stands before its first item: 做到以训促建、以赛促练.
  const first = slip.start === own.start || own === items[0];
  const alike = items.filter(
    ({ item, start }) => start !== own.start && ((last && item.endsWith(wrong)) || (first && item.startsWith(wrong))),
  );
  return alike.length >= 1;
}

/** 伍佰叁拾贰万元整: money in capitals, which no running text has. */
export function inMoneyWords({ text, slip }: Place): boolean {
  return /^[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整]+$/.test(text.slice(slip.start, slip.end));
}

const ORGANS = "局院校厂站所队委办";

/** 我镇, 本区, 县农机局: who speaks, and an organ behind the place it belongs to. */
export function inOwnOrgan({ text, slip }: Place): boolean {
  if (slip.end - slip.start !== 1) return false;
  const char = text.charAt(slip.start);
  const before = text.slice(Math.max(0, slip.start - 7), slip.start);
  // 我县 is the place that speaks, whatever stands before it: 今年我县食品安全工作.
  if ("省市州县区镇乡".includes(char) && before.endsWith("我")) return true;
  if ("省市州县区镇乡村局院校".includes(char) && /(?:^|[，。；：、（“])[我本该贵]$/.test(before)) return true;
  return ORGANS.includes(char) && /(?:^|[，。；：、由经报向与和])[省市州县区镇乡][一-龥]{2,4}$/.test(before);
}

const PLACE_BEFORE = /(?:^|[^一-鿿]|[由在到对向与和及是为赴据于年月日了])$/;
const PLACE_NAME = /(?:^|[^一-鿿]|[由在到对向与和及是为赴据于年月日了])([一-鿿]{2})[县镇乡](?!级|域|村|亲|愁)/g;

/** Names of two characters that the texts call a county, a town or a township. */
export function placeNamesIn(texts: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const text of texts)
    if (/[县镇乡]/.test(text)) for (const { 1: name = "" } of hitsOf(text, PLACE_NAME)) names.add(name);
  return names;
}

/** 书香青禾, where the document speaks of 青禾县 as well: the place of the slip is such a name, not before 县 itself. */
export function inKnownPlace({ text, slip }: Place, names: ReadonlySet<string>): boolean {
  if (slip.end - slip.start !== 1) return false;
  return [slip.start - 1, slip.start].some((start) => start >= 0 && names.has(text.slice(start, start + 2)));
}

/** 无法提供但确有必要: a conjunction between two verbs, which the model would have as a particle. */
export function isConjunction({ text, slip }: Place): boolean {
  return slip.right === "的" && /^[但且或并而]$/.test(text.slice(slip.start, slip.end));
}

/** 市八届人大, 县十八届: the number of a congress behind the place it belongs to. */
export function inCongress({ text, slip }: Place): boolean {
  return /^[省市州县区]?[一二三四五六七八九十]{1,3}届/.test(text.slice(slip.start, slip.start + 5));
}

/** 青禾县人民政府: the two characters before 县, 镇 or 乡 where a name begins. The model knows the counties it has read of, no others. */
export function inPlaceName({ text, slip }: Place): boolean {
  if (slip.end - slip.start !== 1) return false;
  for (const start of [slip.start - 1, slip.start]) {
    if (!/^[一-鿿]{2}[县镇乡](?!级|域|村|亲|愁)/.test(text.slice(Math.max(0, start), start + 4))) continue;
    if (start >= 0 && PLACE_BEFORE.test(text.slice(Math.max(0, start - 1), start))) return true;
  }
  return false;
}

/** Text inside 《》: a title may be as odd as its author likes. */
export function inTitle({ text, slip }: Place): boolean {
  const open = text.lastIndexOf("《", slip.start);
  if (open < 0 || slip.start - open > 60) return false;
  const close = text.indexOf("》", open);
  return close >= slip.end;
}

const SOUNDS = new Set(
  "阿埃艾奥巴贝比彼伯博布查达戴德迪蒂杜多厄尔法费菲芬弗福夫戈格古哈海汉赫胡基吉加贾杰金卡凯坎康柯科克肯库拉莱兰劳勒雷里利莉林隆卢鲁伦罗洛玛马迈麦曼梅蒙米密莫墨默穆纳娜内尼妮涅诺努欧帕潘佩皮普奇恰乔切琼丘萨塞桑瑟沙舍斯苏索塔泰坦汤特廷图托瓦万旺威维韦沃乌武西希谢辛雅亚扬伊因英尤约泽扎詹",
);
const SOUNDS_TOGETHER = 4;

/** 基斯坦诺夫: in or beside a foreign name written by its sound, which the model has not read. */
export function inForeignName({ text, slip }: Place): boolean {
  let start = slip.start;
  while (start > 0 && SOUNDS.has(text.charAt(start - 1))) start -= 1;
  let end = slip.start;
  while (end < text.length && SOUNDS.has(text.charAt(end))) end += 1;
  return end - start >= SOUNDS_TOGETHER || /[\u4e00-\u9fff]·[\u4e00-\u9fff]{0,4}$/.test(text.slice(0, slip.start));
}

const NUMERALS = /^[一二三四五六七八九十百千万亿两零〇]+$/;

/** 对十国, 零下三摄氏度: which number is meant only the author knows. */
export const isNumeral = (wrong: string, right: string): boolean =>
  NUMERALS.test(right) && (wrong === "" || NUMERALS.test(wrong));

const STATES =
  /^[中美俄日韩英法德意印泰越老柬缅菲新澳加巴非朝蒙哈乌吉塔土伊沙埃南阿智秘墨冰挪丹芬荷比瑞波匈希葡西塞古委肯尼]$/;

/** 中冰联合声明: which states are meant only the author knows. */
export const isState = ({ text, slip: { start, end, right } }: Place): boolean =>
  STATES.test(text.slice(start, end)) && STATES.test(right) && STATES.test(text.charAt(start - 1));

/** As far as a word echoes. */
const ECHO = 24;
const NO_ECHO =
  "的了在和是不有一中为上个国人这我以要他来用到作地出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经";

/** 财政再紧，没有紧过教育; 言必行, 行必果: what the sentence says twice is meant. */
export function isEcho({ text, slip }: Place): boolean {
  const wrong = text.slice(slip.start, slip.end);
  if (NO_ECHO.includes(wrong)) return false;
  const before = text.slice(Math.max(0, slip.start - ECHO), slip.start);
  return before.includes(wrong) || text.slice(slip.end, slip.end + ECHO).includes(wrong);
}
