import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { utf8 } from "../../shared/bytes";
import type { Finding } from "../../shared/proofreading/finding";
import type { Ledger } from "../../shared/proofreading/ledger";
import { textsInFile } from "./file-text";
import { refuseSecretLedger, refuseSecretTexts } from "./secrecy-scan";

const finding: Finding = {
  rule: "secret-marking",
  pack: "rules 2026.11.1",
  category: "secret",
  severity: "block",
  block: "p1",
  start: 0,
  end: 6,
  text: "绝密★20年",
  message: "疑似密级标志。",
  authority: "NY-15",
  suggestions: [],
  fix: "none",
  confidence: 1,
  print: "x",
};
const hash = `sha-256:${"0".repeat(64)}`;
const ledger = (text: string, disposition: "accept" | "ignore"): Ledger => ({
  format: "caibian-ledger/1",
  contentHash: hash,
  status: "complete",
  packs: [],
  findings: [],
  entries: [
    {
      finding: { ...finding, text },
      disposition,
      reason: "已删除",
      personId: "p",
      name: "林初晴",
      at: "2026-11-20T02:00:00.000Z",
      stage: "draft",
      group: null,
    },
  ],
});

describe("the secrecy scan of a ledger", () => {
  it("lets a decision name the mark it removed, and nothing longer or kept", () => {
    expect(() => refuseSecretLedger(ledger("绝密★20年", "accept"))).not.toThrow();
    expect(() => refuseSecretLedger(ledger("绝密★20年", "ignore"))).toThrow("E_SECRET");
    expect(() => refuseSecretLedger(ledger(`绝密★20年 ${"部署细则".repeat(8)}`, "accept"))).toThrow("E_SECRET");
  });

  it("takes a level in a list for a word", () => {
    expect(() => refuseSecretTexts(["秘密", "涉密", "保密审查"])).not.toThrow();
  });
});

/** An archive with one deflated part, written by hand. */
function archive(name: string, text: string): Uint8Array {
  const [file, data] = [Buffer.from(name), deflateRawSync(Buffer.from(text))];
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(file.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt16LE(file.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(30 + file.length + data.length, 16);
  return new Uint8Array(Buffer.concat([local, file, data, entry, file, end]));
}

describe("the text of attachments (MC-36)", () => {
  it("is found in an office document, across the runs of a paragraph", async () => {
    const xml = "<w:p><w:r><w:t>绝密</w:t></w:r><w:r><w:t>★20年</w:t></w:r></w:p>";
    const texts = await textsInFile(archive("word/document.xml", xml));
    expect(() => refuseSecretTexts(texts)).toThrow("E_SECRET");
  });

  it("is found in the encodings of Chinese offices", async () => {
    const gbk = new Uint8Array([0xbe, 0xf8, 0xc3, 0xdc, 0xa1, 0xef, 0x32, 0x30, 0xc4, 0xea]);
    expect(() => refuseSecretTexts(["绝密★20年"])).toThrow("E_SECRET");
    expect(await textsInFile(gbk)).toContain("绝密★20年");
    expect(await textsInFile(utf8("平常文字"))).toContain("平常文字");
  });

  it("that unpacks to more than can be scanned is refused, also when many parts name the same bytes (E_TOO_LARGE)", async () => {
    const one = archive("word/document.xml", "x".repeat(70 * 1_048_576));
    await expect(textsInFile(one)).rejects.toThrow("E_TOO_LARGE");
    const many = Buffer.from(archive("word/document.xml", "x".repeat(20 * 1_048_576)));
    const end = many.subarray(many.length - 22);
    const start = end.readUInt32LE(16);
    const entry = many.subarray(start, many.length - 22);
    const bomb = Buffer.concat([many.subarray(0, start), ...Array.from({ length: 500 }, () => entry), end]);
    await expect(textsInFile(new Uint8Array(bomb))).rejects.toThrow("E_TOO_LARGE");
  });

  it("of angle brackets without end is read in one pass", async () => {
    // Read again from each bracket, this would not be done before the runner's deadline.
    await expect(textsInFile(archive("word/document.xml", "<".repeat(4 * 1_048_576)))).resolves.toBeDefined();
  });

  it("of a damaged archive is none, without an error", async () => {
    const whole = archive("word/document.xml", "<w:p/>");
    expect(await textsInFile(whole.subarray(0, whole.length - 30))).toEqual([]);
  });
});
