/** May this actor do this now? Pure: the same call answers on the platform, in the window and in the tests. */
import type { Actor } from "../model/person";
import { allowed, type Decision } from "./decision";
import type { Action, History } from "./history";
import type { Profile } from "./profile";
import { trace } from "./replay";
import { type Matter, type Rule, rules } from "./rules";

export type { Decision } from "./decision";
export type Decide = (action: Action, actor: Actor, history: History, profile: Profile) => Decision;

/** What a table of rules, in their order, says of an action on a course already traced. */
export function verdict(table: readonly Rule[], action: Action, matter: Matter): Decision {
  for (const { find } of table) {
    const refusal = find(action, matter);
    if (refusal !== null) return refusal;
  }
  return allowed;
}

/** A `decide` over some table of rules; tests make faulty ones. */
export function decideWith(table: readonly Rule[]): Decide {
  return (action, actor, history, profile) =>
    verdict(table, action, { actor, course: trace(history, profile), profile });
}

export const decide: Decide = decideWith(rules);
