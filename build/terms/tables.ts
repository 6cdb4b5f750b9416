/** Puts together the lines of the tables: the phrases, and for each the wrong forms that say nothing. */
import { areMistaken } from "../../shared/proofreading/slips/confusable";
import { lineOf, type RightForm } from "../../shared/proofreading/slips/right-form";
import { allCharacters } from "../spelling/characters";
import { isVaried, type Seen } from "./observation";
import type { Tiling } from "./tiling";
import type { WordCounts } from "./words";

export interface Material {
  readonly seen: readonly Seen[];
  readonly words: WordCounts;
  readonly tiling: Tiling;
}

/** For each character all that are mistaken for it. */
export class Mistaken {
  private readonly known = new Map<string, readonly string[]>();
  private readonly units = allCharacters().map(({ unit }) => unit);

  of(character: string): readonly string[] {
    const known = this.known.get(character);
    if (known !== undefined) return known;
    const unit = character.charCodeAt(0);
    const found = this.units.filter((other) => areMistaken(unit, other)).map((other) => String.fromCharCode(other));
    this.known.set(character, found);
    return found;
  }
}

/** At least this share of the places must follow from the rest, or the phrase is only context. */
const TOLD = 0.5;
/** A place where so many times almost nobody wrote a character mistaken for the right one is only judged by whole words. */
const FIXED_FROM = 100;
const FIXED_SHARE = 0.002;
/** Characters that do the work of a longer word alone, so that nothing is missing: 应 for 应当, 依 for 依照. */
const ENOUGH: ReadonlySet<string> = new Set("应依按据须需已未可正均仍宜拟凡将经因由该各本其且并及与和或不无有为是等");
/** Words that join others stand for one another: 单位和个人, 单位或个人. */
const JOINING: ReadonlySet<string> = new Set("和或与及并且跟同");
/** Two of them may be named either way round: 中越关系. */
const COUNTRIES: ReadonlySet<string> = new Set("中美俄日韩朝英法德意印越老缅泰欧非澳加巴埃伊以沙南阿");
/** Seen so often, what strays from it is hardly anything else. */
const SURE_FROM = 100;
const SURE_TOLD = 0.7;

const contextOnly = (text: string): RightForm => ({
  text,
  weight: "context",
  innocent: new Map(),
  swapped: "",
  dropped: "",
  doubled: "",
});

export class Tables {
  /** Wrong forms that the lines made so far stand for. */
  forms = 0;
  /** Phrases that are judged. */
  phrases = 0;
  private readonly material: Material;
  private readonly mistaken = new Mistaken();

  constructor(material: Material) {
    this.material = material;
  }

  line(text: string, index: number): string {
    const seen = this.material.seen[index];
    return seen === undefined ? "" : lineOf(this.formOf(text, seen));
  }

  /** A phrase is only context when too few of its places can be judged. */
  private formOf(text: string, seen: Seen): RightForm {
    const innocent = new Map<number, string>();
    let told = 0;
    let forms = 0;
    for (let at = 0; at < text.length; at += 1) {
      const mistaken = this.mistaken.of(text.charAt(at));
      const excused = this.excused(text, { at, mistaken }, seen);
      if (excused !== "*") {
        told += 1;
        forms += mistaken.length - excused.length;
      }
      if (excused !== "") innocent.set(at, excused);
    }
    if (told < TOLD * text.length) return contextOnly(text);
    const weight = seen.right >= SURE_FROM && told > SURE_TOLD * text.length ? "sure" : "likely";
    this.forms += forms;
    this.phrases += 1;
    return { text, weight, innocent, ...this.otherSlips(text, seen) };
  }

  private excused(text: string, { at, mistaken }: { at: number; mistaken: readonly string[] }, seen: Seen): string {
    if (isVaried(seen, at)) return "*";
    const place = seen.others.get(at);
    const seenThere = mistaken.reduce((sum, other) => sum + (place?.get(other.charCodeAt(0)) ?? 0), 0);
    const isFixed = seen.right >= FIXED_FROM && seenThere <= FIXED_SHARE * seen.right;
    let excused = "";
    for (const other of mistaken) {
      const wrong = text.slice(0, at) + other + text.slice(at + 1);
      const isJoined = JOINING.has(other) && JOINING.has(text.charAt(at));
      const isSeen = isJoined || place?.has(other.charCodeAt(0)) === true;
      if (isSeen || (isFixed ? this.isSeparateWords(wrong) : this.isWording(wrong))) excused += other;
    }
    return excused.length > mistaken.length / 2 ? "*" : excused;
  }

  private isSeparateWords(wrong: string): boolean {
    return this.material.words.has(wrong) || this.material.tiling.isMadeOfWords(wrong);
  }

  private isWording(wrong: string): boolean {
    return this.material.words.has(wrong) || this.material.tiling.covers(wrong);
  }

  private otherSlips(text: string, { slips }: Seen): Pick<RightForm, "swapped" | "dropped" | "doubled"> {
    let swapped = "";
    let dropped = "";
    for (let at = 0; at + 1 < text.length; at += 1) {
      const crossed = text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
      const isPair = COUNTRIES.has(text.charAt(at)) && COUNTRIES.has(text.charAt(at + 1));
      const isExcused = isPair || slips.swapped.has(at) || this.isWording(crossed);
      if (isExcused) swapped += at;
      else if (crossed !== text) this.forms += 1;
    }
    for (let at = 1; at + 1 < text.length && text.length > 4; at += 1) {
      const without = text.slice(0, at) + text.slice(at + 1);
      const isShortened = ENOUGH.has(text.charAt(at - 1)) || ENOUGH.has(text.charAt(at + 1));
      if (slips.dropped.has(at) || isShortened || this.isWording(without)) dropped += at;
      else this.forms += 1;
      if (!slips.doubled.has(at)) this.forms += 1;
    }
    return { swapped, dropped, doubled: [...slips.doubled].sort().join("") };
  }
}
