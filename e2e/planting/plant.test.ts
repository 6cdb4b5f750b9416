import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { plant } from "./plant";
import { slotsOf } from "./slots";

const notice = new Uint8Array(readFileSync(join(import.meta.dirname, "..", "manuscripts", "notice.txt")));

describe("planting errors", () => {
  it("plants five errors of five different kinds, each standing where it says, for 200 seeds", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const { bytes, planted } = plant("notice.txt", notice, seed);
      const { texts } = slotsOf("notice.txt", bytes);
      expect(new Set(planted.map(({ kind }) => kind)).size, `seed ${seed}`).toBe(5);
      for (const { slot, at, text } of planted)
        expect(texts[slot]?.slice(at, at + text.length), `seed ${seed}`).toBe(text);
    }
  });

  it("plants the same errors for the same seed and others for another", () => {
    expect(plant("notice.txt", notice, 7)).toEqual(plant("notice.txt", notice, 7));
    expect(plant("notice.txt", notice, 7).planted).not.toEqual(plant("notice.txt", notice, 8).planted);
  });

  it("changes nothing in an HTML or docx file but the texts it is given", () => {
    const html = strToU8('<p title="甲">各单位要加强信息工作，做到&amp;及时准确。</p><p>第二段。</p>');
    const slots = slotsOf("a.html", html);
    expect(slots.texts).toEqual(["各单位要加强信息工作，做到&及时准确。", "第二段。"]);
    expect(slots.rebuild(slots.texts)).toEqual(html);
    const docx = zipSync({
      "word/document.xml": strToU8('<w:p><w:r><w:t xml:space="preserve">一段文字</w:t></w:r></w:p>'),
    });
    const packed = slotsOf("a.docx", docx);
    expect(packed.texts).toEqual(["一段文字"]);
    expect(slotsOf("a.docx", packed.rebuild(["另一段"])).texts).toEqual(["另一段"]);
  });
});
