/** A person's or a unit's dictionary as a pack (R19): accepted words excuse, rejected words are warned about. */
import type { Term } from "../rule";
import { type Pack, packOf } from "./pack";

export interface Dictionary {
  /** Words in which no term is wrong. */
  readonly accept: readonly string[];
  readonly reject: readonly RejectedWord[];
}

export interface RejectedWord {
  readonly wrong: string;
  /** What to write instead; empty when it is to be rewritten. */
  readonly right: string;
  readonly why: string;
}

const WHY = "本单位勘误表已收";

/** `id` tells dictionaries apart: `user`, `unit`. */
export function dictionaryPack(id: string, version: string, { accept, reject }: Dictionary): Pack {
  const terms = reject.filter(({ wrong, right }) => wrong.length >= 2 && wrong !== right).map(termOf);
  return packOf(`dictionary-${id}`, version, {
    allowed: [...new Set(accept.filter((word) => word !== ""))],
    terms: { "unit-term": terms },
  });
}

function termOf({ wrong, right, why }: RejectedWord): Term {
  return { wrong, right: right === "" ? [] : [right], why: why.trim() === "" ? WHY : why.trim() };
}
