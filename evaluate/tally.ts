/** Sums over copies: recall by kind and category, precision by category. */

import { type Category, categories } from "../shared/proofreading/category";
import type { Finding } from "../shared/proofreading/finding";
import type { Copies } from "./copies";
import type { Draft } from "./draft";
import type { Mutator } from "./plant";
import type { Outcome, Scorer } from "./score";

export interface KindRow {
  readonly mutator: Mutator;
  readonly planted: number;
  readonly found: number;
  /** Plants that have one right form, and those of them whose first suggestion is it. */
  readonly suggestible: number;
  readonly setRight: number;
}

export interface CategoryRow {
  readonly category: Category;
  readonly nature: Mutator["nature"];
  readonly planted: number;
  readonly found: number;
  readonly recall: number;
  /** Of the findings of this category in all copies, the part that speaks of a plant; 1 when there are none. */
  readonly precision: number;
  readonly suggestible: number;
  readonly setRight: number;
  readonly kinds: readonly KindRow[];
}

export interface Alarm {
  readonly finding: Finding;
  readonly draft: Draft;
}

export interface Tally {
  readonly copies: number;
  readonly rows: readonly CategoryRow[];
  readonly missed: readonly Outcome[];
  readonly alarms: readonly Alarm[];
}

export function tallied(all: readonly Copies[], scorer: Scorer): Tally {
  const outcomes: Outcome[] = [];
  const alarms: Alarm[] = [];
  const hits = new Map<string, number>();
  let copies = 0;
  for (const { original, copies: own } of all)
    for (const copy of own) {
      const score = scorer.score(original, copy);
      copies += 1;
      outcomes.push(...score.outcomes);
      alarms.push(...score.alarms);
      for (const { category } of score.hits) hits.set(category, (hits.get(category) ?? 0) + 1);
    }
  const rows = Object.keys(categories).flatMap((name) => rowOf(name, { outcomes, alarms, hits }));
  return { copies, rows, missed: outcomes.filter(({ isFound }) => !isFound), alarms };
}

interface Sums {
  readonly outcomes: readonly Outcome[];
  readonly alarms: readonly Alarm[];
  readonly hits: ReadonlyMap<string, number>;
}

function rowOf(name: string, { outcomes, alarms, hits }: Sums): CategoryRow[] {
  const own = outcomes.filter(({ plant }) => plant.mutator.category === name);
  const first = own[0]?.plant.mutator;
  if (first === undefined) return [];
  const kinds = [...new Set(own.map(({ plant }) => plant.mutator))].map((mutator) => kindOf(mutator, own));
  const sum = (of: (kind: KindRow) => number) => kinds.reduce((total, kind) => total + of(kind), 0);
  const right = hits.get(name) ?? 0;
  const wrong = alarms.filter(({ finding }) => finding.category === name).length;
  return [
    {
      category: first.category,
      nature:
        kinds.filter(({ mutator }) => mutator.nature === "deterministic").length * 2 >= kinds.length
          ? "deterministic"
          : "contextual",
      planted: own.length,
      found: sum(({ found }) => found),
      recall: sum(({ found }) => found) / own.length,
      precision: right + wrong === 0 ? 1 : right / (right + wrong),
      suggestible: sum(({ suggestible }) => suggestible),
      setRight: sum(({ setRight }) => setRight),
      kinds,
    },
  ];
}

function kindOf(mutator: Mutator, outcomes: readonly Outcome[]): KindRow {
  const own = outcomes.filter(({ plant }) => plant.mutator === mutator);
  return {
    mutator,
    planted: own.length,
    found: own.filter(({ isFound }) => isFound).length,
    suggestible: own.filter(({ isSetRight }) => isSetRight !== null).length,
    setRight: own.filter(({ isSetRight }) => isSetRight === true).length,
  };
}
