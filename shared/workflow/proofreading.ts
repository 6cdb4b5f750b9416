/**
 * What a profile sets for single proofreading rules, level by level: 基准 → 城市 → 站点 → 栏目. A lower level may change a
 * severity or switch a rule off or on again, unless a higher one locked it. What no level can weaken is the engine's floor.
 */
import { z } from "zod";
import { severities } from "../proofreading/finding";
import type { RuleSetting } from "../proofreading/rule";
import { id } from "../schema";

export const levels = ["base", "city", "site", "column"] as const;

const levelRule = z.strictObject({
  severity: z.enum(severities).exactOptional(),
  off: z.boolean().exactOptional(),
  locked: z.literal(true).exactOptional(),
});

export const proofreadingLevel = z.strictObject({
  level: z.enum(levels),
  /** The column the level is for; empty on the other levels. */
  columnId: z.union([id, z.literal("")]),
  rules: z.record(z.string(), levelRule),
});

export const proofreading = z.strictObject({ levels: z.array(proofreadingLevel) });
export type Proofreading = z.infer<typeof proofreading>;

type Settings = Readonly<Record<string, RuleSetting>>;

/** The settings that hold in a column, or, without one, wherever no column says otherwise. */
export function resolveSettings({ levels: given }: Proofreading, columnId = ""): Settings {
  const settings = new Map<string, z.infer<typeof levelRule>>();
  for (const level of levels)
    for (const { rules } of given.filter(
      (one) => one.level === level && (level !== "column" || one.columnId === columnId),
    ))
      for (const [rule, change] of Object.entries(rules)) {
        const known = settings.get(rule);
        if (known?.locked !== true) settings.set(rule, { ...known, ...change });
      }
  return Object.fromEntries(
    [...settings].map(([rule, { severity, off, locked }]): [string, RuleSetting] => [
      rule,
      {
        ...(severity === undefined ? {} : { severity }),
        ...(off === true ? { off } : {}),
        ...(locked === undefined ? {} : { locked }),
      },
    ]),
  );
}

/** The settings of each column that has its own. */
export function columnSettings(part: Proofreading): Readonly<Record<string, Settings>> {
  const columns = new Set(part.levels.flatMap(({ level, columnId }) => (level === "column" ? [columnId] : [])));
  return Object.fromEntries([...columns].map((columnId) => [columnId, resolveSettings(part, columnId)]));
}
