/** A Windows program of headers alone: PE32+ with the fuse wire and resources, for the stand-in and the tests of inspection. */

import type { Target } from "../options";
import { peMachines } from "./executable-file";
import { freshWire } from "./fuse-wire";

/** A resource of the program. Names are upper case, as Windows compares them. */
export interface PeResource {
  readonly type: string;
  readonly name: string;
  readonly body: Buffer;
}

const fileAlignment = 0x200;
const sectionAlignment = 0x1000;

/** PE32+ with the wire in `.rdata` and a version resource in `.rsrc`. */
export function standInPe({ arch }: Target, named: readonly PeResource[] = []): Buffer {
  const sections = [
    { name: ".rdata", address: sectionAlignment, body: freshWire, flags: 0x40000040 },
    {
      name: ".rsrc",
      address: 2 * sectionAlignment,
      body: resourceSection(2 * sectionAlignment, named),
      flags: 0x40000040,
    },
  ];
  const headers = Buffer.alloc(2 * fileAlignment);
  headers.write("MZ", 0, "latin1");
  headers.writeUInt32LE(0x80, 0x3c);
  headers.write("PE\0\0", 0x80, "latin1");
  headers.writeUInt16LE(peMachines[arch], 0x84);
  headers.writeUInt16LE(sections.length, 0x86);
  headers.writeUInt16LE(240, 0x94);
  headers.writeUInt16LE(0x22, 0x96);
  writeOptionalHeader(headers, 0x98, sections[1]?.body.length ?? 0);
  let raw = headers.length;
  const bodies = sections.map(({ name, address, body, flags }, index) => {
    const at = 0x98 + 240 + index * 40;
    const padded = padTo(body, fileAlignment);
    headers.write(name, at, "latin1");
    headers.writeUInt32LE(body.length, at + 8);
    headers.writeUInt32LE(address, at + 12);
    headers.writeUInt32LE(padded.length, at + 16);
    headers.writeUInt32LE(raw, at + 20);
    headers.writeUInt32LE(flags, at + 36);
    raw += padded.length;
    return padded;
  });
  return Buffer.concat([headers, ...bodies]);
}

function writeOptionalHeader(headers: Buffer, at: number, resources: number): void {
  headers.writeUInt16LE(0x20b, at);
  headers.writeBigUInt64LE(0x140000000n, at + 24);
  headers.writeUInt32LE(sectionAlignment, at + 32);
  headers.writeUInt32LE(fileAlignment, at + 36);
  // Windows 10, as Electron itself asks since version 23.
  headers.writeUInt16LE(10, at + 40);
  headers.writeUInt16LE(10, at + 48);
  headers.writeUInt32LE(16 * sectionAlignment, at + 56);
  headers.writeUInt32LE(headers.length, at + 60);
  headers.writeUInt16LE(2, at + 68);
  headers.writeUInt32LE(16, at + 108);
  headers.writeUInt32LE(2 * sectionAlignment, at + 112 + 16);
  headers.writeUInt32LE(resources, at + 112 + 20);
}

/**
 * Directories of type, name and language, one entry in each of the lower two. Named types stand before numbered ones; the
 * last is the version block (type 16, name 1). PE/COFF specification, section .rsrc.
 */
function resourceSection(address: number, named: readonly PeResource[]): Buffer {
  const rows = [...named, { type: 16, name: 1, body: versionBlock() }];
  const top = Buffer.alloc(16 + rows.length * 8);
  top.writeUInt16LE(named.length, 12);
  top.writeUInt16LE(1, 14);
  const branches = rows.map(() => Buffer.alloc(24 + 24 + 16));
  const names: Buffer[] = [];
  const namesAt = top.length + branches.length * 64;
  const nameField = (name: string | number): number => {
    if (typeof name === "number") return name;
    const at = namesAt + names.reduce((sum, { length }) => sum + length, 0);
    const text = Buffer.alloc(2 + name.length * 2);
    text.writeUInt16LE(name.length, 0);
    text.write(name, 2, "utf16le");
    names.push(text);
    return (0x80000000 | at) >>> 0;
  };
  const pointers = rows.map(({ type, name }, index) => {
    const at = top.length + index * 64;
    top.writeUInt32LE(nameField(type), 16 + index * 8);
    top.writeUInt32LE((0x80000000 | at) >>> 0, 20 + index * 8);
    const branch = branches[index] ?? Buffer.alloc(0);
    branch.writeUInt16LE(1, typeof name === "number" ? 14 : 12);
    branch.writeUInt32LE(nameField(name), 16);
    branch.writeUInt32LE((0x80000000 | (at + 24)) >>> 0, 20);
    branch.writeUInt16LE(1, 24 + 14);
    branch.writeUInt32LE(1033, 24 + 16);
    branch.writeUInt32LE(at + 48, 24 + 20);
    return branch;
  });
  const strings = padTo(Buffer.concat(names), 4);
  let at = namesAt + strings.length;
  const bodies = rows.map(({ body }, index) => {
    pointers[index]?.writeUInt32LE(address + at, 48);
    pointers[index]?.writeUInt32LE(body.length, 52);
    const padded = padTo(body, 4);
    at += padded.length;
    return padded;
  });
  return Buffer.concat([top, ...branches, strings, ...bodies]);
}

/** VS_VERSIONINFO with fixed part, one table of strings and one translation. */
function versionBlock(): Buffer {
  const fixed = Buffer.alloc(52);
  fixed.writeUInt32LE(0xfeef04bd, 0);
  fixed.writeUInt32LE(0x10000, 4);
  const text = block("ProductName", Buffer.from("Electron\0", "utf16le"), { words: 9 });
  const table = block("040904b0", text, { words: 0 });
  const strings = block("StringFileInfo", table, { words: 0 });
  const translation = Buffer.from([0x09, 0x04, 0xb0, 0x04]);
  const variables = block("VarFileInfo", block("Translation", translation, { words: 4, binary: true }), { words: 0 });
  const children = Buffer.concat([padTo(strings, 4), variables]);
  return block("VS_VERSION_INFO", Buffer.concat([fixed, children]), { words: 52, binary: true });
}

function block(key: string, body: Buffer, { words, binary = false }: { words: number; binary?: boolean }): Buffer {
  const head = Buffer.alloc(6);
  const start = padTo(Buffer.concat([head, Buffer.from(`${key}\0`, "utf16le")]), 4);
  const whole = Buffer.concat([start, body]);
  whole.writeUInt16LE(whole.length, 0);
  whole.writeUInt16LE(words, 2);
  whole.writeUInt16LE(binary ? 0 : 1, 4);
  return whole;
}

const padTo = (bytes: Buffer, size: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((size - (bytes.length % size)) % size)]);
