/** Everything a spelling model file holds, ready to be asked. */
import { Confusions } from "./confusions";
import { Homophones } from "./homophones";
import { LanguageModel } from "./language-model";
import { PackedFile } from "./packed-file";
import { Readings } from "./readings";
import { CharacterIds } from "./tokens";
import { Words } from "./words";

export interface SpellingModel {
  readonly file: PackedFile;
  readonly vocabulary: CharacterIds;
  readonly language: LanguageModel;
  readonly confusions: Confusions;
  readonly words: Words;
  readonly homophones: Homophones;
  readonly readings: Readings;
}

/** Opens a model file; throws ModelFileError when it is none, is cut short, damaged or of a later format. */
export function openSpellingModel(bytes: Uint8Array): SpellingModel {
  const file = PackedFile.open(bytes);
  const vocabulary = new CharacterIds(file.shortsOf("units"));
  const readings = new Readings(file);
  return {
    file,
    vocabulary,
    language: new LanguageModel(file),
    confusions: new Confusions(file),
    words: new Words(file),
    homophones: new Homophones(file, vocabulary, readings),
    readings,
  };
}
