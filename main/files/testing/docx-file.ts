/** A docx made by hand: a stored zip with the three parts that every reader asks for. */
import { crc32 } from "node:zlib";
import { utf8 } from "../../../shared/bytes";

const types =
  '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const relations =
  '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';

/** `body` is WordprocessingML inside w:body. */
export function docxFile(body: string): Uint8Array {
  const document = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
  return zip([
    ["[Content_Types].xml", types],
    ["_rels/.rels", relations],
    ["word/document.xml", document],
  ]);
}

export function zip(files: readonly (readonly [string, string])[], claimedSize?: number): Uint8Array {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, text] of files) {
    const [path, bytes] = [utf8(name), utf8(text)];
    const fields = { crc: crc32(bytes), size: bytes.length, claimed: claimedSize ?? bytes.length, name: path };
    const local = Buffer.concat([head(0x04034b50, 30, fields), path, bytes]);
    const entry = head(0x02014b50, 46, fields);
    entry.writeUInt32LE(offset, 42);
    locals.push(local);
    directory.push(Buffer.concat([entry, path]));
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, entries, end]);
}

interface Fields {
  readonly crc: number;
  readonly size: number;
  readonly claimed: number;
  readonly name: Uint8Array;
}

/** Both headers hold the same fields; the central one has two bytes more before them. */
function head(signature: number, length: number, { crc, size, claimed, name }: Fields): Buffer {
  const shift = length === 46 ? 2 : 0;
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32LE(signature, 0);
  bytes.writeUInt16LE(20, 4);
  bytes.writeUInt32LE(crc, 14 + shift);
  bytes.writeUInt32LE(size, 18 + shift);
  bytes.writeUInt32LE(length === 46 ? claimed : size, 22 + shift);
  bytes.writeUInt16LE(name.length, 26 + shift);
  return bytes;
}
