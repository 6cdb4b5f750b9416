/** A manuscript file as text slots that mutators may change, and back into a file of the same kind. */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

export interface Slots {
  readonly texts: readonly string[];
  /** The same file with other texts. */
  readonly rebuild: (texts: readonly string[]) => Uint8Array;
}

/** Splits at every match; odd parts are the slots. */
function around(
  source: string,
  pattern: RegExp,
  plain: { read: (raw: string) => string; write: (text: string) => string },
) {
  const parts: string[] = [];
  let from = 0;
  for (const match of source.matchAll(pattern)) {
    const start = match.index + match[0].indexOf(match[1] ?? "", match[0].indexOf(">"));
    parts.push(source.slice(from, start), plain.read(match[1] ?? ""));
    from = start + (match[1] ?? "").length;
  }
  const rest = source.slice(from);
  return {
    texts: parts.filter((_, index) => index % 2 === 1),
    join: (texts: readonly string[]) =>
      parts.map((part, index) => (index % 2 === 1 ? plain.write(texts[(index - 1) / 2] ?? "") : part)).join("") + rest,
  };
}

const markup = {
  read: (raw: string) =>
    raw.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
  write: (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
};

function textSlots(bytes: Uint8Array): Slots {
  const lines = new TextDecoder("utf-8").decode(bytes).split("\n");
  return { texts: lines, rebuild: (texts) => strToU8(texts.join("\n")) };
}

function htmlSlots(bytes: Uint8Array): Slots {
  const { texts, join } = around(
    new TextDecoder("utf-8").decode(bytes),
    />([^<>]*\p{Script=Han}[^<>]*)(?=<)/gu,
    markup,
  );
  return { texts, rebuild: (changed) => strToU8(join(changed)) };
}

function docxSlots(bytes: Uint8Array): Slots {
  const files = unzipSync(bytes);
  const main = files["word/document.xml"];
  if (main === undefined) throw new Error("这个 docx 没有正文部件 word/document.xml");
  const { texts, join } = around(strFromU8(main), /<w:t(?:\s[^>]*)?>([^<]+)(?=<\/w:t>)/g, markup);
  return { texts, rebuild: (changed) => zipSync({ ...files, "word/document.xml": strToU8(join(changed)) }) };
}

/** Reads a manuscript by its file name's ending. @throws Error for other kinds. */
export function slotsOf(name: string, bytes: Uint8Array): Slots {
  if (/\.docx$/i.test(name)) return docxSlots(bytes);
  if (/\.html?$/i.test(name)) return htmlSlots(bytes);
  if (/\.(txt|md)$/i.test(name)) return textSlots(bytes);
  throw new Error(`不支持的稿件文件：${name}（可用 txt、html、docx）`);
}
