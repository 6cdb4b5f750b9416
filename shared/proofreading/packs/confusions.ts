/** The built-in confusion tables as terms, by the rule they belong to. */
import type { Term } from "../rule";
import { moreIdioms, moreWords } from "./confusion-more";
import { idiomPairs, wordPairs } from "./confusion-pairs";
import { accounts, commonWords, idioms } from "./confusion-words";
import { officialWords } from "./official-words";
import { variantWords } from "./variant-words";

/**
 * A line is `错 对 缘由 | 例外…`. A `?` before the wrong word asks for a person's look; `-` stands for no reason of its
 * own; the exceptions are longer strings in which the wrong word is none.
 */
export function parseTerms(source: string, plainReason = "词形误写"): Term[] {
  return source.split("\n").flatMap((line) => {
    const [entry = "", exceptions = ""] = line.split("|");
    const [written = "", right = "", why = "-"] = entry.trim().split(" ");
    const wrong = written.replace("?", "");
    if (wrong === "") return [];
    const unless = exceptions
      .trim()
      .split(/\s+/)
      .filter((item) => item !== "");
    return [
      {
        wrong,
        right: [right],
        why: why === "-" ? plainReason : why,
        ...(unless.length === 0 ? {} : { unless }),
        ...(written.startsWith("?") ? { fix: "suggest" as const, severity: "warning" as const } : {}),
      },
    ];
  });
}

/** Pairs `错>对`, as many to a line as fit; the reason names the character that is wrong. */
export function parsePairs(source: string): Term[] {
  return source
    .trim()
    .split(/\s+/)
    .map((pair) => {
      const [wrong = "", right = ""] = pair.split(">");
      return { wrong, right: [right], why: whyOf(wrong, right) };
    });
}

function whyOf(wrong: string, right: string): string {
  const at = Array.from(wrong).findIndex((char, index) => char !== right.charAt(index));
  return at === -1 || wrong.length !== right.length
    ? "词形误写"
    : `此处用“${right.charAt(at)}”，不用“${wrong.charAt(at)}”`;
}

/** A word in several tables is taken once, from the first. */
function distinct(terms: readonly Term[], known: Set<string>): Term[] {
  return terms.filter(({ wrong }) => {
    const isNew = !known.has(wrong);
    known.add(wrong);
    return isNew;
  });
}

function byRule(): Readonly<Record<string, readonly Term[]>> {
  const known = new Set<string>();
  return {
    "typo-official-term": distinct(parseTerms(officialWords), known),
    "typo-zhanghao": distinct(parseTerms(accounts), known),
    "typo-idiom": distinct([...parseTerms(idioms), ...parsePairs(idiomPairs), ...parseTerms(moreIdioms)], known),
    "typo-fenqi": distinct([...parseTerms(commonWords), ...parsePairs(wordPairs), ...parseTerms(moreWords)], known),
    "variant-word": distinct(parseTerms(variantWords, "推荐词形见《第一批异形词整理表》"), known),
  };
}

export const confusionTerms: Readonly<Record<string, readonly Term[]>> = byRule();
