/** MC-01: wrong words from the confusion tables of all packs, found in one pass of one automaton. */
import type { BlockRule, Confusion, Match, TextBlock } from "../rule";
import { TermMatcher } from "../term-matcher";

const matchers = new WeakMap<readonly Confusion[], TermMatcher>();

export const confusedWord: BlockRule = {
  id: "confused-word",
  category: "typo",
  title: "易错词",
  severity: "error",
  fix: "safe",
  authority: "《现代汉语词典》第7版；《通用规范汉字表》",
  confidence: 0.95,
  yieldsToVocabulary: true,
  scope: "block",
  find: (block, { lexicon }) => find(block, lexicon.confusions),
  wrong: [
    { text: "全面⟦布署⟧网站检查工作，⟦再接再励⟧。", first: "部署" },
    { text: "⟦既使⟧困难再大，也要完成。", first: "即使" },
    { text: "市政府⟦做为⟧责任主体", first: "作为" },
    { text: "需⟦按装⟧新设备", first: "安装" },
    { text: "常态化推进⟦扫黑险恶⟧斗争。", first: "扫黑除恶" },
  ],
  right: [
    "全面部署网站检查工作，再接再厉。",
    "该平台既使用方便，又安全可靠。",
    "把工作做为民服务的实事。",
    "请按装订要求整理，宣布署名文章。",
    "即使困难再大，也要完成安装。",
  ],
};

function matcherOf(confusions: readonly Confusion[]): TermMatcher {
  const known = matchers.get(confusions);
  if (known !== undefined) return known;
  const fresh = new TermMatcher(confusions.map((item) => item.wrong));
  matchers.set(confusions, fresh);
  return fresh;
}

function find(block: TextBlock, confusions: readonly Confusion[]): Match[] {
  if (confusions.length === 0) return [];
  return matcherOf(confusions)
    .find(block.text)
    .flatMap(({ term, start, end }) => {
      const item = confusions[term];
      if (item === undefined || isInnocent(block.text, start, item)) return [];
      const message = `“${item.wrong}”应为“${item.right}”：${item.why}。`;
      const fix = item.fix === undefined ? {} : { fix: item.fix, severity: "warning" as const };
      return [{ block: block.id, start, end, message, suggestions: [item.right], ...fix }];
    });
}

/** Whether the hit stands inside one of the longer strings in which it is innocent, or is the right word already. */
function isInnocent(text: string, start: number, item: Confusion): boolean {
  return [item.right, ...(item.unless ?? [])].some((longer) => {
    for (let at = longer.indexOf(item.wrong); at !== -1; at = longer.indexOf(item.wrong, at + 1)) {
      if (text.startsWith(longer, start - at) && start >= at) return true;
    }
    return false;
  });
}
