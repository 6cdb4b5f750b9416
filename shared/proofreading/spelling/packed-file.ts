/**
 * The file a spelling model lives in: named sections of little-endian numbers behind a directory. Nothing is parsed:
 * the readers lay typed arrays over the bytes, so one buffer (a shared one too) serves every worker.
 */

export type ModelFault = "truncated" | "foreign" | "newer" | "damaged";

export class ModelFileError extends Error {
  readonly code: ModelFault;

  constructor(code: ModelFault, detail: string) {
    super(`spelling model ${code}: ${detail}`);
    this.name = "ModelFileError";
    this.code = code;
  }
}

export interface Section {
  /** At most sixteen ASCII characters. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MAGIC = [0x43, 0x42, 0x53, 0x50, 0x45, 0x4c, 0x4c, 0x00]; // CBSPELL
const VERSION = 1;
const HEADER = 24;
const ENTRY = 24;
const NAME = 16;
/** A section starts on a cache line. */
const ALIGN = 64;
/** What the checksum covers starts behind the checksum itself. */
const SUMMED_FROM = 24;

const aligned = (offset: number) => Math.ceil(offset / ALIGN) * ALIGN;

/** Every 32-bit word counts, and where it stands. */
function checksum(bytes: Uint8Array): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + SUMMED_FROM, (bytes.byteLength - SUMMED_FROM) >>> 2);
  let sum = 0x811c9dc5;
  for (let i = 0; i < words.length; i += 1) sum = Math.imul(sum ^ (words[i] ?? 0), 0x01000193) ^ (sum >>> 17);
  return sum >>> 0;
}

/** The bytes of a model file with these sections, in this order. */
export function packSections(sections: readonly Section[]): Uint8Array<ArrayBuffer> {
  const places: number[] = [];
  let end = HEADER + ENTRY * sections.length;
  for (const { bytes } of sections) {
    places.push(aligned(end));
    end = aligned(end) + bytes.byteLength;
  }
  const file = new Uint8Array(aligned(end));
  const view = new DataView(file.buffer);
  file.set(MAGIC);
  view.setUint32(8, VERSION, true);
  view.setUint32(12, file.byteLength, true);
  view.setUint32(16, sections.length, true);
  sections.forEach(({ name, bytes }, index) => {
    const entry = HEADER + ENTRY * index;
    const place = places[index] ?? 0;
    if (name.length > NAME) throw new RangeError(`section name too long: ${name}`);
    for (let i = 0; i < name.length; i += 1) file[entry + i] = name.charCodeAt(i);
    view.setUint32(entry + NAME, place, true);
    view.setUint32(entry + NAME + 4, bytes.byteLength, true);
    file.set(bytes, place);
  });
  view.setUint32(20, checksum(file), true);
  return file;
}

function checkHeader(bytes: Uint8Array, view: DataView): void {
  MAGIC.forEach((byte, index) => {
    if (index < bytes.byteLength && bytes[index] !== byte) throw new ModelFileError("foreign", "not a spelling model");
  });
  if (bytes.byteLength < HEADER) throw new ModelFileError("truncated", `${bytes.byteLength} bytes`);
  const version = view.getUint32(8, true);
  if (version > VERSION) throw new ModelFileError("newer", `format ${version}, this program reads ${VERSION}`);
  if (version < VERSION) throw new ModelFileError("foreign", `format ${version}`);
  const length = view.getUint32(12, true);
  if (bytes.byteLength < length) throw new ModelFileError("truncated", `${bytes.byteLength} of ${length} bytes`);
  if (bytes.byteLength > length) throw new ModelFileError("damaged", `${bytes.byteLength - length} bytes too many`);
  if (length % ALIGN !== 0 || length < HEADER + ENTRY * view.getUint32(16, true)) {
    throw new ModelFileError("damaged", "no room for the directory");
  }
  if (checksum(bytes) !== view.getUint32(20, true)) throw new ModelFileError("damaged", "the checksum differs");
}

export class PackedFile {
  private readonly byName: ReadonlyMap<string, Uint8Array>;

  private constructor(byName: ReadonlyMap<string, Uint8Array>) {
    this.byName = byName;
  }

  /** Lays views over the bytes; they are only copied when they do not stand on a word. */
  static open(given: Uint8Array): PackedFile {
    const bytes = given.byteOffset % 4 === 0 ? given : new Uint8Array(given);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    checkHeader(bytes, view);
    const byName = new Map<string, Uint8Array>();
    const count = view.getUint32(16, true);
    for (let index = 0; index < count; index += 1) {
      const entry = HEADER + ENTRY * index;
      let name = "";
      for (let i = 0; i < NAME && bytes[entry + i] !== 0; i += 1) name += String.fromCharCode(bytes[entry + i] ?? 0);
      const from = view.getUint32(entry + NAME, true);
      const to = from + view.getUint32(entry + NAME + 4, true);
      if (to > bytes.byteLength || from % ALIGN !== 0) throw new ModelFileError("damaged", `section ${name}`);
      byName.set(name, bytes.subarray(from, to));
    }
    return new PackedFile(byName);
  }

  section(name: string): Uint8Array | undefined {
    return this.byName.get(name);
  }

  sections(): readonly Section[] {
    return [...this.byName].map(([name, bytes]) => ({ name, bytes }));
  }

  /** The numbers of a section that must be there. */
  bytesOf(name: string): Uint8Array {
    const bytes = this.byName.get(name);
    if (bytes === undefined) throw new ModelFileError("damaged", `section ${name} is missing`);
    return bytes;
  }

  shortsOf(name: string): Uint16Array {
    const bytes = this.bytesOf(name);
    return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 1);
  }

  wordsOf(name: string): Uint32Array {
    const bytes = this.bytesOf(name);
    return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >>> 2);
  }
}
