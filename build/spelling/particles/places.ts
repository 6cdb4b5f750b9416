/** Where 的, 地 and 得 stand as particles in counted text. */
import { isJoined } from "../../../shared/proofreading/rules/typos/joints";
import { isBetweenWords } from "../../../shared/proofreading/spelling/particles";

export type Particle = "地" | "得";

/** 的 that ends a word. */
const NOT_DE = /[目有似标众]/;
/** 地 and 得 as parts of words: what stands before, and behind. */
const WORDS: Readonly<Record<Particle, readonly [RegExp, RegExp]>> = {
  地: [
    /[土当基各本外内场草林耕湿产田工绿用陆境实胜圣属驻异原荒坡山高低平盆宅墓领余心旱旧战飞]/,
    /[区方点址铁位下上级面形震质球带市理图中板势名税道产租段块毯热铺物表界主]/,
  ],
  得: [/[获取值难免觉懂记显使博赢夺所应心晓舍落求求两不只多]/, /[到以知出了益起天当体意力失住过罪]/],
};

export interface ParticlePlace {
  readonly at: number;
  /** Whether the other particle stands there, not 的. */
  readonly isOther: boolean;
}

/** In the order of the text; words that only hold one of the characters are left out. */
export function particlePlaces(text: string, other: Particle): ParticlePlace[] {
  const [before, after] = WORDS[other];
  const places: ParticlePlace[] = [];
  for (let at = 1; at < text.length - 1; at += 1) {
    const char = text.charAt(at);
    if ((char !== "的" && char !== other) || !isBetweenWords(text, at)) continue;
    const [left, right] = [text.charAt(at - 1), text.charAt(at + 1)];
    if (
      char === "的"
        ? NOT_DE.test(left)
        : (before.test(left) && (other === "得" || isJoined(left, char))) || after.test(right)
    )
      continue;
    places.push({ at, isOther: char === other });
  }
  return places;
}
