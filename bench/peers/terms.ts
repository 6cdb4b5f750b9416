/** Made-up wrong words: official words with one character exchanged, always the same ones. */
import { builtinPacks } from "../../shared/proofreading/packs/index";

/** `count` different words of two to six characters; a word that is right by chance does no harm to a race. */
export function madeUpTerms(count: number): string[] {
  const source = builtinPacks.flatMap((pack) => Object.values(pack.lexicon.terms ?? {}).flat());
  const rights = source.flatMap((term) => term.right).filter((word) => word.length >= 2 && word.length <= 6);
  const letters = [...new Set(rights.join(""))];
  const words = new Set<string>();
  let state = 20_261_122;
  const next = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  while (words.size < count) {
    const right = rights[next(rights.length)] ?? "政府";
    const at = next(right.length);
    words.add(right.slice(0, at) + (letters[next(letters.length)] ?? "府") + right.slice(at + 1));
  }
  return [...words];
}
