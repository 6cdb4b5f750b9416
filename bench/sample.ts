/** The text of the races: sentences of the documents that are measured on, in paragraphs, as long as it is asked for. */
import { ownDocuments } from "../evaluate/library";
import { Random } from "../evaluate/random";

const SEED = 20_261_122;
const SHORTEST = 12;
const MOST_TOGETHER = 4;
const NUMERALS = "一二三四五六七八九";

/**
 * Prose of official style, the same at every run while the documents stay. Beyond their length the sentences come
 * again in another order, each told of another time, so that no sentence or paragraph stands twice.
 */
export function sample(characters: number): string {
  const sentences = ownDocuments()
    .flatMap(({ blocks }) => blocks.map(({ text }) => text))
    .flatMap((text) => text.match(/[^。；！？\n]+[。；！？][”’）]?/g) ?? [])
    .filter(({ length }) => length >= SHORTEST);
  const random = new Random(SEED);
  let text = "";
  for (let round = 0; text.length < characters; round += 1) {
    const order = shuffled(sentences, random);
    while (order.length > 0) {
      const paragraph = order.splice(0, random.between(1, MOST_TOGETHER));
      text += `${paragraph.map((sentence) => told(sentence, round)).join("")}\n`;
    }
  }
  return text.slice(0, characters);
}

/** 第三十七轮工作中，…… */
function told(sentence: string, round: number): string {
  return round === 0 ? sentence : `第${counted(round)}轮工作中，${sentence}`;
}

function counted(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (tens >= 10) return `${counted(Math.floor(tens / 10))}百${tens % 10 === 0 ? "零" : ""}${counted(value % 100)}`;
  return `${tens > 1 ? NUMERALS.charAt(tens - 1) : ""}${tens > 0 ? "十" : ""}${ones === 0 ? "" : NUMERALS.charAt(ones - 1)}`;
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const rest = [...list];
  return list.flatMap(() => rest.splice(random.below(rest.length), 1));
}
