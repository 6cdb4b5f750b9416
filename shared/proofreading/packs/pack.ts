/** A lexicon pack 词库: data only, named by the hash of its content. Code never travels in a pack. */
import { digestOfJson } from "../../digest";
import type { Digest } from "../../schema";
import type { Lexicon } from "../rule";
import type { Speller } from "../spelling/speller";

export interface Pack {
  readonly id: string;
  readonly version: string;
  /** SHA-256 over the RFC 8785 form of the lexicon part. */
  readonly hash: Digest;
  readonly lexicon: Partial<Lexicon>;
  /** Only the pack of the spelling model has one. */
  readonly spelling?: Speller;
}

export function packOf(id: string, version: string, lexicon: Partial<Lexicon>): Pack {
  return { id, version, hash: digestOfJson(lexicon), lexicon };
}
