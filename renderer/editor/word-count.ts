/** 字数 and 字符数（不计空格） as Word counts them (E11): each East Asian character one, each other word one. */

export interface WordCount {
  readonly words: number;
  readonly characters: number;
}

/** Han, kana, hangul, bopomofo, CJK punctuation and full-width forms; Word counts each as one 字. */
const EAST_ASIAN =
  /[\u2e80-\u2fdf\u2ff0-\u2fff\u3001-\u303f\u3040-\u30ff\u3100-\u312f\u3130-\u318f\u31a0-\u31ff\u3200-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3ffff}]|[‘’“”…—·]/gu;

export function countText(text: string): WordCount {
  const east = text.match(EAST_ASIAN)?.length ?? 0;
  const rest = text.replace(EAST_ASIAN, " ");
  return {
    words: east + (rest.match(/\S+/gu)?.length ?? 0),
    characters: text.match(/\S/gu)?.length ?? 0,
  };
}

export const addCounts = (a: WordCount, b: WordCount): WordCount => ({
  words: a.words + b.words,
  characters: a.characters + b.characters,
});
