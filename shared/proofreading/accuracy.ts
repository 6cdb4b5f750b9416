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
  "measuredOn": "2026-11-22",
  "rules": "base-words 2026.11.2、base-hosts 2026.11.1、evaluation 2026.11.1、spelling 1",
  "rows": [
    {
      "category": "secrecy",
      "planted": 132,
      "found": 102,
      "recall": 0.7727,
      "precision": 0.9903
    },
    {
      "category": "privacy",
      "planted": 132,
      "found": 119,
      "recall": 0.9015,
      "precision": 1
    },
    {
      "category": "territory",
      "planted": 132,
      "found": 61,
      "recall": 0.4621,
      "precision": 1
    },
    {
      "category": "party-wording",
      "planted": 132,
      "found": 62,
      "recall": 0.4697,
      "precision": 1
    },
    {
      "category": "people",
      "planted": 132,
      "found": 57,
      "recall": 0.4318,
      "precision": 1
    },
    {
      "category": "leader",
      "planted": 132,
      "found": 131,
      "recall": 0.9924,
      "precision": 0.9926
    },
    {
      "category": "organ",
      "planted": 132,
      "found": 114,
      "recall": 0.8636,
      "precision": 1
    },
    {
      "category": "region",
      "planted": 132,
      "found": 113,
      "recall": 0.8561,
      "precision": 1
    },
    {
      "category": "law",
      "planted": 132,
      "found": 89,
      "recall": 0.6742,
      "precision": 1
    },
    {
      "category": "typo",
      "planted": 132,
      "found": 92,
      "recall": 0.697,
      "precision": 1
    },
    {
      "category": "idiom",
      "planted": 132,
      "found": 90,
      "recall": 0.6818,
      "precision": 1
    },
    {
      "category": "confusable",
      "planted": 132,
      "found": 73,
      "recall": 0.553,
      "precision": 1
    },
    {
      "category": "extra-character",
      "planted": 132,
      "found": 42,
      "recall": 0.3182,
      "precision": 0.9688
    },
    {
      "category": "collocation",
      "planted": 132,
      "found": 46,
      "recall": 0.3485,
      "precision": 1
    },
    {
      "category": "variant",
      "planted": 132,
      "found": 103,
      "recall": 0.7803,
      "precision": 1
    },
    {
      "category": "spelling",
      "planted": 132,
      "found": 98,
      "recall": 0.7424,
      "precision": 1
    },
    {
      "category": "pair",
      "planted": 135,
      "found": 135,
      "recall": 1,
      "precision": 1
    },
    {
      "category": "punctuation",
      "planted": 135,
      "found": 130,
      "recall": 0.963,
      "precision": 1
    },
    {
      "category": "sequence-punctuation",
      "planted": 132,
      "found": 128,
      "recall": 0.9697,
      "precision": 1
    },
    {
      "category": "quotation-mark",
      "planted": 132,
      "found": 104,
      "recall": 0.7879,
      "precision": 1
    },
    {
      "category": "character",
      "planted": 132,
      "found": 116,
      "recall": 0.8788,
      "precision": 0.9918
    },
    {
      "category": "encoding",
      "planted": 135,
      "found": 133,
      "recall": 0.9852,
      "precision": 1
    },
    {
      "category": "repetition",
      "planted": 135,
      "found": 104,
      "recall": 0.7704,
      "precision": 1
    },
    {
      "category": "numbering",
      "planted": 135,
      "found": 135,
      "recall": 1,
      "precision": 0.5919
    },
    {
      "category": "number",
      "planted": 132,
      "found": 63,
      "recall": 0.4773,
      "precision": 1
    },
    {
      "category": "amount",
      "planted": 135,
      "found": 94,
      "recall": 0.6963,
      "precision": 0.9643
    },
    {
      "category": "date",
      "planted": 136,
      "found": 106,
      "recall": 0.7794,
      "precision": 0.9889
    },
    {
      "category": "period",
      "planted": 135,
      "found": 36,
      "recall": 0.2667,
      "precision": 0.9839
    },
    {
      "category": "unit",
      "planted": 132,
      "found": 111,
      "recall": 0.8409,
      "precision": 1
    },
    {
      "category": "arithmetic",
      "planted": 133,
      "found": 101,
      "recall": 0.7594,
      "precision": 0.9846
    },
    {
      "category": "document-number",
      "planted": 132,
      "found": 89,
      "recall": 0.6742,
      "precision": 1
    },
    {
      "category": "document-form",
      "planted": 133,
      "found": 66,
      "recall": 0.4962,
      "precision": 1
    },
    {
      "category": "attachment",
      "planted": 132,
      "found": 123,
      "recall": 0.9318,
      "precision": 1
    },
    {
      "category": "wording",
      "planted": 132,
      "found": 33,
      "recall": 0.25,
      "precision": 1
    },
    {
      "category": "quotation",
      "planted": 132,
      "found": 132,
      "recall": 1,
      "precision": 1
    },
    {
      "category": "advertising",
      "planted": 132,
      "found": 94,
      "recall": 0.7121,
      "precision": 0.9674
    },
    {
      "category": "link",
      "planted": 132,
      "found": 118,
      "recall": 0.8939,
      "precision": 1
    },
    {
      "category": "source",
      "planted": 132,
      "found": 121,
      "recall": 0.9167,
      "precision": 1
    },
    {
      "category": "publication",
      "planted": 132,
      "found": 57,
      "recall": 0.4318,
      "precision": 0.8085
    },
    {
      "category": "map",
      "planted": 132,
      "found": 100,
      "recall": 0.7576,
      "precision": 1
    },
    {
      "category": "metadata",
      "planted": 132,
      "found": 69,
      "recall": 0.5227,
      "precision": 1
    },
    {
      "category": "interpretation",
      "planted": 132,
      "found": 120,
      "recall": 0.9091,
      "precision": 1
    },
    {
      "category": "accessibility",
      "planted": 132,
      "found": 123,
      "recall": 0.9318,
      "precision": 1
    }
  ],
  "clean": [
    {
      "text": "自拟公文",
      "characters": 12787,
      "block": 0,
      "error": 1,
      "warning": 4,
      "hint": 5
    },
    {
      "text": "法律法规",
      "characters": 150009,
      "block": 0,
      "error": 29,
      "warning": 190,
      "hint": 29
    },
    {
      "text": "工作报告",
      "characters": 7577,
      "block": 0,
      "error": 1,
      "warning": 5,
      "hint": 0
    },
    {
      "text": "政策文件",
      "characters": 0,
      "block": 0,
      "error": 0,
      "warning": 0,
      "hint": 0
    },
    {
      "text": "新闻",
      "characters": 150034,
      "block": 0,
      "error": 57,
      "warning": 144,
      "hint": 59
    },
    {
      "text": "地方办法甲",
      "characters": 3964,
      "block": 0,
      "error": 1,
      "warning": 0,
      "hint": 0
    },
    {
      "text": "地方办法乙",
      "characters": 6610,
      "block": 0,
      "error": 0,
      "warning": 3,
      "hint": 0
    }
  ]
};
