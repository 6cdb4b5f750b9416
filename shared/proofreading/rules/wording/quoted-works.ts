/** Famous lines beside a work or an author that is not theirs: “先天下之忧而忧”…《醉翁亭记》. */
import { editing } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockRule, Match } from "../../rule";

/** The line by which it is known · works it stands in · its author, a line each. */
const TABLE = `
先天下之忧 · 岳阳楼记 · 范仲淹
苟利国家生死以 · 赴戍登程口占示家人 · 林则徐
人生自古谁无死 · 过零丁洋 · 文天祥
位卑未敢忘忧国 · 病起书怀 · 陆游
天下兴亡，匹夫有责 · 日知录 · 顾炎武,梁启超
路漫漫其修远兮 · 离骚,楚辞 · 屈原
长风破浪会有时 · 行路难 · 李白
天生我材必有用 · 将进酒 · 李白
会当凌绝顶 · 望岳 · 杜甫
安得广厦千万间 · 茅屋为秋风所破歌 · 杜甫
好雨知时节 · 春夜喜雨 · 杜甫
千磨万击还坚劲 · 竹石 · 郑燮,郑板桥
春蚕到死丝方尽 · 无题 · 李商隐
落红不是无情物 · 己亥杂诗 · 龚自珍
我劝天公重抖擞 · 己亥杂诗 · 龚自珍
不识庐山真面目 · 题西林壁 · 苏轼
但愿人长久 · 水调歌头 · 苏轼
大江东去 · 念奴娇 · 苏轼
问渠那得清如许 · 观书有感 · 朱熹
谁言寸草心 · 游子吟 · 孟郊
海内存知己 · 送杜少府之任蜀州 · 王勃
落霞与孤鹜齐飞 · 滕王阁序 · 王勃
欲穷千里目 · 登鹳雀楼 · 王之涣
山重水复疑无路 · 游山西村 · 陆游
纸上得来终觉浅 · 冬夜读书示子聿 · 陆游
不积跬步 · 劝学,荀子 · 荀子
锲而不舍 · 劝学,荀子 · 荀子
业精于勤 · 进学解 · 韩愈
莫等闲 · 满江红 · 岳飞
生当作人杰 · 夏日绝句 · 李清照
粒粒皆辛苦 · 悯农 · 李绅
野火烧不尽 · 赋得古原草送别 · 白居易
雄关漫道真如铁 · 忆秦娥 · 毛泽东
不到长城非好汉 · 清平乐 · 毛泽东
数风流人物 · 沁园春 · 毛泽东
为有牺牲多壮志 · 七律,到韶山 · 毛泽东
千里之行，始于足下 · 道德经,老子 · 老子
上善若水 · 道德经,老子 · 老子
治大国若烹小鲜 · 道德经,老子 · 老子
老吾老以及人之老 · 孟子 · 孟子
富贵不能淫 · 孟子 · 孟子
生于忧患 · 孟子 · 孟子
民为贵 · 孟子 · 孟子
三人行，必有我师 · 论语 · 孔子
己所不欲 · 论语 · 孔子
学而时习之 · 论语 · 孔子
其身正，不令而行 · 论语 · 孔子
为政以德 · 论语 · 孔子
天行健 · 周易,易经,易传 · 
出淤泥而不染 · 爱莲说 · 周敦颐
醉翁之意不在酒 · 醉翁亭记 · 欧阳修
山不在高 · 陋室铭 · 刘禹锡
沉舟侧畔千帆过 · 酬乐天扬州初逢席上见赠 · 刘禹锡
采菊东篱下 · 饮酒 · 陶渊明
老骥伏枥 · 龟虽寿,步出夏门行 · 曹操
鞠躬尽瘁 · 后出师表,出师表 · 诸葛亮
`;

interface Line {
  readonly works: readonly string[];
  readonly authors: readonly string[];
}

const split = (text: string): readonly string[] =>
  text
    .trim()
    .split(",")
    .filter((item) => item !== "");
const lines: ReadonlyMap<string, Line> = new Map(
  TABLE.trim()
    .split("\n")
    .map((row): [string, Line] => {
      const [line = "", works = "", authors = ""] = row.split(" ·");
      return [line.trim(), { works: split(works), authors: split(authors) }];
    }),
);
const LINES = new RegExp([...lines.keys()].join("|"), "g");
const known: ReadonlySet<string> = new Set([...lines.values()].flatMap(({ works }) => works));
const people: ReadonlySet<string> = new Set([...lines.values()].flatMap(({ authors }) => authors));
const AUTHOR = new RegExp(
  `(?:${[...people].join("|")})(?=的?(?:诗|词|名句|名言|在《|说|写|曾|有言|有诗|《|：|，))`,
  "g",
);
const NEAR = 46;
const SAYS = /出自|语出|写下|名句|名言|名篇|诗句|在$|说$|写道|中写|中的?$|里的?$|源自|所说/;

export const quotedWork: BlockRule = {
  id: "wording-quoted-work",
  category: "quotation",
  title: "名句的出处、作者有误",
  severity: "warning",
  fix: "none",
  authority: [editing("引文核对")],
  confidence: 0.88,
  checks: ["MC-01"],
  scope: "block",
  words: [...lines.keys()],
  find: ({ id, text }) =>
    hitsOf(text, LINES).flatMap((found): Match[] => {
      const line = lines.get(found[0]);
      if (line === undefined) return [];
      const from = Math.max(0, found.index - NEAR);
      const around = text.slice(from, found.index + found[0].length + NEAR);
      // A second line nearby may be the one that is spoken of.
      if (hitsOf(around, LINES).length > 1) return [];
      const works = hitsOf(around, /《([^《》·]{2,14})(?:·[^《》]{1,12})?》/g);
      if (works.some(({ 1: work = "" }) => line.works.some((own) => work.startsWith(own)))) return [];
      const wrong = works.find(({ 1: work = "" }) => known.has(work));
      if (wrong !== undefined && SAYS.test(around)) {
        const message = `这一句出自《${line.works[0] ?? ""}》，请核对出处。`;
        return [{ block: id, start: from + wrong.index, end: from + wrong.index + wrong[0].length, message }];
      }
      const authors = hitsOf(around, AUTHOR);
      const other = authors.find(({ 0: name }) => !line.authors.includes(name) && !line.works.includes(name));
      if (line.authors.length === 0 || other === undefined || authors.length > 1) return [];
      const message = `这一句的作者是${line.authors[0] ?? ""}，请核对。`;
      return [{ block: id, start: from + other.index, end: from + other.index + other[0].length, message }];
    }),
  wrong: [
    { text: "“先天下之忧而忧，后天下之乐而乐。”范仲淹在⟦《醉翁亭记》⟧中写下这句名言。" },
    { text: "⟦杜甫⟧的诗句“长风破浪会有时”激励着我们。" },
    { text: "“不积跬步，无以至千里”语出⟦《论语》⟧。" },
  ],
  right: [
    "“先天下之忧而忧，后天下之乐而乐。”范仲淹在《岳阳楼记》中写下这句名言。",
    "李白的诗句“长风破浪会有时”激励着我们。",
    "“不积跬步，无以至千里”语出《荀子·劝学》。",
    "活动分诵读《将进酒》、讲解“先天下之忧而忧”两个环节。",
  ],
};
