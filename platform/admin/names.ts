/** What is shown instead of what must not be shown whole, and how times are shown. */
import { beijingTime } from "../../shared/publication/page";
import { html, type Markup } from "./markup";

/** 张** : of a name no more than its first sign, for files that leave the platform (NC-14, LG-7). */
export function maskName(name: string): string {
  const [first = "", ...others] = [...name];
  return `${first}${"*".repeat(others.length)}`;
}

export const when = (at: string | null): string => (at === null || at === "" ? "—" : beijingTime(at));

export const tag = (tone: "good" | "warn" | "bad" | "plain", words: string): Markup =>
  html`<span class="tag ${tone}">${words}</span>`;

/** Text for LIKE, taken literally. */
export const likeText = (text: string): string => `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
