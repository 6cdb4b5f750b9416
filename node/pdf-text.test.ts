import { describe, expect, it } from "vitest";
import { digestOf } from "../shared/digest";
import { AppError } from "../shared/failure";
import { AttachmentReader } from "./attachment-text";
import { readPdf } from "./pdf-text";
import { hex, pdfOf } from "./testing/pdf-file";

describe("the text of a PDF", () => {
  it("comes line by line and page by page, and a page without any is told", async () => {
    const { pieces, notes } = await readPdf(pdfOf([[hex("公园开放"), hex("票价五元")], []]));
    expect(pieces).toEqual([{ text: "公园开放" }, { text: "票价五元" }]);
    expect(notes).toEqual(["第2页没有可读的文字，可能是扫描件"]);
  });

  it("is the same from a Buffer, as files are read, and leaves its bytes whole", async () => {
    const bytes = Buffer.from(pdfOf([[hex("公园开放")]]));
    const before = Buffer.from(bytes);
    expect((await readPdf(bytes)).pieces).toEqual([{ text: "公园开放" }]);
    expect(bytes.equals(before)).toBe(true);
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
    const reader = new AttachmentReader(readPdf);
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

  it("is tried again when it could not be read: a busy machine may have run out of time", async () => {
    const bytes = pdfOf([[hex("公园")]]);
    let tries = 0;
    const reader = new AttachmentReader((given) => {
      tries += 1;
      return tries === 1 ? Promise.reject(new AppError("E_FILE_TYPE", "读得太久")) : readPdf(given);
    });
    const file = { hash: digestOf(bytes), name: "a.pdf" };
    expect(await reader.read(file, async () => bytes)).toMatchObject({ failure: { reason: "读得太久" }, blocks: [] });
    expect(await reader.read(file, async () => bytes)).toMatchObject({ failure: null, blocks: [{ text: "公园" }] });
  });
});
