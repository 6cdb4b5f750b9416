/** What a patched client may try to put into the text: nothing may be signed that a reader would not see. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parsePage } from "../node/page-node";
import { type Content, contentHash, contentOf } from "../shared/model/content";
import type { Block, ManuscriptDocument, Run } from "../shared/model/manuscript";
import { publicPage } from "../shared/publication/page";
import { readArticle } from "../shared/publication/read-page";
import { type Desk, signIn, verdict } from "./testing/desk";
import { openTestPlatform, type TestPlatform } from "./testing/platform";
import { clean, ledgerFor, metadata, newItem, notice, revise } from "./testing/work";

let platform: TestPlatform;
let author: Desk;
beforeAll(async () => {
  platform = await openTestPlatform();
  author = await signIn(platform, "luan", "林初晴");
});
afterAll(() => platform.close());

const words = (text: string, more: Partial<Run> = {}): Run => ({ text, marks: [], link: null, ...more });
const paragraph = (id: string, ...runs: readonly Run[]): Block => ({
  kind: "paragraph",
  id,
  align: "left",
  runs: [...runs],
});
const made = (blocks: readonly Block[], more: Partial<ManuscriptDocument> = {}): Content =>
  contentOf({ title: "便民服务中心办理时间调整", blocks: [...blocks], ...more }, { ...metadata, indexNumber: "A/1" });

const send = async (content: Content): Promise<string> =>
  verdict(
    await revise(platform, author, { itemId: newItem(), content, ledger: await ledgerFor(platform, author, content) }),
  );

describe("hidden content", () => {
  const hidden = {
    "U+0000": "\0",
    "a carriage return": "\r",
    "a control": "\u0007",
    "a C1 control": "\u0085",
    "zero width space": "\u200b",
    "zero width joiner": "\u200d",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "right-to-left override": "\u202e",
    "an isolate": "\u2066",
    "line separator": "\u2028",
    "a tag character": "\u{e0041}",
    "a filler": "\u3164",
  };

  it.each(Object.entries(hidden))("%s is refused wherever it stands", async (_, character) => {
    const text = `办理${character}时间`;
    const places: readonly Content[] = [
      made([paragraph("p1", words(text))]),
      made([paragraph("p1", words(clean))], { title: text }),
      notice(clean, { category: text }),
      made([paragraph("p1", words(clean, { link: `https://www.luan.gov.cn/${character}a` }))]),
    ];
    for (const [i, content] of places.entries()) expect(await send(content), `place ${i}`).toBe("400 E_INPUT");
  });

  it("half a surrogate pair is the caller's fault, not ours", async () => {
    const content = notice(`${clean}\ud800`);
    const ledger = await ledgerFor(platform, author, notice(clean));
    expect(verdict(await revise(platform, author, { itemId: newItem(), content, ledger }))).toBe("400 E_INPUT");
  });

  it("tab, line break, ideographic space and a selected variant are text and come back from the page", async () => {
    const content = made([paragraph("p1", words("第一行\n第二行\t　葛\u{e0100}洲坝  末"))]);
    expect(await send(content)).toBe("200");
    const page = publicPage(content, { siteName: "六", columnName: "", publishedAt: author.now(), stamp: [] });
    expect(contentHash(readArticle(parsePage(page)))).toBe(contentHash(content));
  });
});

describe("content that is not in its one form", () => {
  it("is refused when it is not NFC, even where the accent stands in a run of its own", async () => {
    expect(await send(notice("cafe\u0301里办公"))).toBe("400 E_INPUT");
    expect(await send(made([paragraph("p1", words("cafe"), words("\u0301", { marks: ["bold"] }))]))).toBe(
      "400 E_INPUT",
    );
  });

  it("is refused when its lists of files and links are not the document's", async () => {
    const content = notice();
    const file = { hash: contentHash(content), name: "a.pdf", mime: "application/pdf", size: 3 };
    expect(await send({ ...content, links: ["https://www.gov.cn/"] })).toBe("400 E_INPUT");
    expect(await send({ ...content, files: [file] })).toBe("400 E_INPUT");
    const linked = made([paragraph("p1", words(clean, { link: "https://www.gov.cn/" }))]);
    expect(await send({ ...linked, links: [] })).toBe("400 E_INPUT");
  });

  it("is refused when two parts share an id, or one takes the id of the title or of a field", async () => {
    const twice = [paragraph("p1", words(clean)), paragraph("p1", words("另一段。"))];
    expect(await send(made(twice))).toBe("400 E_INPUT");
    expect(await send(made([paragraph("title", words(clean))]))).toBe("400 E_INPUT");
    expect(await send(made([paragraph("meta.writer", words(clean))]))).toBe("400 E_INPUT");
  });

  it("is refused when the marks of a run are out of order or doubled", async () => {
    for (const marks of [
      ["italic", "bold"],
      ["bold", "bold"],
    ] as const)
      expect(await send(made([paragraph("p1", words(clean, { marks: [...marks] }))]))).toBe("400 E_INPUT");
  });

  it("is refused when an image is of a kind that pages do not show", async () => {
    const hash = contentHash(notice());
    const file = { hash, name: "a.svg", mime: "image/svg+xml", size: 3 };
    const image: Block = { kind: "image", id: "i1", file, alt: "图", decorative: false, caption: "" };
    expect(await send(made([image]))).toBe("400 E_INPUT");
  });
});
