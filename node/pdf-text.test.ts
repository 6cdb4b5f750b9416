import { describe, expect, it } from "vitest";
import { digestOf } from "../shared/digest";
import { AttachmentReader } from "./attachment-text";
import { readPdf } from "./pdf-text";

/** A PDF of one font whose codes are mapped by ToUnicode, a page per list of hexadecimal lines. */
function pdfOf(pages: readonly (readonly string[])[], trailer = ""): Uint8Array {
  const map =
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <4E00> <9FFF> <4E00> endbfrange endcmap end end";
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Kids[${pages.map((_, at) => `${7 + at * 2} 0 R`).join(" ")}]/Count ${pages.length}>>`,
    "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
    "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 5 0 R/DW 1000>>",
    "<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>",
    `<</Length ${map.length}>>stream\n${map}\nendstream`,
    ...pages.flatMap((lines, at) => {
      const text = lines.map((line, row) => `1 0 0 1 50 ${700 - row * 30} Tm <${line}> Tj`).join(" ");
      const body = `BT /F1 12 Tf ${text} ET`;
      return [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents ${8 + at * 2} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
        `<</Length ${body.length}>>stream\n${body}\nendstream`,
      ];
    }),
  ];
  const text = objects.map((object, at) => `${at + 1} 0 obj${object}\nendobj\n`).join("");
  return new TextEncoder().encode(`%PDF-1.4\n${text}trailer<</Root 1 0 R${trailer}>>\n`);
}

const hex = (text: string): string => Array.from(text, (char) => char.charCodeAt(0).toString(16)).join("");

describe("the text of a PDF", () => {
  it("comes line by line and page by page, and a page without any is told", async () => {
    const { pieces, notes } = await readPdf(pdfOf([[hex("公园开放"), hex("票价五元")], []]));
    expect(pieces).toEqual([{ text: "公园开放" }, { text: "票价五元" }]);
    expect(notes).toEqual(["第2页没有可读的文字，可能是扫描件"]);
  });

  it("in full lines is put together to one paragraph", async () => {
    const { pieces } = await readPdf(
      pdfOf([[hex("县城公园自本月起免费向市民"), hex("开放并延长夜间照明的时间段"), hex("欢迎监督")]]),
    );
    expect(pieces.map(({ text }) => text)).toEqual(["县城公园自本月起免费向市民开放并延长夜间照明的时间段欢迎监督"]);
  });

  it("a locked file and a broken one are told apart", async () => {
    const pad = "00".repeat(32);
    const locked = pdfOf(
      [[hex("公园")]],
      `/ID[<01><01>]/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<${pad}>/U<${pad}>>>`,
    );
    await expect(readPdf(locked)).rejects.toMatchObject({
      code: "E_FILE_TYPE",
      detail: expect.stringContaining("加密"),
    });
    await expect(readPdf(new TextEncoder().encode("%PDF-1.4 没有内容"))).rejects.toMatchObject({
      detail: expect.stringContaining("损坏"),
    });
  });

  it("is read once for the same bytes and name, and never without bytes", async () => {
    const bytes = pdfOf([[hex("公园")]]);
    const reader = new AttachmentReader();
    const file = { hash: digestOf(bytes), name: "a.pdf" };
    expect(await reader.read(file, () => Promise.resolve(null))).toBeNull();
    let asked = 0;
    const given = () => {
      asked += 1;
      return Promise.resolve(bytes);
    };
    const [first, second] = [await reader.read(file, given), await reader.read(file, given)];
    expect([first?.blocks.length, second === first, asked]).toEqual([1, true, 1]);
  });
});
