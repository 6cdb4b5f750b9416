import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Content, contentHash, contentOf } from "../shared/model/content";
import { type Block, marks, type Run } from "../shared/model/manuscript";
import { disclosures, type Metadata, privacyExemptions } from "../shared/model/metadata";
import { renderArticle } from "../shared/publication/page";
import { elementsOf, type PageNode } from "../shared/publication/page-node";
import { readArticle } from "../shared/publication/read-page";
import { parsePage } from "./page-node";

/** What has broken pages before: markup, entities, every kind of space, breaks, marks that combine, astral characters. */
const nasty = fc.constantFrom(
  "<",
  ">",
  "&",
  '"',
  "'",
  "&amp;",
  "</p>",
  "<br>",
  "<!--",
  "-->",
  "]]>",
  "<script>",
  "&#0;",
  "\u00a0",
  "\u3000",
  "\u200b",
  "\ufeff",
  "\u2028",
  "\u0085",
  "\u0001",
  " ",
  "  ",
  "\t",
  "\n",
  "\n\n",
  "\r",
  "\r\n",
  "\f",
  "é",
  "e\u0301",
  "한",
  "👨‍👩‍👧",
  "𠮷",
  "〔2023〕",
  "关于",
  "，",
);
const text = fc
  .array(fc.oneof(nasty, fc.string({ unit: "grapheme", maxLength: 6 })), { maxLength: 6 })
  .map((parts) => parts.join("").replaceAll("\0", ""));
const short = text.map((value) => value.slice(0, 150).toWellFormed());
const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,12}$/);
const digest = fc.stringMatching(/^sha-256:[0-9a-f]{64}$/);
const day = fc.constantFrom("", "2024-02-29", "2025-11-03");

const run: fc.Arbitrary<Run> = fc.record({
  text,
  marks: fc.oneof(fc.subarray([...marks]), fc.array(fc.constantFrom(...marks), { maxLength: 4 })),
  link: fc.option(fc.oneof(short, fc.constant("https://www.example.gov.cn/a?b=1&c=2"), fc.constant("javascript:1"))),
});
const runs = fc.array(run, { maxLength: 4 });
const file = fc.record({
  hash: digest,
  name: short.map((name) => `${name}附件.pdf`),
  mime: fc.constantFrom("application/pdf", "image/png"),
  size: fc.nat(),
});

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant("heading" as const), id, level: fc.constantFrom(1, 2, 3, 4), runs }),
  fc.record({
    kind: fc.constant("paragraph" as const),
    id,
    align: fc.constantFrom("left" as const, "center" as const, "right" as const),
    runs,
  }),
  fc.record({
    kind: fc.constant("list" as const),
    id,
    ordered: fc.boolean(),
    items: fc.array(fc.record({ id, depth: fc.nat({ max: 5 }), runs }), { minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    kind: fc.constant("table" as const),
    id,
    rows: fc.array(
      fc.record({
        cells: fc.array(
          fc.record({
            id,
            header: fc.boolean(),
            colSpan: fc.integer({ min: 1, max: 4 }),
            rowSpan: fc.integer({ min: 1, max: 4 }),
            runs,
          }),
          { maxLength: 4 },
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
  fc.record({ kind: fc.constant("image" as const), id, file, alt: short, decorative: fc.boolean(), caption: short }),
  fc.record({ kind: fc.constant("attachment" as const), id, file }),
);

const metadata: fc.Arbitrary<Metadata> = fc.record({
  itemType: fc.constantFrom("policy" as const, "notice" as const, "reprint" as const, "response" as const),
  columnId: fc.oneof(fc.constant(""), id),
  documentNumber: short,
  category: short,
  disclosure: fc.constantFrom("" as const, ...disclosures),
  disclosureGround: short,
  generatedOn: day,
  timeLimit: short,
  audience: short,
  indexNumber: short,
  writer: short,
  important: fc.boolean(),
  privacyExemption: fc.constantFrom("" as const, ...privacyExemptions),
  source: fc.option(fc.record({ name: short, url: short, publishedOn: day })),
});

const content: fc.Arbitrary<Content> = fc
  .record({ title: short, blocks: fc.array(block, { maxLength: 6 }), metadata })
  // Two files of one hash and name are one file: the list of files cannot tell them apart.
  .map(({ title, blocks, metadata: meta }) => contentOf({ title, blocks }, meta));

const onPage = (html: string): PageNode => parsePage(`<!doctype html><body><main>${html}</main>`);

/** Every visible text node of the article, with the way to put another text in its place. */
function textsOf(root: PageNode): { text: string; replaced: (text: string) => PageNode }[] {
  if (root.tag === "#text") return [{ text: root.text, replaced: (text) => ({ ...root, text }) }];
  return root.children.flatMap((child, i) =>
    textsOf(child).map(({ text: own, replaced }) => ({
      text: own,
      replaced: (value: string) => ({ ...root, children: root.children.with(i, replaced(value)) }),
    })),
  );
}

/** The hash a page proves, or that it proves none. */
function verdict(root: PageNode): string {
  try {
    return contentHash(readArticle(root));
  } catch {
    return "refused";
  }
}

describe("a page and its content", () => {
  it("gives back exactly the content it was made from, whatever characters it holds (PB, demo's first proof)", () => {
    fc.assert(
      fc.property(content, (value) => {
        const read = readArticle(onPage(renderArticle(value, {})));
        expect(read).toEqual(value);
        expect(contentHash(read)).toBe(contentHash(value));
      }),
      { numRuns: 1_000 },
    );
  });

  it("never proves the signed hash again once one visible character is changed, added or removed", () => {
    let mutated = 0;
    fc.assert(
      fc.property(content, fc.nat(), fc.nat(), fc.nat({ max: 2 }), (value, where, at, how) => {
        const tree = onPage(renderArticle(value, {}));
        const texts = textsOf(tree);
        const target = texts[where % texts.length];
        if (target === undefined) throw new Error("premise: every page shows at least its 稿件类型");
        const i = at % target.text.length;
        const other = target.text[i] === "改" ? "动" : "改";
        const changed = [
          target.text.slice(0, i) + other + target.text.slice(i + 1),
          target.text.slice(0, i) + other + target.text.slice(i),
          target.text.slice(0, i) + target.text.slice(i + 1),
        ][how];
        mutated += 1;
        expect(verdict(target.replaced(changed ?? ""))).not.toBe(contentHash(value));
      }),
      { numRuns: 1_000 },
    );
    expect(mutated).toBeGreaterThanOrEqual(1_000);
  });

  it("is refused when something stands in the article that the content does not account for", () => {
    const value = contentOf(
      {
        title: "通知",
        blocks: [{ kind: "paragraph", id: "p1", align: "left", runs: [{ text: "正文", marks: [], link: null }] }],
      },
      { ...metadataSample },
    );
    const html = renderArticle(value, {});
    expect(verdict(onPage(html))).toBe(contentHash(value));
    for (const forged of [
      html.replace("<span>正文", '<span hidden="">正文'),
      html.replace("</p>", "</p>另有规定"),
      html.replace("</p>", "<em></em></p>"),
      html.replace("</h1>", "</h1><script>1</script>"),
      html.replace("<article ", '<article style="display:none" '),
      `${html}${html}`,
      html.replace("<article data-format", "<article data-x"),
    ]) {
      expect(forged).not.toBe(html);
      expect(verdict(onPage(forged))).toBe("refused");
    }
  });

  it("holds no second copy of the text in an attribute or a script", () => {
    const marker = "独此一处的文字";
    const value = contentOf(
      {
        title: "通知",
        blocks: [{ kind: "paragraph", id: "p1", align: "left", runs: [{ text: marker, marks: ["bold"], link: null }] }],
      },
      { ...metadataSample },
    );
    expect(renderArticle(value, {}).split(marker)).toHaveLength(2);
    expect(elementsOf(onPage(renderArticle(value, {})), "script")).toEqual([]);
  });

  it("reads a page that keeps its files under another address, and refuses one that mixes addresses", () => {
    const hash = `sha-256:${"a".repeat(64)}`;
    const picture = (own: string): Block => ({
      kind: "image",
      id: own,
      file: { hash, name: "现场.png", mime: "image/png", size: 2_048 },
      alt: "现场照片",
      decorative: false,
      caption: "图 1",
    });
    const value = contentOf({ title: "动态", blocks: [picture("i1"), picture("i2")] }, { ...metadataSample });
    const html = renderArticle(value, { fileBase: "/public/site/luan/files/" });
    expect(verdict(onPage(html))).toBe(contentHash(value));
    expect(verdict(onPage(html.replace("/public/site/luan/files/", "https://elsewhere.example/")))).toBe("refused");
  });

  it("cannot be made from content whose lists of files and links are not the document's own, or with U+0000", () => {
    const value = contentOf({ title: "通知", blocks: [] }, { ...metadataSample });
    expect(() => renderArticle({ ...value, links: ["https://example.gov.cn/"] }, {})).toThrow("E_INPUT");
    expect(() => renderArticle(contentOf({ title: "通\0知", blocks: [] }, { ...metadataSample }), {})).toThrow(
      "E_INPUT",
    );
  });
});

const metadataSample: Metadata = {
  itemType: "notice",
  columnId: "tzgg",
  documentNumber: "",
  category: "",
  disclosure: "主动公开",
  disclosureGround: "",
  generatedOn: "2025-11-03",
  timeLimit: "",
  audience: "",
  indexNumber: "",
  writer: "张晓岚",
  important: false,
  privacyExemption: "",
  source: null,
};
