/** Precision and recall by edit, false alarms by 10,000 characters, for every threshold. */
import { scoreOf, type Trees } from "../../../shared/proofreading/spelling/trees";
import type { Sentence } from "./sentences";

/** Sentences with the scores of their proposals, in 1/SCALE log-odds. */
export interface Scored {
  readonly sentence: Sentence;
  readonly scores: readonly number[];
}

export interface Figures {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  /** Proposals shown that change what was right, by 10,000 characters. */
  readonly alarms: number;
}

export const scored = (sentences: readonly Sentence[], trees: Trees): Scored[] =>
  sentences.map((sentence) => ({ sentence, scores: sentence.judged.map(({ row }) => scoreOf(trees, row)) }));

export function figuresAt(all: readonly Scored[], threshold: number): Figures {
  let shown = 0;
  let right = 0;
  let slips = 0;
  let alarms = 0;
  let characters = 0;
  for (const { sentence, scores } of all) {
    slips += sentence.slips.length;
    characters += sentence.wrong.length;
    sentence.judged.forEach(({ isRight, at }, index) => {
      if ((scores[index] ?? 0) < threshold) return;
      shown += 1;
      if (isRight) right += 1;
      else if (!sentence.slips.includes(at)) alarms += 1;
    });
  }
  return {
    threshold,
    precision: shown === 0 ? 1 : right / shown,
    recall: slips === 0 ? 1 : right / slips,
    alarms: (alarms * 10_000) / Math.max(1, characters),
  };
}

/** Part of the slips that the search proposes to set right at all: what no verifier can exceed. */
export const reachable = (sentences: readonly Sentence[]): number =>
  sentences.reduce((sum, { judged }) => sum + judged.filter(({ isRight }) => isRight).length, 0) /
  Math.max(
    1,
    sentences.reduce((sum, { slips }) => sum + slips.length, 0),
  );

const percent = (part: number): string => `${(part * 100).toFixed(1)}`.padStart(5);

export function line(name: string, figures: Figures, scale: number): string {
  const { threshold, precision, recall, alarms } = figures;
  const odds = (threshold / scale).toFixed(1).padStart(5);
  return `${name.padEnd(18)} odds ≥ ${odds}  P ${percent(precision)}  R ${percent(recall)}  false/10k ${alarms.toFixed(2)}`;
}
