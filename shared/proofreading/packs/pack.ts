/** A lexicon pack 词库: data only, named by the hash of its content. Code never travels in a pack. */
import { digestOfJson } from "../../digest";
import type { Digest } from "../../schema";
import type { Lexicon, PatternRule } from "../rule";
import type { Speller } from "../spelling/speller";
import type { PackAge } from "./pack-age";

export interface Pack {
  readonly id: string;
  readonly version: string;
  /** SHA-256 over the RFC 8785 form of the lexicon part; of a signed pack, over its manifest. */
  readonly hash: Digest;
  readonly lexicon: Partial<Lexicon>;
  /** Only the pack of the spelling model has one. */
  readonly spelling?: Speller;
  /** A Chinese sentence: what a pass with this pack cannot check, and why. Such a pass is partial. */
  readonly lacks?: string;
  /** Rules that the pack brings itself, made from its data. */
  readonly rules?: readonly PatternRule[];
  /** Of a signed pack: when it was issued, and how old it is on the day of the pass. */
  readonly issuedAt?: string;
  readonly age?: PackAge;
}

/** Only a report asks for the hash: it is worked out then, and once. */
export function packOf(id: string, version: string, lexicon: Partial<Lexicon>): Pack {
  let hash: Digest | null = null;
  return {
    id,
    version,
    get hash() {
      hash ??= digestOfJson(lexicon);
      return hash;
    },
    lexicon,
  };
}
