/** What a rule 规则 is: one file, pure, with its authority and the examples that are its tests. */
import type { Metadata } from "../model/metadata";
import type { Severity } from "./finding";

export type BlockRole = "title" | "heading" | "body" | "list" | "cell" | "caption" | "meta";

/** One stretch of text with the id that findings name. */
export interface TextBlock {
  readonly id: string;
  readonly role: BlockRole;
  readonly text: string;
  /** Stretches that carry a link; absent where there is none. */
  readonly links?: readonly BlockLink[];
}

export interface BlockLink {
  readonly start: number;
  readonly end: number;
  readonly href: string;
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
  readonly confusions: readonly Confusion[];
  /** Words inside which no term rule may fire. */
  readonly allowed: readonly string[];
  readonly governmentHosts: readonly string[];
  readonly officialMediaHosts: readonly string[];
  readonly badHosts: readonly string[];
  /** What a link to any other host does; absent means `warn`. A city profile sets it (NC-22). */
  readonly outsideLink?: "block" | "reason" | "warn";
  /** A reprint needs its source (NC-22, TN-22); absent means yes. */
  readonly sourceRequired?: boolean;
  /** Masked forms by kind (`idNumber`, `mobile`, `bankCard` …); kinds left out keep the built-in form. */
  readonly masks?: Readonly<Record<string, Mask>>;
}

/** How many characters of a masked number stay readable. */
export interface Mask {
  readonly keepStart: number;
  readonly keepEnd: number;
}

export interface Confusion {
  readonly wrong: string;
  readonly right: string;
  readonly why: string;
  /** Longer strings in which `wrong` is innocent: `既使` inside `既使用`. */
  readonly unless?: readonly string[];
  /** `suggest` for pairs that need a look; absent means the replacement is certain. */
  readonly fix?: "suggest";
}

/** A match inside one block. `[start, end)` in UTF-16 units of that block's text. */
export interface Match {
  readonly block: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly suggestions?: readonly string[];
  readonly severity?: Severity;
  /** Narrows the rule's own `fix`; never widens it. */
  readonly fix?: "suggest" | "none";
}

/** A text with `⟦…⟧` around what the rule must find, or without any when it must keep quiet. */
export interface Example {
  readonly text: string;
  /** The first suggestion of the first match. */
  readonly first?: string;
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
  readonly wrong: readonly Example[];
  readonly right: readonly string[];
  /** Where the examples stand when they are not body text of an item without metadata. */
  readonly setting?: {
    readonly role?: BlockRole;
    readonly id?: string;
    readonly metadata?: Metadata;
    readonly href?: string;
  };
  /** A match inside one of these is no finding. */
  readonly antipatterns?: readonly RegExp[];
  /** A word of `lexicon.allowed` that covers a match suppresses it, there only. */
  readonly yieldsToVocabulary?: true;
  /** The match spans much text and may hold findings of other rules: repeated sentences, pairs. */
  readonly wraps?: true;
  /** The rule reads `context.today`: its findings may differ from one day to the next. */
  readonly needsToday?: true;
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
