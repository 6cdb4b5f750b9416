/** The listed words with their counts elsewhere: a word, a tab, a count. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export type WordCounts = ReadonlyMap<string, number>;

export function listedWords(data: string): WordCounts {
  const words = new Map<string, number>();
  for (const line of readFileSync(join(data, "spelling", "words.tsv"), "utf8").split("\n")) {
    const [word = "", count = ""] = line.split("\t");
    if (word.length > 1) words.set(word, Number(count));
  }
  return words;
}

/** Idioms of four to eight characters, the more common first: an idiom, a tab, a count. */
export function listedIdioms(data: string): string[] {
  const text = readFileSync(join(data, "rules", "chengyu.txt"), "utf8").replace(/^﻿/u, "");
  const idioms = text.split("\n").map((line) => line.split("\t")[0]?.trim() ?? "");
  return [...new Set(idioms)].filter((idiom) => /^[一-鿿]{4,8}$/u.test(idiom));
}
