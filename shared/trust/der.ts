/**
 * Strict DER reader (X.690 §10). Every element keeps the slice it was read from, so that signatures are checked over
 * the received bytes and never over a re-encoding. BER forms, trailing bytes and deep nesting are refused.
 */

/** The bytes are not the DER we accept. Edges turn it into an AppError of their own. */
export class DerError extends Error {
  override readonly name = "DerError";
}

export interface DerElement {
  readonly tag: number;
  /** Tag, length and body. */
  readonly raw: Uint8Array;
  readonly body: Uint8Array;
  readonly depth: number;
}

const MAX_DEPTH = 24;

/** Reads bytes that are exactly one element. @throws DerError */
export function readDer(bytes: Uint8Array): DerElement {
  const element = elementAt(bytes, 0, 0);
  if (element.raw.length !== bytes.length) throw new DerError("trailing bytes");
  return element;
}

/** The children of a constructed element, taken one after another; `end` demands that none is left. */
export class DerReader {
  private offset = 0;
  private readonly parent: DerElement;

  constructor(parent: DerElement, tag: number) {
    if (parent.tag !== tag) throw new DerError(`tag ${parent.tag} instead of ${tag}`);
    this.parent = parent;
  }

  get done(): boolean {
    return this.offset === this.parent.body.length;
  }

  any(): DerElement {
    const element = elementAt(this.parent.body, this.offset, this.parent.depth + 1);
    this.offset += element.raw.length;
    return element;
  }

  take(tag: number): DerElement {
    const element = this.any();
    if (element.tag !== tag) throw new DerError(`tag ${element.tag} instead of ${tag}`);
    return element;
  }

  maybe(tag: number): DerElement | null {
    return !this.done && this.parent.body[this.offset] === tag ? this.any() : null;
  }

  open(tag: number): DerReader {
    return new DerReader(this.take(tag), tag);
  }

  all(): DerElement[] {
    const elements: DerElement[] = [];
    while (!this.done) elements.push(this.any());
    return elements;
  }

  end(): void {
    if (!this.done) throw new DerError("unexpected element");
  }
}

function elementAt(bytes: Uint8Array, offset: number, depth: number): DerElement {
  if (depth > MAX_DEPTH) throw new DerError("nested too deeply");
  const tag = byteAt(bytes, offset);
  if ((tag & 0x1f) === 0x1f) throw new DerError("multi-byte tag");
  const { length, header } = lengthAt(bytes, offset + 1);
  const start = offset + 1 + header;
  const end = start + length;
  if (end > bytes.length) throw new DerError("truncated");
  return { tag, raw: bytes.subarray(offset, end), body: bytes.subarray(start, end), depth };
}

/** X.690 §10.1: the definite form with the fewest octets. */
function lengthAt(bytes: Uint8Array, offset: number): { length: number; header: number } {
  const first = byteAt(bytes, offset);
  if (first < 0x80) return { length: first, header: 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new DerError("indefinite or oversized length");
  let length = 0;
  for (let i = 1; i <= count; i += 1) length = length * 256 + byteAt(bytes, offset + i);
  if (length < 0x80 || length < 256 ** (count - 1)) throw new DerError("non-minimal length");
  return { length, header: 1 + count };
}

function byteAt(bytes: Uint8Array, offset: number): number {
  const value = bytes[offset];
  if (value === undefined) throw new DerError("truncated");
  return value;
}
