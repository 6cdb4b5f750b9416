/**
 * How often a string may be expected in official Chinese: for choosing, of all strings a pattern cannot match without,
 * the rarest. A wrong guess costs time and never a finding.
 */

/** Units by falling frequency in laws, news and work reports. */
const common =
  "，的。、人国和中行应会当第条一民政法定在有业理部作十发以管大动地关生规工全主1门者事0设用对机建市合等公上出年经务进保；）（不展为制区员要2开方二三家了实新施本安物通体时或府同位共产化其成是教重强处日平议加车护学水提及运组活单利他可责级与委并资”四内“个监调场标改前自下交能营到高所将3力文天向织办表得照相报收度境立信近五总来5解分现多治依项系气服过期构环入于社道由商任统面后县性案持城习推取企按4权两院正职各海电污导月代长品村好今路使件目指这意省放反育基明准防协域查情次革外救量急督从元集检决据善源医程布受违态例记间划名置染领备举接美口律常济证特式供心《》万密港示问起联农审采求我范：废席战湿列造宗房险克负六客见排6际息质9参结点就未确疗";

const MOST = 0.012;
const RARE = 0.00005;
/** Two characters that stand together do so more often than chance has it. */
const TOGETHER = 8;

const shares: ReadonlyMap<string, number> = new Map(
  Array.from(common, (char, rank) => [char, MOST / (1 + rank / 22)] as const),
);

/** Occurrences per character, roughly. */
export function frequencyOf(text: string): number {
  let chance = 1;
  let rarest = 1;
  for (const char of text) {
    const share = shares.get(char) ?? RARE;
    rarest = Math.min(rarest, share);
    chance *= chance === 1 ? share : Math.min(1, share * TOGETHER);
  }
  return Math.min(chance, rarest);
}

/** That one of the strings occurs. */
export function frequencyOfAny(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + frequencyOf(text), 0);
}
