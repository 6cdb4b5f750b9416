/** Web addresses in a block, linked or written out: the rules on links all look at the same list. */

import type { Severity } from "../../finding";
import { hitsOf } from "../../hits";
import type { BlockLink, Lexicon, TextBlock } from "../../rule";

const TLD =
  "com|cn|net|org|gov|edu|info|top|xyz|vip|cc|me|tv|io|app|shop|site|club|biz|co|hk|tw|online|live|pro|link|wang|mobi|ly|im|to|gl|gs";
/** With a scheme, whatever its ending; of the usual endings without one; behind www. of any ending and in any case. */
const BARE = new RegExp(
  `(?:https?|ftp|file):\\/\\/[\\w@:.\\[\\]-]{1,200}[\\w\\u4e00-\\u9fff.-]{0,100}(?:[/?#][\\w\\-./?%&=+#~:;,@!$*]{0,500})?|(?<![\\w@.%/=&-])(?:[A-Za-z0-9-]{1,63}\\.){1,5}(?:${TLD})(?![\\w-]|\\.[A-Za-z])(?:[/?#][\\w\\-./?%&=+#~:]{0,500})?|(?<![\\w@.%/=&-])[Ww]{3}\\.(?:[A-Za-z0-9-]{1,63}\\.){1,5}[A-Za-z]{2,24}(?![\\w-]|\\.[A-Za-z])(?:[/?#][\\w\\-./?%&=+#~:]{0,500})?`,
  "g",
);

const known = new WeakMap<TextBlock, readonly BlockLink[]>();
const none: readonly BlockLink[] = [];

export function addressesIn(block: TextBlock): readonly BlockLink[] {
  if (block.links === undefined && !block.text.includes(".") && !block.text.includes("://")) return none;
  const kept = known.get(block);
  if (kept !== undefined) return kept;
  const linked = block.links ?? [];
  const bare = hitsOf(block.text, BARE).map((found) => {
    const href = found[0].replace(/[.,;:!?]+$/, "");
    return { start: found.index, end: found.index + href.length, href };
  });
  const fresh = [
    ...linked,
    ...bare.filter((link) => !linked.some((other) => other.start < link.end && link.start < other.end)),
  ];
  known.set(block, fresh);
  return fresh;
}

const severities: Readonly<Record<"block" | "reason" | "warn", Severity>> = {
  block: "block",
  reason: "error",
  warn: "warning",
};

/** What a link out of the government's sites does (NC-22): the city decides. */
export function outsideSeverity(lexicon: Lexicon): Severity {
  return severities[lexicon.outsideLink ?? "warn"];
}
