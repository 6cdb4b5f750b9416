/** What a rule 规则 is: one file, pure, with its authority and the examples that are its tests. */
import type { Metadata } from "../model/metadata";
import type { Severity } from "./finding";

export type BlockRole = "title" | "heading" | "body" | "list" | "cell" | "caption" | "meta";

/** One stretch of text with the id that findings name. */
export interface TextBlock {
  readonly id: string;
  readonly role: BlockRole;
  readonly text: string;
}

/** What a rule sees of the item besides text. */
export interface ProofContext {
  readonly metadata: Metadata | null;
  /** The day the text is judged by, `YYYY-MM-DD`. */
  readonly today: string;
  /** Host classes, confusion terms and the like, from the packs. */
  readonly lexicon: Lexicon;
}

export interface Lexicon {
  /** wrong → right, with the word that explains it. */
  readonly confusions: readonly { readonly wrong: string; readonly right: string; readonly why: string }[];
  /** Words inside which no term rule may fire. */
  readonly allowed: readonly string[];
  readonly governmentHosts: readonly string[];
  readonly officialMediaHosts: readonly string[];
  readonly badHosts: readonly string[];
}

/** A match inside one block. `[start, end)` in UTF-16 units of that block's text. */
export interface Match {
  readonly block: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly suggestions?: readonly string[];
  readonly severity?: Severity;
}

interface RuleMeta {
  /** Kebab-case, stable for ever. */
  readonly id: string;
  readonly category: string;
  readonly title: string;
  readonly severity: Severity;
  readonly fix: "safe" | "suggest" | "none";
  /** 依据 */
  readonly authority: string;
  readonly confidence: number;
  /** Each must give exactly the marked stretches (《…》 are not marks; `⟦` and `⟧` are) and, if given, the first suggestion. */
  readonly wrong: readonly { readonly text: string; readonly first?: string }[];
  readonly right: readonly string[];
}

export interface BlockRule extends RuleMeta {
  readonly scope: "block";
  readonly roles?: readonly BlockRole[];
  readonly find: (block: TextBlock, context: ProofContext) => readonly Match[];
}

export interface DocumentRule extends RuleMeta {
  readonly scope: "document";
  readonly find: (blocks: readonly TextBlock[], context: ProofContext) => readonly Match[];
}

export type Rule = BlockRule | DocumentRule;
