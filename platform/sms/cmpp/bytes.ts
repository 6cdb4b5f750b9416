/** Fixed-width fields of CMPP bodies, written and read in order. */

export class BodyWriter {
  readonly #parts: Buffer[] = [];

  u8(value: number): this {
    return this.bytes(Uint8Array.of(value));
  }

  u32(value: number): this {
    const part = Buffer.alloc(4);
    part.writeUInt32BE(value);
    return this.bytes(part);
  }

  u64(value: bigint): this {
    const part = Buffer.alloc(8);
    part.writeBigUInt64BE(value);
    return this.bytes(part);
  }

  /** Octet string, filled up with zeros. @throws Error for a text that does not fit: settings and numbers are checked before. */
  text(value: string, width: number): this {
    const part = Buffer.alloc(width);
    if (Buffer.byteLength(value, "latin1") > width) throw new Error(`a field of ${width} bytes is too short`);
    part.write(value, "latin1");
    return this.bytes(part);
  }

  bytes(value: Uint8Array): this {
    this.#parts.push(Buffer.from(value));
    return this;
  }

  done(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** Reads past the end are remembered, not thrown: `whole` says at the end whether the body was exactly this long. */
export class BodyReader {
  readonly #body: Buffer;
  #at = 0;

  constructor(body: Buffer) {
    this.#body = body;
  }

  u8(): number {
    return this.bytes(1).readUInt8();
  }

  u32(): number {
    return this.bytes(4).readUInt32BE();
  }

  u64(): bigint {
    return this.bytes(8).readBigUInt64BE();
  }

  text(width: number): string {
    const raw = this.bytes(width);
    const end = raw.indexOf(0);
    return raw.toString("latin1", 0, end < 0 ? width : end);
  }

  bytes(length: number): Buffer {
    const start = this.#at;
    this.#at += length;
    const part = this.#body.subarray(start, this.#at);
    return part.length === length ? part : Buffer.alloc(length);
  }

  whole(): boolean {
    return this.#at === this.#body.length;
  }
}
