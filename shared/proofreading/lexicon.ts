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
  return packs.reduce<Lexicon>((sum, pack) => {
    const part = pack.lexicon;
    return {
      ...sum,
      ...part,
      confusions: [...sum.confusions, ...(part.confusions ?? [])],
      allowed: [...sum.allowed, ...(part.allowed ?? [])],
      governmentHosts: [...sum.governmentHosts, ...(part.governmentHosts ?? [])],
      officialMediaHosts: [...sum.officialMediaHosts, ...(part.officialMediaHosts ?? [])],
      badHosts: [...sum.badHosts, ...(part.badHosts ?? [])],
      masks: { ...sum.masks, ...part.masks },
    };
  }, emptyLexicon);
}
