/** MC-03, MC-04: the names of leaders, one slip of the pen away or torn apart. */

import { cites, inspection2019 } from "../../authority";
import { hitsOf } from "../../hits";
import { demoLeaders } from "../../packs/demo-leaders";
import { SURNAME } from "../../packs/surnames";
import type { BlockRule, Leader, Match, TextBlock } from "../../rule";
import { isSamePost, POST_WORD, postBefore } from "./leader-list";
import { areConfusable, slipBetween } from "./near-miss";

const leaders = demoLeaders;
const POST = new RegExp(`(?:${POST_WORD}|常委|委员|同志|领导)(?=[一-龥])`, "g");

export const leaderNameTypo: BlockRule = {
  id: "leader-name-typo",
  category: "leader",
  title: "领导人姓名误字",
  severity: "block",
  fix: "suggest",
  authority: [inspection2019("严重表述错误")],
  confidence: 0.93,
  checks: ["MC-03", "MC-04"],
  roles: ["title", "heading", "body", "list", "cell", "caption", "attachment"],
  alsoInQuotations: true,
  when: ({ lexicon }) => lexicon.leaders.length > 0,
  scope: "block",
  find: (block, { lexicon }) => typosIn(block, lexicon.leaders),
  setting: { lexicon: { leaders } },
  wrong: [
    { text: "⟦李明原⟧同志出席会议。", first: "李明远" },
    { text: "市委书记⟦周思奇⟧主持会议。", first: "周思齐" },
    { text: "市长⟦李明辽⟧强调，要压实责任。", first: "李明远" },
    { text: "市政协主席⟦郑帆云⟧到会讲话。", first: "郑云帆" },
    { text: "市人大常委会主任⟦陈若⟧出席。", first: "陈若松" },
    { text: "秘书长⟦欧阳启闻⟧介绍情况。", first: "欧阳启文" },
    { text: "常务副市长⟦贺佳⟧调研。", first: "贺嘉" },
  ],
  right: [
    "市委书记周思齐同志、市长李明远出席会议。",
    "县长李明辉汇报工作。",
    "市民李明、周奇参加活动。",
    "局长陈若水作报告。",
    "同志们，现在开会。",
  ],
};

function typosIn(block: TextBlock, known: readonly Leader[]): Match[] {
  const { text } = block;
  const matches: Match[] = [];
  const add = (place: Candidate | null) => {
    if (place === null || matches.some(({ start, end }) => start < place.end && place.start < end)) return;
    const written = text.slice(place.start, place.end);
    const message = `“${written}”疑为“${place.name}”的误写，领导人姓名错误属严重表述错误，请核对。`;
    matches.push({ block: block.id, start: place.start, end: place.end, message, suggestions: [place.name] });
  };
  for (const found of hitsOf(text, POST)) add(bestAt(text, found.index + found[0].length, known, "after"));
  for (let at = text.indexOf("同志"); at !== -1; at = text.indexOf("同志", at + 1))
    add(bestAt(text, at, known, "before"));
  return matches;
}

interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly weight: number;
}

/** The likeliest leader whose name was meant beside a post or 同志; `null` where a leader is named rightly. */
const VERB =
  /^(?:同志|主持|强调|指出|出席|讲话|表示|要求|介绍|作|参加|带队|调研|到|率|说|一行|会见|致辞|宣布|等|在|与|和|为|对|会|赴|来|听|检查|看望|慰问|签|分别|陪同|宣读|代表|带领|深入|前往|通报|汇报|部署|总结|传达|宣讲|点评|发言|讲授|授课|揭牌|揭幕|启动|批示|指示|要求|接受|接见|接待|走访|视察|考察|督导|督查|督办|检阅|座谈|研究|听取|审议|签署|任|担任|当选|兼任|分管|负责|率队|率领|参观|慰问|见证|推介|致|以|及|同|将|已|也|还|就|从|向|对|并|又|、|（|[^一-龥]|$)/;

function bestAt(text: string, at: number, known: readonly Leader[], side: "after" | "before"): Candidate | null {
  const stands = (name: string) => (side === "after" ? text.startsWith(name, at) : text.slice(0, at).endsWith(name));
  if (known.some(({ name }) => stands(name))) return null;
  const post = side === "after" ? postBefore(text, at) : "";
  let best: Candidate | null = null;
  for (const leader of known)
    for (const length of [leader.name.length, leader.name.length - 1, leader.name.length + 1]) {
      const start = side === "after" ? at : at - length;
      const weight =
        length < 2 || start < 0
          ? 0
          : weightOf(leader, text.slice(start, start + length), {
              post,
              closed: VERB.test(text.slice(start + length)),
            });
      if (weight > (best?.weight ?? 0)) best = { start, end: start + length, name: leader.name, weight };
    }
  return best;
}

/** How sure a slip is: 0 is none. Whoever holds the post that stands there is meant, others need sound or shape. */
function weightOf(
  { name, posts }: Leader,
  written: string,
  { post, closed }: { readonly post: string; readonly closed: boolean },
): number {
  if (!/^[一-龥·]+$/.test(written)) return 0;
  const slip = slipBetween(name, written);
  if (slip === null) return 0;
  const held =
    post.length > 2 || /^(?:市长|省长|县长|区长|州长)$/.test(post)
      ? posts.some(({ title }) => isSamePost(post, title))
      : false;
  const isShort = name.length < 3;
  switch (slip.kind) {
    case "changed": {
      const alike = areConfusable(slip.from, slip.to);
      if (slip.at === 0) return held && !isShort && (alike || closed) ? 3 : 0;
      if (alike) return held ? 6 : isShort ? 0 : 5;
      return held && !isShort && (closed || slip.at < name.length - 1) ? (closed ? 4 : 2) : 0;
    }
    case "swapped":
      return isShort || slip.at === 0 ? 0 : 5;
    case "dropped":
      return held && closed && !isShort ? 4 : 0;
    case "inserted":
      return held && slip.at > 0 && slip.at < name.length && written[slip.at] === written[slip.at - 1] ? 4 : 0;
  }
}

const SPACE = "[ \\u00a0\\u2000-\\u200b\\u3000\\t\\n]{1,3}";
const TORN = new RegExp(
  `(?:${POST_WORD})(?<mark>${SURNAME}(?:[一-龥]${SPACE}[一-龥]|${SPACE}[一-龥]{2}))(?=主持|出席|强调|指出|讲话|介绍|表示|同志|作|参加|带队|调研|主持|率|到会)`,
  "dg",
);

export const leaderSplitLine: BlockRule = {
  id: "leader-split-line",
  category: "leader",
  title: "姓名被空格或换行拆开",
  severity: "warning",
  fix: "suggest",
  authority: [cites("版面规范")()],
  confidence: 0.9,
  checks: ["MC-03"],
  roles: ["title", "heading", "body", "list", "caption"],
  scope: "block",
  needs: " \u00a0\u200b\u3000\t\n",
  find: (block, { lexicon }) => {
    const places = new Map<number, number>();
    for (const { name } of lexicon.leaders)
      for (const [start, end] of tornPlaces(block.text, name)) places.set(start, end);
    for (const found of hitsOf(block.text, TORN)) {
      const [start, end] = found.indices?.groups?.mark ?? [0, 0];
      if (start !== end && !places.has(start)) places.set(start, end);
    }
    return [...places].map(([start, end]) => {
      const whole = block.text.slice(start, end).replace(/\s|\u200b/g, "");
      const message = `“${whole}”被空格或换行拆开，姓名应当连写。`;
      return { block: block.id, start, end, message, suggestions: [whole] };
    });
  },
  setting: { lexicon: { leaders } },
  wrong: [
    { text: "市长⟦李 明远⟧主持会议。", first: "李明远" },
    { text: "市委书记⟦周思　齐⟧出席。", first: "周思齐" },
    { text: "⟦欧阳 启文⟧介绍情况。", first: "欧阳启文" },
    { text: "县长⟦王 建国⟧强调，要压实责任。", first: "王建国" },
  ],
  right: ["市长李明远主持会议。", "周思齐　　李明远　　贺　嘉", "出席：陈若松 郑云帆", "县长 王建国"],
};

/** Names of two characters are set with a space between them on purpose. */
function tornPlaces(text: string, name: string): (readonly [number, number])[] {
  if (name.length < 3) return [];
  const pattern = new RegExp([...name].join("[ \\u00a0\\u200b\\u3000\\t\\n]{0,3}"), "g");
  return hitsOf(text, pattern)
    .filter((found) => found[0].length > name.length)
    .map((found) => [found.index, found.index + found[0].length]);
}
