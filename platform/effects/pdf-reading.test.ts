import { expect, it } from "vitest";
import { hex, pdfOf } from "../../node/testing/pdf-file";
import { bytesSource } from "../../shared/attachments/byte-source";
import { digestOf } from "../../shared/digest";
import { refuseSecretSource } from "./commit-file";
import { readPdfApart } from "./pdf-reading";

const refusalOf = (bytes: Uint8Array) =>
  refuseSecretSource(digestOf(bytes), bytesSource(bytes)).then(
    () => "taken",
    (error: unknown) => error,
  );

it("NY-15: a PDF is read apart from the platform's one thread, and what is classified in it is refused all the same", async () => {
  const secret = pdfOf([[hex("机密★长期")]]);
  const reading = readPdfApart(secret);
  // While it is read the platform's own thread goes on: these turns come before the answer.
  let turns = 0;
  let read = false;
  const done = reading.then(() => {
    read = true;
  });
  while (!read) {
    turns += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await done;
  expect(turns).toBeGreaterThan(10);
  expect((await reading).pieces.map(({ text }) => text)).toEqual(["机密★长期"]);
  expect(await refusalOf(secret)).toMatchObject({ code: "E_SECRET" });
  expect(await refusalOf(pdfOf([[hex("公园开放")]]))).toBe("taken");
});

it("a PDF that cannot be read ends its own reading by name, and the next one is read", async () => {
  const broken = new TextEncoder().encode("%PDF-1.4 没有内容");
  await expect(readPdfApart(broken)).rejects.toMatchObject({ code: "E_FILE_TYPE" });
  expect((await readPdfApart(pdfOf([[hex("公园")]]))).pieces).toHaveLength(1);
});
