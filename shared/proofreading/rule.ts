/** What a rule 规则 is: one file, pure, with its authority and the examples that are its tests. */
import type { Metadata } from "../model/metadata";
import type { Authority } from "./authority";
import type { BlockPart } from "./block-part";
import type { Category } from "./category";
import type { Severity } from "./finding";
import type { Speller } from "./spelling/speller";

/** `attachment` is text taken out of an attached file (MC-36). */
export type BlockRole = "title" | "heading" | "body" | "list" | "cell" | "caption" | "attachment" | "meta";

/** One stretch of text with the id that findings name. */
export interface TextBlock {
  readonly id: string;
  readonly role: BlockRole;
  readonly text: string;
  /** Stretches that carry a link; absent where there is none. */
  readonly links?: readonly BlockLink[];
  /** Where a cell stands in its table; merged cells count once, at their upper left. */
  readonly cell?: CellPlace;
  /** What the block is besides its text, for rules about structure; absent for running text. */
  readonly part?: BlockPart;
}

export interface CellPlace {
  /** Id of the table's block. */
  readonly table: string;
  /** From 0, merged cells above and to the left counted in. */
  readonly row: number;
  readonly column: number;
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
  /** The spelling model of the installed packs, if one is. */
  readonly spelling: Speller | null;
  /** All blocks of the document in order, for `judge`: one that reads them is asked again whenever any has changed. */
  readonly blocks: readonly TextBlock[];
}

/** What the packs of a pass bring together. Every part may come from several packs. */
export interface Lexicon {
  /** Terms by the id of the term rule they belong to; they add to the rule's own. */
  readonly terms: Readonly<Record<string, readonly Term[]>>;
  /** Words inside which no term rule may fire (R4). */
  readonly allowed: readonly string[];
  readonly governmentHosts: readonly string[];
  readonly officialMediaHosts: readonly string[];
  readonly badHosts: readonly string[];
  /** 稿源名单: names of sources a reprint may come from; empty means no list was supplied. */
  readonly newsSources: readonly string[];
  readonly organs: readonly DatedName[];
  readonly regions: readonly DatedName[];
  readonly laws: readonly DatedName[];
  readonly leaders: readonly Leader[];
  /** Texts that quotations are checked against (R6). */
  readonly sources: readonly SourceText[];
  /** What the profile or a pack sets for single rules, by rule id. */
  readonly settings: Readonly<Record<string, RuleSetting>>;
  /** The same for single columns 栏目, by their id: complete, they take the place of `settings`. */
  readonly columnSettings?: Readonly<Record<string, Readonly<Record<string, RuleSetting>>>>;
  /** What a link to any other host does; absent means `warn`. A city profile sets it (NC-22). */
  readonly outsideLink?: "block" | "reason" | "warn";
  /** A reprint needs its source (NC-22, TN-22); absent means yes. */
  readonly sourceRequired?: boolean;
  /** What the city's profile demands of the metadata panel; absent means no item is judged by it. */
  readonly panel?: PanelDemands;
  /** 域名登记: hosts of the own site; empty or absent means none was supplied. */
  readonly siteHosts?: readonly string[];
  /** 单位登记: full names of the own units, by which names in the text are told apart. */
  readonly units?: readonly string[];
  /** Days off and days worked against the week, `YYYY-MM-DD`; working days are Monday to Friday without it. */
  readonly holidays?: { readonly off: readonly string[]; readonly worked: readonly string[] };
  /** Masked forms by kind (`idNumber`, `mobile`, `bankCard` …); kinds left out keep the built-in form. */
  readonly masks?: Readonly<Record<string, Mask>>;
}

/** 元数据要求: see `metadata` and `deadlines` of a profile. */
export interface PanelDemands {
  /** Fields that may not be blank (XY-0). */
  readonly required: readonly string[];
  /** 信息索取号, a regular expression for the whole value. */
  readonly indexPattern: string | null;
  /** 主动公开 within so many working days of formation (TN-12). */
  readonly disclosureWorkingDays: number | null;
}

/** A name that holds from one day to another (R11); a missing end means it still holds. */
export interface DatedName {
  readonly name: string;
  /** Other forms that mean the same: 国家发改委. */
  readonly short?: readonly string[];
  /** First day it is right and first day it is no longer. */
  readonly from?: string;
  readonly until?: string;
  /** What it is called, or who does its work, afterwards. */
  readonly successors?: readonly string[];
  /** The region it lies in, the body it belongs to. */
  readonly parent?: string;
  /** Official code: 行政区划代码. */
  readonly code?: string;
}

/** 领导人: only an administrator's pack has any. */
export interface Leader {
  readonly name: string;
  readonly posts: readonly {
    readonly title: string;
    readonly from: string;
    readonly until?: string;
    readonly rank?: number;
  }[];
}

export interface SourceText {
  readonly title: string;
  readonly text: string;
}

export interface RuleSetting {
  readonly severity?: Severity;
  readonly off?: true;
  /** Lower levels cannot change what a higher one locked. */
  readonly locked?: true;
}

/** How many characters of a masked number stay readable. */
export interface Mask {
  readonly keepStart: number;
  readonly keepEnd: number;
}

/** One wrong form 错误词形 and what to write instead. Two characters at least. */
export interface Term {
  readonly wrong: string;
  readonly right: readonly string[];
  readonly why: string;
  /** Longer strings in which `wrong` is innocent: `既使` inside `既使用`. */
  readonly unless?: readonly string[];
  /** Narrows the rule's own fix and severity for terms that need a look. */
  readonly fix?: "suggest" | "none";
  readonly severity?: Severity;
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

/** A text with `⟦…⟧` around what the rule must find, or without any when it must keep quiet. Lines are blocks. */
export interface Example {
  readonly text: string;
  /** The first suggestion of the first match. */
  readonly first?: string;
  readonly metadata?: Partial<Metadata>;
  /** The day it is judged by, when that matters. */
  readonly today?: string;
  /** The parts of its lines, in order, for rules about structure. */
  readonly parts?: readonly (BlockPart | null)[];
  /** Its lines are the cells of a table with so many columns, row by row. */
  readonly columns?: number;
}

interface RuleMeta {
  /** Kebab-case, stable for ever. */
  readonly id: string;
  readonly category: Category;
  readonly title: string;
  readonly severity: Severity;
  readonly fix: "safe" | "suggest" | "none";
  /** 依据, at least one. */
  readonly authority: readonly Authority[];
  readonly confidence: number;
  /** The checks of the requirements it serves: `MC-01`. */
  readonly checks?: readonly string[];
  /** At least three. Each must give exactly the marked stretches and, if given, the first suggestion. */
  readonly wrong: readonly Example[];
  /** At least three, one of them a near miss. */
  readonly right: readonly (string | Example)[];
  /** Where the examples stand when they are not body text of an item without metadata. */
  readonly setting?: {
    readonly role?: BlockRole;
    readonly id?: string;
    readonly metadata?: Metadata;
    readonly href?: string;
    /** Added to the built-in packs for the examples: leaders, sources. */
    readonly lexicon?: Partial<Lexicon>;
    /** Takes the place of the spelling model. */
    readonly spelling?: Speller;
  };
  /** Kinds of block it looks at; all but `meta` when absent. */
  readonly roles?: readonly BlockRole[];
  /** Asked once a pass: without it the rule looks at nothing and judges nothing. It may not read `blocks`. */
  readonly when?: (context: ProofContext) => boolean;
  /**
   * A block that carries links (a part) is looked at whatever its text; any other only when `needs`, `seeks` and `words`
   * say so, and never without them.
   */
  readonly carried?: "links" | "part";
  /** A match inside one of these is no finding. */
  readonly antipatterns?: readonly RegExp[];
  /** A word of `lexicon.allowed` that covers a match suppresses it, there only. */
  readonly yieldsToVocabulary?: true;
  /** Speech between quotation marks suppresses it, there only: it is about style, and people talk as they talk. */
  readonly yieldsToSpeech?: true;
  /** The match spans much text and may hold findings of other rules: repeated sentences, pairs. */
  readonly wraps?: true;
  /** The rule reads `context.today`: its findings may differ from one day to the next. */
  readonly needsToday?: true;
  /** Its findings on quoted text stand too: a privacy leak is one wherever it is. */
  readonly alsoInQuotations?: true;
}

/** Literal terms; all term rules together are one automaton. `lexicon.terms[id]` adds to them. */
export interface TermRule extends RuleMeta {
  readonly scope: "terms";
  readonly terms: readonly Term[];
}

/** Regular expressions. The engine runs one only on blocks that hold a character it cannot match without. */
export interface PatternRule extends RuleMeta {
  readonly scope: "pattern";
  readonly patterns: readonly Pattern[];
}

export interface Pattern {
  /** Flag `g`; every quantifier bounded. A group named `mark` narrows the finding to itself. */
  readonly regex: RegExp;
  /** `$0` is the finding's text, `$1` … `$9` are groups. */
  readonly message: string | ((found: RegExpExecArray) => string);
  /** Same templates; an empty result means nothing to suggest. */
  readonly suggest?: string | readonly string[] | ((found: RegExpExecArray) => readonly string[]);
  /** Turns a hit down, when code must look. */
  readonly accept?: (found: RegExpExecArray, block: TextBlock, context: ProofContext) => boolean;
  readonly fix?: "suggest" | "none";
  readonly severity?: Severity;
}

/** Code that looks at one block. */
export interface BlockRule extends RuleMeta {
  readonly scope: "block";
  /**
   * Without one of these characters a block has no finding: `needs: "、"`, or a table with 1 for each of the 65,536
   * units. Absent means every block is looked at. Fields of the metadata are few and always looked at.
   */
  readonly needs?: string | Uint8Array;
  /** Instead of `needs`: what the code looks for. A block in which none of these can match has no finding. */
  readonly seeks?: readonly RegExp[];
  /** Without one of these strings a block has no finding either: one loop looks for all strings of all rules. */
  readonly words?: readonly string[];
  readonly find: (block: TextBlock, context: ProofContext) => readonly Match[];
}

/** Code that compares blocks: `facts` takes what matters out of one (cached until it changes), `judge` sees all, in order. */
export interface DocumentRule<F = unknown> extends RuleMeta {
  readonly scope: "document";
  /** A block without one of these characters, or in which none of `seeks` can match, has no fact. */
  readonly needs?: string;
  readonly seeks?: readonly RegExp[];
  readonly words?: readonly string[];
  facts(block: TextBlock, context: ProofContext): F | null;
  judge(facts: readonly BlockFact<F>[], context: ProofContext): readonly Match[];
}

export interface BlockFact<F> {
  readonly block: string;
  readonly role: BlockRole;
  /** Position among all blocks of the document. */
  readonly index: number;
  readonly fact: F;
}

export type Rule = TermRule | PatternRule | BlockRule | DocumentRule;
