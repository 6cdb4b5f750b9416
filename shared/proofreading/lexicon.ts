/** The lexicon of a pass: the parts of all packs, put together in the order of the packs. */
import type { Pack } from "./packs/pack";
import type { Lexicon, RuleSetting, Term } from "./rule";

export const emptyLexicon: Lexicon = {
  terms: {},
  allowed: [],
  governmentHosts: [],
  officialMediaHosts: [],
  badHosts: [],
  newsSources: [],
  organs: [],
  regions: [],
  laws: [],
  leaders: [],
  sources: [],
  settings: {},
};

/** Lists add up, single settings of later packs win: a city's pack comes after the built-in ones. */
export function mergeLexicon(packs: readonly Pack[]): Lexicon {
  const parts = packs.map((pack) => pack.lexicon);
  return {
    ...Object.assign({}, emptyLexicon, ...parts),
    terms: mergeTerms(parts),
    allowed: parts.flatMap((part) => part.allowed ?? []),
    governmentHosts: parts.flatMap((part) => part.governmentHosts ?? []),
    officialMediaHosts: parts.flatMap((part) => part.officialMediaHosts ?? []),
    badHosts: parts.flatMap((part) => part.badHosts ?? []),
    newsSources: parts.flatMap((part) => part.newsSources ?? []),
    organs: parts.flatMap((part) => part.organs ?? []),
    regions: parts.flatMap((part) => part.regions ?? []),
    laws: parts.flatMap((part) => part.laws ?? []),
    leaders: parts.flatMap((part) => part.leaders ?? []),
    sources: parts.flatMap((part) => part.sources ?? []),
    siteHosts: parts.flatMap((part) => part.siteHosts ?? []),
    units: parts.flatMap((part) => part.units ?? []),
    settings: mergeSettings(parts),
    masks: Object.fromEntries(parts.flatMap((part) => Object.entries(part.masks ?? {}))),
  };
}

function mergeTerms(parts: readonly Partial<Lexicon>[]): Lexicon["terms"] {
  const merged: Record<string, Term[]> = {};
  for (const part of parts)
    for (const [rule, terms] of Object.entries(part.terms ?? {})) merged[rule] = [...(merged[rule] ?? []), ...terms];
  return merged;
}

/** A locked setting stays whatever later packs say. */
function mergeSettings(parts: readonly Partial<Lexicon>[]): Lexicon["settings"] {
  const merged: Record<string, RuleSetting> = {};
  for (const part of parts)
    for (const [rule, setting] of Object.entries(part.settings ?? {}))
      if (merged[rule]?.locked !== true) merged[rule] = setting;
  return merged;
}
