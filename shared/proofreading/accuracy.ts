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
  }[];
}

export const accuracy: Accuracy = {
  measuredOn: "2026-11-22",
  rules: "base-words 2026.11.2、base-hosts 2026.11.1、evaluation 2026.11.1、spelling 1",
  rows: [
    { category: "secrecy", planted: 132, found: 99, recall: 0.75, precision: 1 },
    { category: "privacy", planted: 132, found: 119, recall: 0.9015, precision: 1 },
    { category: "territory", planted: 132, found: 83, recall: 0.6288, precision: 1 },
    { category: "party-wording", planted: 132, found: 61, recall: 0.4621, precision: 1 },
    { category: "people", planted: 132, found: 125, recall: 0.947, precision: 1 },
    { category: "leader", planted: 132, found: 130, recall: 0.9848, precision: 1 },
    { category: "organ", planted: 132, found: 119, recall: 0.9015, precision: 1 },
    { category: "region", planted: 132, found: 121, recall: 0.9167, precision: 1 },
    { category: "law", planted: 132, found: 91, recall: 0.6894, precision: 1 },
    { category: "typo", planted: 132, found: 119, recall: 0.9015, precision: 1 },
    { category: "idiom", planted: 132, found: 118, recall: 0.8939, precision: 1 },
    { category: "confusable", planted: 132, found: 89, recall: 0.6742, precision: 1 },
    { category: "extra-character", planted: 132, found: 71, recall: 0.5379, precision: 1 },
    { category: "collocation", planted: 132, found: 47, recall: 0.3561, precision: 1 },
    { category: "variant", planted: 132, found: 100, recall: 0.7576, precision: 1 },
    { category: "spelling", planted: 132, found: 110, recall: 0.8333, precision: 0.9968 },
    { category: "pair", planted: 135, found: 135, recall: 1, precision: 1 },
    { category: "punctuation", planted: 135, found: 131, recall: 0.9704, precision: 1 },
    { category: "sequence-punctuation", planted: 132, found: 128, recall: 0.9697, precision: 1 },
    { category: "quotation-mark", planted: 132, found: 110, recall: 0.8333, precision: 1 },
    { category: "character", planted: 132, found: 106, recall: 0.803, precision: 1 },
    { category: "encoding", planted: 135, found: 134, recall: 0.9926, precision: 1 },
    { category: "repetition", planted: 135, found: 106, recall: 0.7852, precision: 1 },
    { category: "numbering", planted: 135, found: 135, recall: 1, precision: 0.9848 },
    { category: "number", planted: 132, found: 56, recall: 0.4242, precision: 1 },
    { category: "amount", planted: 135, found: 106, recall: 0.7852, precision: 0.9717 },
    { category: "date", planted: 136, found: 112, recall: 0.8235, precision: 1 },
    { category: "period", planted: 135, found: 46, recall: 0.3407, precision: 1 },
    { category: "unit", planted: 132, found: 112, recall: 0.8485, precision: 1 },
    { category: "arithmetic", planted: 133, found: 97, recall: 0.7293, precision: 1 },
    { category: "document-number", planted: 132, found: 93, recall: 0.7045, precision: 1 },
    { category: "document-form", planted: 133, found: 71, recall: 0.5338, precision: 1 },
    { category: "attachment", planted: 132, found: 118, recall: 0.8939, precision: 1 },
    { category: "wording", planted: 132, found: 35, recall: 0.2652, precision: 1 },
    { category: "quotation", planted: 132, found: 132, recall: 1, precision: 1 },
    { category: "advertising", planted: 132, found: 98, recall: 0.7424, precision: 1 },
    { category: "link", planted: 132, found: 124, recall: 0.9394, precision: 1 },
    { category: "source", planted: 132, found: 123, recall: 0.9318, precision: 1 },
    { category: "publication", planted: 132, found: 49, recall: 0.3712, precision: 1 },
    { category: "map", planted: 132, found: 106, recall: 0.803, precision: 1 },
    { category: "metadata", planted: 132, found: 89, recall: 0.6742, precision: 1 },
    { category: "interpretation", planted: 132, found: 117, recall: 0.8864, precision: 0.9823 },
    { category: "accessibility", planted: 132, found: 127, recall: 0.9621, precision: 1 },
  ],
  clean: [
    { text: "自拟公文", characters: 24036, block: 0, error: 2, warning: 2, hint: 2 },
    { text: "法律法规", characters: 150009, block: 0, error: 29, warning: 180, hint: 24 },
    { text: "工作报告", characters: 7577, block: 0, error: 0, warning: 5, hint: 0 },
    { text: "新闻", characters: 150034, block: 0, error: 60, warning: 118, hint: 88 },
    { text: "地方办法甲", characters: 3964, block: 0, error: 1, warning: 1, hint: 0 },
    { text: "地方办法乙", characters: 6610, block: 0, error: 0, warning: 3, hint: 0 },
  ],
};
