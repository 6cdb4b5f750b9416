import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { personalNumbers } from "./privacy";
import { secrecyMarks } from "./secrecy";

const found = (text: string) => secrecyMarks(text).map(({ start, end }) => text.slice(start, end));

describe("secrecyMarks (NY-15)", () => {
  it.each([
    ["秘密★5年", "秘密★5年"],
    ["前文，机密★10年，后文", "机密★10年"],
    ["秘 密 ★ 5 年", "秘 密 ★ 5 年"],
    ["机　密　☆", "机　密　☆"],
    ["绝密★长期", "绝密★长期"],
    ["机密\u200b★１０年", "机密\u200b★１０年"],
    ["機密★", "機密★"],
    ["密级：机密", "密级：机密"],
    ["文件头\n秘密 3年\n正文", "秘密 3年"],
    ["内部资料，注意保存", "内部资料，注意保存"],
    ["正文如下。\n内部文件 注意保存\n", "内部文件 注意保存"],
    ["仅供内部传阅", "仅供内部传阅"],
    ["机密\n★10年", "机密\n★10年"],
    ["商业机密★10年", "机密★10年"],
  ])("finds the mark in %s", (text, mark) => {
    expect(found(text)).toEqual([mark]);
  });

  it.each([
    "上网信息不涉密、涉密信息不上网",
    "涉及国家秘密的，依照《中华人民共和国保守国家秘密法》处理",
    "国家秘密的密级分为绝密、机密、秘密三级",
    "不得将内部资料外传",
    "保密期限届满的信息",
    "**秘密**花园",
    "密级：公开",
    "商业秘密★长期",
    "商业秘密*5年",
  ])("keeps quiet on %s", (text) => {
    expect(found(text)).toEqual([]);
  });

  it("reads 5 MB of any shape to its end", () => {
    const shapes = ["机密", "密密密密", "　　　　", "内部资料", "秘 密 ", "绝\n", "保密期限", "一"];
    for (const shape of shapes) {
      const text = shape.repeat(Math.ceil(5_000_000 / 3 / shape.length));
      // A pattern that backtracks over this would not come back before the runner's deadline.
      expect(secrecyMarks(`${text}\n机密★10年`).at(-1), shape).toMatchObject({ end: text.length + 7 });
    }
  });

  it("never throws and returns ordered ranges inside the text", () => {
    const soup = fc.array(fc.constantFrom("机", "密", "★", " ", "\n", "5", "年", "内部资料", "：", "\ud800"), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(soup, (parts) => {
        const text = parts.join("");
        let last = 0;
        for (const { start, end } of secrecyMarks(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("personalNumbers (MC-10)", () => {
  const kinds = (text: string) => personalNumbers(text).map(({ kind }) => kind);

  it("accepts an identity number by its check digit only and never calls a wrong one valid", () => {
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const person = fc.record({
      serial: fc.nat(999),
      day: fc.integer({ min: 1, max: 28 }),
      last: fc.constantFrom(..."0123456789X"),
    });
    fc.assert(
      fc.property(person, ({ serial, day, last }) => {
        const stem = `340104198003${String(day).padStart(2, "0")}${String(serial).padStart(3, "0")}`;
        const sum = weights.reduce((total, weight, i) => total + weight * Number(stem[i]), 0);
        const right = "10X98765432"[sum % 11] === last;
        expect(kinds(`身份证号${stem}${last}。`)).toEqual([right ? "idNumber" : "idNumberInvalid"]);
      }),
    );
  });

  it("leaves masked forms, hotlines, index numbers and amounts alone", () => {
    for (const text of [
      "5102**********1234",
      "138****1234",
      "0564-12345",
      "000014349/2022-02058",
      "13812345678.50元",
      "12345",
      "400-888-1234",
    ]) {
      expect(kinds(text), text).toEqual([]);
    }
  });
});
