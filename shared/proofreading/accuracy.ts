/** Written by `npm run evaluate`: what the engine finds, and what it finds wrongly (R3). */
export interface Accuracy {
  readonly measuredOn: string;
  /** The packs it was measured with. */
  readonly rules: string;
  readonly rows: readonly {
    readonly category: string;
    readonly planted: number;
    readonly found: number;
    readonly recall: number;
    readonly precision: number;
  }[];
  /** Findings in texts without errors. */
  readonly clean: readonly {
    readonly text: string;
    readonly characters: number;
    readonly block: number;
    readonly error: number;
    readonly warning: number;
    readonly hint: number;
    /** True errors of the text itself, counted in none of the others. */
    readonly setAside: number;
  }[];
}

export const accuracy: Accuracy = {
  measuredOn: "2026-11-23",
  rules: "base-words 2026.11.3、base-hosts 2026.11.1、evaluation 2026.11.1、spelling 1",
  rows: [
    { category: "secrecy", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "privacy", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "territory", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "party-wording", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "people", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "leader", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "organ", planted: 132, found: 129, recall: 0.9773, precision: 1 },
    { category: "region", planted: 132, found: 130, recall: 0.9848, precision: 1 },
    { category: "law", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "typo", planted: 132, found: 126, recall: 0.9545, precision: 0.9787 },
    { category: "idiom", planted: 132, found: 126, recall: 0.9545, precision: 1 },
    { category: "confusable", planted: 132, found: 129, recall: 0.9773, precision: 1 },
    { category: "extra-character", planted: 132, found: 122, recall: 0.9242, precision: 0.9929 },
    { category: "collocation", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "variant", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "spelling", planted: 132, found: 126, recall: 0.9545, precision: 1 },
    { category: "pair", planted: 135, found: 135, recall: 1, precision: 1 },
    { category: "punctuation", planted: 135, found: 135, recall: 1, precision: 0.9854 },
    { category: "sequence-punctuation", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "quotation-mark", planted: 132, found: 132, recall: 1, precision: 0.9934 },
    { category: "character", planted: 132, found: 131, recall: 0.9924, precision: 1 },
    { category: "encoding", planted: 135, found: 135, recall: 1, precision: 1 },
    { category: "repetition", planted: 135, found: 133, recall: 0.9852, precision: 1 },
    { category: "numbering", planted: 135, found: 135, recall: 1, precision: 1 },
    { category: "number", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "amount", planted: 135, found: 135, recall: 1, precision: 1 },
    { category: "date", planted: 136, found: 136, recall: 1, precision: 1 },
    { category: "period", planted: 135, found: 135, recall: 1, precision: 0.9235 },
    { category: "unit", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "arithmetic", planted: 133, found: 133, recall: 1, precision: 1 },
    { category: "document-number", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "document-form", planted: 133, found: 133, recall: 1, precision: 0.9937 },
    { category: "attachment", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "wording", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "quotation", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "advertising", planted: 132, found: 132, recall: 1, precision: 0.9727 },
    { category: "link", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "source", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "publication", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "map", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "metadata", planted: 132, found: 132, recall: 1, precision: 0.9928 },
    { category: "interpretation", planted: 132, found: 132, recall: 1, precision: 0.9568 },
    { category: "accessibility", planted: 132, found: 132, recall: 1, precision: 1 },
  ],
  clean: [
    { text: "自拟公文", characters: 24036, block: 0, error: 0, warning: 1, hint: 0, setAside: 0 },
    { text: "手写事实类原稿", characters: 42402, block: 0, error: 0, warning: 5, hint: 4, setAside: 0 },
    { text: "手写语言类原稿", characters: 64364, block: 0, error: 0, warning: 9, hint: 3, setAside: 0 },
    { text: "法律法规", characters: 150009, block: 0, error: 1, warning: 36, hint: 5, setAside: 225 },
    { text: "工作报告", characters: 7577, block: 0, error: 1, warning: 4, hint: 0, setAside: 0 },
    { text: "新闻", characters: 150034, block: 0, error: 5, warning: 58, hint: 24, setAside: 190 },
    { text: "地方办法甲", characters: 3964, block: 0, error: 0, warning: 0, hint: 0, setAside: 1 },
    { text: "地方办法乙", characters: 6610, block: 0, error: 0, warning: 0, hint: 0, setAside: 3 },
  ],
};
