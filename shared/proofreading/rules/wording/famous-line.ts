/** Lines that are quoted whole, verse and old sayings among them, a character away from what they are. */
import { editing } from "../../authority";
import { famousLines } from "../../packs/famous-lines";
import type { BlockRule } from "../../rule";
import { slipBetween } from "../names/near-miss";
import { PhraseSlips } from "./phrase-slips";

const slips = new PhraseSlips(famousLines);
const onlyHan = (text: string): string => text.replace(/[^一-龥\d]/g, "");
const SHORTEST = 8;
/** Said this way too, in other speeches or as an attribute. */
const ALSO_SAID: ReadonlySet<string> = new Set(["大道之行，天下为公", "科学技术第一生产力", "幸福是奋斗出来的"]);

export const famousLine: BlockRule = {
  id: "wording-famous-line",
  category: "quotation",
  title: "诗词名句、格言与原文不符",
  severity: "warning",
  fix: "suggest",
  authority: [editing("引文核对")],
  confidence: 0.88,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  scope: "block",
  words: slips.words,
  find: ({ id, text }) =>
    slips.find(text).flatMap(({ start, end, right, phrase }) => {
      const written = text.slice(start, end);
      if (ALSO_SAID.has(written)) return [];
      // One character of a whole line: who changes more means another line.
      if (onlyHan(phrase).length < SHORTEST || slipBetween(onlyHan(phrase), onlyHan(written)) === null) return [];
      const message = `“${written}”与名句“${phrase}”不符，请核对原文。`;
      return [{ block: id, start, end, message, suggestions: [right] }];
    }),
  wrong: [
    { text: "“⟦天下兴亡，匹夫有则⟧。”", first: "天下兴亡，匹夫有责" },
    { text: "“⟦会当临绝顶，一览众山小⟧。”", first: "会当凌绝顶，一览众山小" },
    { text: "要牢记“⟦空谈误国，实干新邦⟧”。", first: "空谈误国，实干兴邦" },
    { text: "“⟦横眉冷对千夫指，俯首甘为儒子牛⟧”。", first: "横眉冷对千夫指，俯首甘为孺子牛" },
  ],
  right: [
    "“天下兴亡，匹夫有责。”",
    "“会当凌绝顶，一览众山小。”",
    "既要不畏浮云遮望眼，也要脚踏实地。",
    "实干兴邦，空谈误国。",
    "大道之行，天下为公；发挥科学技术第一生产力的作用。",
  ],
};
