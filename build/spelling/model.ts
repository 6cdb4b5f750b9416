/** The model file from its text and tables: the same bytes every time. */
import { PackedFile, packSections, type Section } from "../../shared/proofreading/spelling/packed-file";
import { Readings } from "../../shared/proofreading/spelling/readings";
import type { Character } from "./characters";
import { confusionSections } from "./confusions";
import { countedOrders } from "./counts";
import { TextCounts } from "./phrases";
import { keptOf } from "./pruning";
import { readingSections } from "./readings";
import { resemblances, type Shapes } from "./shapes";
import { IdStream, type Vocabulary, vocabularyOf } from "./stream";
import { treeOf } from "./tree";
import { bytesOf, trieSections } from "./trie";
import { type Word, wordSections } from "./words";

export interface Material {
  /** The text, told anew each time it is asked for. */
  readonly lines: () => Iterable<string>;
  /** The words, given how often the text has a run of characters. */
  readonly words: (text: TextCounts, vocabulary: Vocabulary) => readonly Word[];
  readonly characters: readonly Character[];
  readonly shapes: Shapes;
  /** How many n-grams of orders 1 to 4 may stay, about. */
  readonly wanted: readonly number[];
  readonly progress: (what: string) => void;
}

export function buildModel(material: Material): Uint8Array<ArrayBuffer> {
  const { lines, characters, shapes, words, wanted, progress } = material;
  const vocabulary = vocabularyOf(
    lines(),
    characters.map(({ unit }) => unit),
  );
  progress(`${vocabulary.units.length} characters`);
  const stream = new IdStream();
  for (const line of lines()) stream.add(line, vocabulary.ids);
  progress(`${stream.length} tokens`);
  const orders = countedOrders(stream.ids.subarray(0, stream.length));
  progress(`n-grams ${orders.map(({ keys }) => keys.length).join(", ")}`);
  const levels = treeOf(orders, vocabulary.units.length);
  progress("tree");
  const kept = keptOf(levels, wanted);
  progress(`kept ${kept.map((marks) => marks.reduce((sum, mark) => sum + mark, 0)).join(", ")}`);
  const language: Section[] = [{ name: "units", bytes: bytesOf(vocabulary.units) }, ...trieSections(levels, kept)];
  const readings = readingSections(vocabulary.units, characters);
  const confusions = confusionSections({ vocabulary, characters, shapes, resembling: resemblances(characters) });
  const reader = new Readings(PackedFile.open(packSections(readings)));
  const known = words(new TextCounts(levels), vocabulary);
  const sounds = wordSections({ words: known, vocabulary: vocabulary.ids, readings: reader });
  progress(`${known.length} words`);
  return packSections([...language, ...readings, ...confusions, ...sounds]);
}
