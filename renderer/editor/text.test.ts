import fc from "fast-check";
import { expect, test } from "vitest";
import type { Finding } from "../../shared/proofreading/finding";
import { withoutMetadata } from "./image-metadata";
import { MarkBook, shiftSpan } from "./mark-book";
import { findAll } from "./search";
import { sniff } from "./sniff";
import { countText } from "./word-count";

test("字数 counts each Chinese character and each other word; 字符数 leaves out spaces only (E11)", () => {
  expect(countText("国办发〔2017〕47号，共 3 项。")).toEqual({ words: 13, characters: 17 });
  expect(countText("Hello world 2026")).toEqual({ words: 3, characters: 14 });
  expect(countText("　\n ")).toEqual({ words: 0, characters: 0 });
  expect(countText("“安全”——𠮷")).toEqual({ words: 7, characters: 7 });
});

test("a search finds full and half width, other case and spaced-out text alike (E10)", () => {
  expect(findAll("ＡＰＰ、App、a p p", "app").map(({ start, end }) => [start, end])).toEqual([
    [0, 3],
    [4, 7],
    [8, 13],
  ]);
  expect(findAll("信 息", "信息", { matchCase: false, ignoreSpaces: false })).toEqual([]);
  expect(findAll("aaaa", "aa")).toHaveLength(2);
  expect(findAll("任何", " ")).toEqual([]);
});

test("a span that an edit elsewhere left alone still covers the same characters", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string({ minLength: 1 }), (left, typed, between, word) => {
      const before = `${left}${between}${word}`;
      const after = `${left}${typed}${between}${word}`;
      const start = left.length + between.length;
      const moved = shiftSpan(before, after, { start, end: start + word.length });
      if (moved !== null) expect(after.slice(moved.start, moved.end)).toBe(word);
    }),
  );
  expect(shiftSpan("国发[2023]47号", "请看国发[2023]47号", { start: 2, end: 8 })).toEqual({ start: 4, end: 10 });
});

const finding = (block: string, start: number, text: string): Finding => ({
  rule: "r",
  pack: "rules 2026.11.1",
  category: "c",
  severity: "error",
  block,
  start,
  end: start + text.length,
  text,
  message: "m",
  authority: "a",
  suggestions: [],
  fix: "none",
  confidence: 1,
  print: `${block}${start}`,
});

test("a finding whose own text is edited loses its place, and its neighbours keep theirs", () => {
  const book = new MarkBook();
  const [first, second] = [finding("p", 0, "的的"), finding("p", 4, "了了")];
  book.load([first, second], () => "的的好人了了");
  book.edit("p", "的好人了了");
  expect(book.spanOf(first)).toBeNull();
  expect(book.spanOf(second)).toEqual({ start: 3, end: 5 });
});

test("a finding of a pass on older text is not drawn on other words", () => {
  const book = new MarkBook();
  const old = finding("p", 0, "的的");
  book.load([old], () => "已经改好");
  expect(book.spanOf(old)).toBeNull();
});

test("a file is what its bytes say: a program named .pdf and a macro document are refused (E5)", () => {
  const ascii = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
  expect(sniff(ascii("%PDF-1.7"))).toEqual({ mime: "application/pdf", image: false });
  expect(sniff(ascii("MZ\u0090\u0000"))).toBeNull();
  expect(sniff(ascii("PK\u0003\u0004word/document.xml"))?.mime).toContain("wordprocessingml");
  expect(sniff(ascii("PK\u0003\u0004word/document.xml word/vbaProject.bin"))).toBeNull();
});

test("Exif leaves a JPEG and text chunks leave a PNG, everything else stays bit for bit (E4)", () => {
  const exif = [0xff, 0xe1, 0x00, 0x06, 1, 2, 3, 4];
  const tables = [0xff, 0xdb, 0x00, 0x04, 9, 9];
  const scan = [0xff, 0xda, 0x00, 0x02, 5, 6, 0xff, 0xd9];
  expect([...withoutMetadata(new Uint8Array([0xff, 0xd8, ...exif, ...tables, ...scan]), "image/jpeg")]).toEqual([
    0xff,
    0xd8,
    ...tables,
    ...scan,
  ]);
  const head = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const chunk = (type: string, data: number[]) => [
    0,
    0,
    0,
    data.length,
    ...[...type].map((c) => c.charCodeAt(0)),
    ...data,
    0,
    0,
    0,
    0,
  ];
  const png = [...head, ...chunk("IHDR", [1]), ...chunk("tEXt", [2, 3]), ...chunk("IEND", [])];
  expect([...withoutMetadata(new Uint8Array(png), "image/png")]).toEqual([
    ...head,
    ...chunk("IHDR", [1]),
    ...chunk("IEND", []),
  ]);
});
