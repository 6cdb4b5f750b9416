/** The text of the races: the correct example sentences of our own rules, in paragraphs, as long as it is asked for. */
import { rules } from "../shared/proofreading/rules/index";

/** Prose of official style, the same at every run while the rules stay. */
export function sample(characters: number): string {
  const sentences = rules
    .filter((rule) => rule.setting === undefined)
    .flatMap((rule) => rule.right.map((item) => (typeof item === "string" ? item : item.text)))
    .flatMap((text) => text.split("\n"))
    .filter((text) => /[。；！？]$/.test(text));
  const paragraphs: string[] = [];
  for (let i = 0; i < sentences.length; i += 3) paragraphs.push(sentences.slice(i, i + 3).join(""));
  const once = `${paragraphs.join("\n")}\n`;
  return once.repeat(Math.ceil(characters / once.length)).slice(0, characters);
}
