/** How often counted text has a verb with an object, and a predicate with a subject, as `shared/proofreading/collocations` reads them. */
import {
  endsObject,
  headsBefore,
  predicateAt,
  subjectEnd,
  verbBefore,
} from "../../../shared/proofreading/collocations/reading";

/** By thing, then by verb, how often. */
export type PairCounts = Map<string, Map<string, number>>;

export interface ClauseCounts {
  readonly objects: PairCounts;
  readonly subjects: PairCounts;
}

function add(counts: PairCounts, thing: string, verb: string): void {
  const verbs = counts.get(thing) ?? new Map<string, number>();
  counts.set(thing, verbs.set(verb, (verbs.get(verb) ?? 0) + 1));
}

/** Reads lines, with all words of the language. */
export function countClauses(lines: Iterable<string>, words: { has(word: string): boolean }): ClauseCounts {
  const counts: ClauseCounts = { objects: new Map(), subjects: new Map() };
  for (const line of lines) {
    countObjects(line, words, counts.objects);
    countSubjects(line, words, counts.subjects);
  }
  return counts;
}

function countObjects(line: string, words: { has(word: string): boolean }, counts: PairCounts): void {
  for (let end = 3; end <= line.length; end += 1) {
    // What stands before 和 is as often the half of a compound: 效益和质量管理.
    if (!endsObject(line, end) || "和与及".includes(line.charAt(end) || "。")) continue;
    for (const { head, start } of headsBefore(line, end, words)) {
      const read = verbBefore(line, start);
      if (read === null) continue;
      add(counts, head, read.verb);
      // 社会的氛围 is 社会氛围 too.
      const before = line.slice(Math.max(0, start - 3), start - 1);
      if (head.length === 2 && line.charAt(start - 1) === "的" && read.start + 5 <= start && words.has(before))
        add(counts, before + head, read.verb);
    }
  }
}

function countSubjects(line: string, words: { has(word: string): boolean }, counts: PairCounts): void {
  for (let at = 2; at + 2 <= line.length; at += 1) {
    const predicate = predicateAt(line, at);
    if (predicate === undefined) continue;
    for (const { head } of headsBefore(line, subjectEnd(line, at), words)) add(counts, head, predicate);
  }
}
