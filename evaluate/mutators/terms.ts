/** Wrong words: slips of the keyboard in phrases and idioms, confusable words, missing and surplus characters, wording. */

import { commonWords } from "../data/common-words";
import { byKeyboard, byLook, bySound } from "../data/confusions";
import { idioms, officialPhrases } from "../data/phrases";
import {
  collocationSentences,
  confusableSentences,
  partySentences,
  peopleSentences,
  territorySentences,
  variantWords,
  wordingSentences,
} from "../data/terms";
import { addSentence, changeAt, placesOf, rewriting, sentenceOf } from "../places";
import type { Mutator } from "../plant";
import type { Random } from "../random";

const tables = { 音近: bySound, 形近: byLook, 五笔邻键: byKeyboard } as const;
type Kind = keyof typeof tables;
export const slipTables = ["音近", "形近", "五笔邻键"] as const satisfies readonly Kind[];
const words = new Set([...commonWords, ...officialPhrases, ...idioms]);

/** The word with one character traded for another that is typed for it; `null` when there is none. */
export function slipOf(word: string, random: Random, kind: Kind): string | null {
  const at = random.shuffle([...word].map((_, index) => index));
  for (const index of at) {
    const others = (tables[kind].get(word.charAt(index)) ?? []).filter((other) => !word.includes(other));
    const other = random.maybe(others);
    const wrong = other === null ? null : word.slice(0, index) + other + word.slice(index + 1);
    if (wrong !== null && !words.has(wrong)) return wrong;
  }
  return null;
}

const phraseFrames = [
  "各地各部门要把⟦⟧摆在突出位置，结合实际抓好落实。",
  "围绕⟦⟧，相关部门制定了年度计划。",
  "会议专题研究了⟦⟧等事项。",
  "今年以来，我市在⟦⟧方面做了大量工作。",
  "要将⟦⟧纳入年度考核内容。",
];
const idiomFrames = [
  "一年来，全体干部职工⟦⟧，圆满完成了各项任务。",
  "面对困难，大家⟦⟧，始终坚守岗位。",
  "这项工作要⟦⟧，不能有丝毫松懈。",
  "现场一派⟦⟧的景象。",
  "有的单位⟦⟧，造成了不良影响。",
];

function slipIn(
  about: Pick<Mutator, "name" | "category" | "severity">,
  { list, frames, kind }: { list: readonly string[]; frames: readonly string[]; kind: Kind },
): Mutator {
  return {
    ...about,
    nature: "contextual",
    mutate: (draft, random) => {
      const word = random.pick(list);
      const wrong = slipOf(word, random, kind);
      if (wrong === null) return null;
      const [lead = "", tail = ""] = random.pick(frames).split("⟦⟧");
      return addSentence(draft, random, { lead, wrong, right: word, tail });
    },
  };
}

/** Slips in the document's own words: no list of wrong words foresees them all. */
function slipInText(kind: Kind): Mutator {
  const pattern = new RegExp(`(?:${[...officialPhrases, ...commonWords].join("|")})`, "g");
  return {
    ...rewriting(
      { name: `文中词语${kind}错字`, category: "spelling", nature: "contextual", severity: "warning" },
      pattern,
      ({ text }, random) => slipOf(text, random, kind),
    ),
  };
}

const omitted: Mutator = rewriting(
  { name: "漏字", category: "extra-character", nature: "contextual", severity: "warning" },
  new RegExp(officialPhrases.filter((phrase) => phrase.length === 4).join("|"), "g"),
  ({ text }, random) => {
    const at = random.below(4);
    return text.slice(0, at) + text.slice(at + 1);
  },
);
const surplus: Mutator = rewriting(
  { name: "多字", category: "extra-character", nature: "contextual", severity: "warning" },
  new RegExp(officialPhrases.filter((phrase) => phrase.length === 4).join("|"), "g"),
  ({ text }, random) => {
    const at = 1 + random.below(3);
    return random.below(2) === 0
      ? text.slice(0, at) + text.charAt(at - 1) + text.slice(at)
      : text.slice(0, at) + random.pick([..."了是"]) + text.slice(at);
  },
);
const swapped: Mutator = rewriting(
  { name: "字序颠倒", category: "extra-character", nature: "contextual", severity: "warning" },
  new RegExp(officialPhrases.filter((phrase) => phrase.length === 4).join("|"), "g"),
  ({ text }, random) => {
    const at = random.below(3);
    return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
  },
);

const variant: Mutator = {
  name: "异形词",
  category: "variant",
  nature: "deterministic",
  severity: "hint",
  mutate: (draft, random) => {
    const [wrong, right] = random.pick(variantWords);
    const frame = random.pick([
      "有关⟦⟧的内容见下文。",
      "会上还介绍了⟦⟧方面的情况。",
      "代表们谈到了⟦⟧。",
      "这与⟦⟧有关。",
    ]);
    const [lead = "", tail = ""] = frame.split("⟦⟧");
    return addSentence(draft, random, { lead, wrong, right, tail });
  },
};

const listed = (about: Pick<Mutator, "name" | "category" | "severity">, lines: readonly string[]): Mutator => ({
  ...about,
  nature: "contextual",
  mutate: (draft, random) => addSentence(draft, random, sentenceOf(random.pick(lines))),
});

/** A confusable word of the text itself. */
const confusablePairs = [
  "截至截止",
  "必须必需",
  "权利权力",
  "反映反应",
  "法治法制",
  "制定制订",
  "及时即时",
  "予以与以",
  "其他其它",
  "账账",
  "部署布署",
  "作出做出",
];
const confusableInText: Mutator = {
  name: "文中易混词",
  category: "confusable",
  nature: "contextual",
  severity: "warning",
  mutate: (draft, random) => {
    const pairs = confusablePairs
      .filter((pair) => pair.length === 4)
      .map((pair) => [pair.slice(0, 2), pair.slice(2)] as const);
    const known = pairs.filter(([right]) => !["制定", "作出", "其他", "及时"].includes(right));
    const place = random.maybe(
      known.flatMap(([right, wrong]) => placesOf(draft, new RegExp(right, "g")).map((at) => ({ at, wrong }))),
    );
    return place === null ? null : { changes: [changeAt(place.at, place.wrong)] };
  },
};

/** The engine cannot be sure of a slip that no table knows: it warns. */
const typo = { category: "typo", severity: "warning" } as const;
const idiom = { category: "idiom", severity: "warning" } as const;

export const termMutators: readonly Mutator[] = [
  slipIn({ ...typo, name: "公文用语音近错字" }, { list: officialPhrases, frames: phraseFrames, kind: "音近" }),
  slipIn({ ...typo, name: "公文用语形近错字" }, { list: officialPhrases, frames: phraseFrames, kind: "形近" }),
  slipIn({ ...typo, name: "公文用语五笔邻键错字" }, { list: officialPhrases, frames: phraseFrames, kind: "五笔邻键" }),
  slipIn({ ...idiom, name: "成语音近错字" }, { list: idioms, frames: idiomFrames, kind: "音近" }),
  slipIn({ ...idiom, name: "成语形近错字" }, { list: idioms, frames: idiomFrames, kind: "形近" }),
  slipInText("音近"),
  slipInText("形近"),
  slipInText("五笔邻键"),
  omitted,
  surplus,
  swapped,
  variant,
  listed({ name: "易混词句", category: "confusable", severity: "warning" }, confusableSentences),
  confusableInText,
  listed({ name: "语病", category: "collocation", severity: "warning" }, collocationSentences),
  listed({ name: "人群称谓不当", category: "wording", severity: "warning" }, wordingSentences),
  listed({ name: "民族宗教称谓不当", category: "people", severity: "error" }, peopleSentences),
  listed({ name: "涉港澳台与领土表述", category: "territory", severity: "block" }, territorySentences),
  listed({ name: "政治表述缺项错项", category: "party-wording", severity: "block" }, partySentences),
];
