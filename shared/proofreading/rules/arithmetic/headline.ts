/** What counts as the headline of a text, and what stands under it. */
import type { BlockRole, TextBlock } from "../../rule";

const LONGEST = 40;

/** The title, or a short first line without a full stop in a text that has none. */
export function isHeadline({ text, role }: TextBlock): boolean {
  return role === "title" || (text.length <= LONGEST && !/[。；：]/.test(text));
}

const roles: ReadonlySet<BlockRole> = new Set<BlockRole>(["title", "body", "list"]);

/** The running text below the first block. */
export const bodyOf = (blocks: readonly TextBlock[]): readonly TextBlock[] =>
  blocks.slice(1).filter(({ role }) => roles.has(role));
