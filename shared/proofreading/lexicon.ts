/** The lexicon of a pass: the parts of all packs, put together in the order of the packs. */
import type { Pack } from "./packs/pack";
import type { Lexicon } from "./rule";

export const emptyLexicon: Lexicon = {
  confusions: [],
  allowed: [],
  governmentHosts: [],
  officialMediaHosts: [],
  badHosts: [],
};

/** Lists add up, single settings of later packs win: a city's pack comes after the built-in ones. */
export function mergeLexicon(packs: readonly Pack[]): Lexicon {
  const parts = packs.map((pack) => pack.lexicon);
  return {
    ...Object.assign({}, emptyLexicon, ...parts),
    confusions: parts.flatMap((part) => part.confusions ?? []),
    allowed: parts.flatMap((part) => part.allowed ?? []),
    governmentHosts: parts.flatMap((part) => part.governmentHosts ?? []),
    officialMediaHosts: parts.flatMap((part) => part.officialMediaHosts ?? []),
    badHosts: parts.flatMap((part) => part.badHosts ?? []),
    masks: Object.fromEntries(parts.flatMap((part) => Object.entries(part.masks ?? {}))),
  };
}
