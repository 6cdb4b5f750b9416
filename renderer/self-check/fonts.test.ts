import { describe, expect, it } from "vitest";
import { type Draw, fontLine, measureFonts } from "./fonts";

/** A machine that has certain fonts, each with certain characters. */
const machine =
  (fonts: Readonly<Record<string, (character: string) => boolean>>): Draw =>
  (text, font) => {
    const wanted = font.split(",").map((each) => each.trim().replaceAll('"', ""));
    return [...text]
      .map((character) => {
        // Systems fall back on any font that has the character.
        const chosen = [...wanted, ...Object.keys(fonts)].find((name) => fonts[name]?.(character) === true);
        return chosen === undefined ? "box" : `${chosen}:${character}`;
      })
      .join("");
  };

const latin = (character: string) => character < "\u0250";
const cjk = (character: string) => character <= "\u9fff";
const generic = { monospace: latin, cursive: latin };

describe("A4: fonts are measured by what is drawn", () => {
  it("a machine without any Chinese font is red, with what to install", () => {
    const line = fontLine(measureFonts(machine(generic)));
    expect(line).toMatchObject({ subject: "fonts", state: "bad" });
    expect(line.next).toContain("fonts-noto-cjk");
  });

  it("a machine with all four fonts of official documents and every character is green", () => {
    const all = { SimSun: cjk, FangSong: cjk, SimHei: cjk, KaiTi: cjk };
    expect(fontLine(measureFonts(machine({ ...generic, ...all })))).toMatchObject({ state: "good", next: "" });
  });

  it("names the fonts that something else stands in for", () => {
    const line = fontLine(measureFonts(machine({ ...generic, "Noto Serif CJK SC": cjk })));
    expect(line).toMatchObject({ state: "attention" });
    expect(line.words).toContain("没有仿宋、黑体、楷体");
  });

  it("names the characters that have no glyph", () => {
    const some = (character: string) => cjk(character) && !"堃䶮".includes(character);
    const fonts = { SimSun: some, FangSong: some, SimHei: some, KaiTi: some };
    const { words, state } = fontLine(measureFonts(machine({ ...generic, ...fonts })));
    expect(state).toBe("attention");
    expect(words).toContain("人名地名用字缺1个（堃）");
    expect(words).toContain("扩展区用字缺1个（䶮）");
  });
});
