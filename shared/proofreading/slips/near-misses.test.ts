import { describe, expect, it } from "vitest";
import { areMistaken } from "./confusable";
import { wrongPart } from "./near-miss";
import { NearMisses } from "./near-misses";
import { formOf, lineOf } from "./right-form";

/** What is found, as `wrong→right`. */
function found(lines: readonly string[], text: string): string[] {
  const finder = new NearMisses(lines);
  return finder.find(text).map(({ form, start, end }) => `${text.slice(start, end)}→${finder.form(form).text}`);
}

describe("finding what is one slip away from a phrase", () => {
  const four = ["贯彻落实"];
  const six = ["扫黑除恶斗争"];

  it.each([
    ["the first", "冠彻落实"],
    ["the second", "贯撤落实"],
    ["the third", "贯彻洛实"],
    ["the last", "贯彻落时"],
  ])("finds a wrong character in %s place of four (R23)", (_, wrong) => {
    expect(found(four, `要${wrong}到位`)).toEqual([`${wrong}→贯彻落实`]);
  });

  it.each(["彻贯落实", "贯落彻实", "贯彻实落"])("finds two characters the other way round: %s", (wrong) => {
    expect(found(four, `要${wrong}到位`)).toEqual([`${wrong}→贯彻落实`]);
  });

  it.each([4, 5, 6, 7, 8])("finds every change, swap, loss and repetition inside a phrase of %i characters", (size) => {
    const phrase = "政府信息公开条例".slice(0, size);
    for (let at = 0; at < size; at += 1) {
      const head = phrase.slice(0, at);
      expect(found([phrase], `按${head}${otherThan(phrase.charAt(at))}${phrase.slice(at + 1)}办`)).toHaveLength(1);
      if (at + 1 < size) {
        const crossed = `${head}${phrase.charAt(at + 1)}${phrase.charAt(at)}${phrase.slice(at + 2)}`;
        expect(found([phrase], `按${crossed}办`)).toEqual([`${crossed}→${phrase}`]);
      }
      if (at === 0 || at + 1 === size || size < 5) continue;
      expect(found([phrase], `按${head}${phrase.slice(at + 1)}办`)).toEqual([
        `${head}${phrase.slice(at + 1)}→${phrase}`,
      ]);
      const twice = `${head}${phrase.charAt(at)}${phrase.slice(at)}`;
      expect(found([phrase], `按${twice}办`)).toEqual([`${twice}→${phrase}`]);
    }
  });

  it("says nothing about the phrase itself, nor about a character nobody mistakes for the right one", () => {
    expect(found(four, "贯彻落实")).toEqual([]);
    expect(found(four, "贯彻落山")).toEqual([]);
    expect(found(six, "扫黑除恶")).toEqual([]);
  });

  it("does not take a short phrase without one of its characters for a slip", () => {
    expect(found(four, "贯彻实")).toEqual([]);
  });

  it("lets the innocent forms of the table stand", () => {
    expect(found(["贯彻落实3时施"], "贯彻落时")).toEqual([]);
    expect(found(["贯彻落实3*"], "贯彻落十")).toEqual([]);
    expect(found(["贯彻落实t2"], "贯彻实落")).toEqual([]);
    expect(found(["扫黑除恶斗争d4"], "扫黑除恶争")).toEqual([]);
    expect(found(["扫黑除恶斗争x4"], "扫黑除恶斗斗争")).toEqual([]);
  });

  it("lets stand what belongs to another phrase that is right", () => {
    expect(found(["国家公园", "家公员会"], "国家公园会")).toEqual([]);
    expect(found(["家公员会"], "国家公园会")).toEqual(["家公园会→家公员会"]);
  });

  it("prefers the longer of two phrases for one place, then the one that comes first", () => {
    expect(found(["扫黑除恶", "扫黑除恶斗争"], "扫黑险恶斗争")).toEqual(["扫黑险恶斗争→扫黑除恶斗争"]);
    expect(found(["甲乙丙实", "甲乙丙石"], "甲乙丙时")).toEqual(["甲乙丙时→甲乙丙实"]);
  });

  it("names the characters that are wrong", () => {
    const [miss] = new NearMisses(["扫黑除恶斗争"]).find("全县扫黑恶斗争");
    expect(miss === undefined ? null : wrongPart(miss)).toEqual({ start: 3, end: 5 });
  });
});

describe("the lines of the tables", () => {
  it("are read as they are written", () => {
    for (const line of ["贯彻落实", "贯彻落实!", "贯彻落实!0*3施时t12d1x3", "扫黑除恶斗争d4"]) {
      expect(lineOf(formOf(line))).toBe(line);
    }
  });
});

/** Some character that is mistaken for it. */
function otherThan(character: string): string {
  const unit = character.charCodeAt(0);
  for (let other = 0x4e00; other <= 0x9fff; other += 1) if (areMistaken(unit, other)) return String.fromCharCode(other);
  throw new Error(`nothing is mistaken for ${character}`);
}
