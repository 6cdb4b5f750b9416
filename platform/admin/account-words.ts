/** How an account's state and roles are written on the pages. */
import { z } from "zod";
import { never } from "../../shared/never";
import { auditRoles, systemRoles } from "../../shared/workflow/duty";
import type { Profile } from "../../shared/workflow/profile";
import type { StoredAccount } from "../store/tables";
import type { Markup } from "./markup";
import { tag } from "./names";

const list = z.array(z.string());

export const rolesOf = ({ roles }: Pick<StoredAccount, "roles">): readonly string[] => list.parse(JSON.parse(roles));

export function stateTag(state: StoredAccount["state"]): Markup {
  switch (state) {
    case "active":
      return tag("good", "使用中");
    case "disabled":
      return tag("warn", "已停用");
    case "reclaimed":
      return tag("plain", "已收回");
    default:
      return never(state);
  }
}

/** What the city's profile names, then administration, which is kept apart from it. */
export function knownRoles({ review }: Profile): {
  readonly content: readonly string[];
  readonly apart: readonly string[];
} {
  const named = review.steps.flatMap(({ roles, rolesByType }) => [...roles, ...Object.values(rolesByType).flat()]);
  const content = [...new Set(["编辑员", "信息员", ...named, ...review.publisherRoles])];
  return { content, apart: ["系统管理", ...auditRoles.slice(0, 1)] };
}

export type Duty = "content" | "system" | "audit";

export function dutyOf(role: string): Duty {
  if (systemRoles.includes(role)) return "system";
  return auditRoles.includes(role) ? "audit" : "content";
}
