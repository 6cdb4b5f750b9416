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
  measuredOn: "2026-11-22",
  rules: "base-words 2026.11.2、base-hosts 2026.11.1、evaluation 2026.11.1、spelling 1",
  rows: [
    { category: "secrecy", planted: 132, found: 128, recall: 0.9697, precision: 1 },
    { category: "privacy", planted: 132, found: 121, recall: 0.9167, precision: 1 },
    { category: "territory", planted: 132, found: 116, recall: 0.8788, precision: 1 },
    { category: "party-wording", planted: 132, found: 87, recall: 0.6591, precision: 1 },
    { category: "people", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "leader", planted: 132, found: 130, recall: 0.9848, precision: 1 },
    { category: "organ", planted: 132, found: 100, recall: 0.7576, precision: 1 },
    { category: "region", planted: 132, found: 118, recall: 0.8939, precision: 1 },
    { category: "law", planted: 132, found: 87, recall: 0.6591, precision: 1 },
    { category: "typo", planted: 132, found: 106, recall: 0.803, precision: 1 },
    { category: "idiom", planted: 132, found: 125, recall: 0.947, precision: 1 },
    { category: "confusable", planted: 132, found: 88, recall: 0.6667, precision: 1 },
    { category: "extra-character", planted: 132, found: 67, recall: 0.5076, precision: 1 },
    { category: "collocation", planted: 132, found: 76, recall: 0.5758, precision: 1 },
    { category: "variant", planted: 132, found: 125, recall: 0.947, precision: 1 },
    { category: "spelling", planted: 132, found: 122, recall: 0.9242, precision: 1 },
    { category: "pair", planted: 135, found: 134, recall: 0.9926, precision: 0.9953 },
    { category: "punctuation", planted: 135, found: 133, recall: 0.9852, precision: 1 },
    { category: "sequence-punctuation", planted: 132, found: 129, recall: 0.9773, precision: 1 },
    { category: "quotation-mark", planted: 132, found: 128, recall: 0.9697, precision: 1 },
    { category: "character", planted: 132, found: 125, recall: 0.947, precision: 1 },
    { category: "encoding", planted: 135, found: 135, recall: 1, precision: 1 },
    { category: "repetition", planted: 135, found: 135, recall: 1, precision: 1 },
    { category: "numbering", planted: 135, found: 135, recall: 1, precision: 1 },
    { category: "number", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "amount", planted: 135, found: 135, recall: 1, precision: 0.9549 },
    { category: "date", planted: 136, found: 136, recall: 1, precision: 1 },
    { category: "period", planted: 135, found: 135, recall: 1, precision: 1 },
    { category: "unit", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "arithmetic", planted: 133, found: 133, recall: 1, precision: 1 },
    { category: "document-number", planted: 132, found: 130, recall: 0.9848, precision: 1 },
    { category: "document-form", planted: 133, found: 129, recall: 0.9699, precision: 1 },
    { category: "attachment", planted: 132, found: 131, recall: 0.9924, precision: 1 },
    { category: "wording", planted: 132, found: 97, recall: 0.7348, precision: 1 },
    { category: "quotation", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "advertising", planted: 132, found: 123, recall: 0.9318, precision: 0.9583 },
    { category: "link", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "source", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "publication", planted: 132, found: 119, recall: 0.9015, precision: 1 },
    { category: "map", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "metadata", planted: 132, found: 128, recall: 0.9697, precision: 0.9851 },
    { category: "interpretation", planted: 132, found: 114, recall: 0.8636, precision: 0.9646 },
    { category: "accessibility", planted: 132, found: 132, recall: 1, precision: 1 },
  ],
  clean: [
    { text: "自拟公文", characters: 24036, block: 0, error: 2, warning: 2, hint: 2, setAside: 0 },
    { text: "法律法规", characters: 150009, block: 0, error: 6, warning: 17, hint: 18, setAside: 199 },
    { text: "工作报告", characters: 7577, block: 0, error: 0, warning: 5, hint: 0, setAside: 0 },
    { text: "新闻", characters: 150034, block: 0, error: 28, warning: 77, hint: 91, setAside: 81 },
    { text: "地方办法甲", characters: 3964, block: 0, error: 1, warning: 1, hint: 0, setAside: 0 },
    { text: "地方办法乙", characters: 6610, block: 0, error: 0, warning: 3, hint: 0, setAside: 0 },
  ],
};
