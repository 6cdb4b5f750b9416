/** A file's bytes in pages that copies share: segments are large and mostly zeros, and each kill copies all of them. */

const PAGE = 4_096;
const zeros = new Uint8Array(PAGE);

export class PagedBytes {
  /** Never changed in place. A page that is missing is all zeros. */
  readonly #pages: Map<number, Uint8Array>;
  #length: number;

  constructor(pages: ReadonlyMap<number, Uint8Array> = new Map(), length = 0) {
    this.#pages = new Map(pages);
    this.#length = length;
  }

  static of(bytes: Uint8Array): PagedBytes {
    const made = new PagedBytes();
    made.write(bytes, 0);
    return made;
  }

  get length(): number {
    return this.#length;
  }

  readonly copy = (): PagedBytes => new PagedBytes(this.#pages, this.#length);

  readonly write = (bytes: Uint8Array, at: number): void => {
    for (let done = 0; done < bytes.length; ) {
      const offset = (at + done) % PAGE;
      const part = bytes.subarray(done, done + PAGE - offset);
      this.#change((at + done - offset) / PAGE, part, offset);
      done += part.length;
    }
    this.#length = Math.max(this.#length, at + bytes.length);
  };

  readonly slice = (from = 0, to = this.#length): Uint8Array => {
    const start = Math.min(from, this.#length);
    const end = Math.max(start, Math.min(to, this.#length));
    const found = new Uint8Array(end - start);
    for (let number = Math.floor(start / PAGE); number * PAGE < end; number += 1) {
      const page = this.#pages.get(number);
      if (page === undefined) continue;
      const skipped = Math.max(0, start - number * PAGE);
      found.set(page.subarray(skipped, Math.min(PAGE, end - number * PAGE)), number * PAGE + skipped - start);
    }
    return found;
  };

  #change(number: number, part: Uint8Array, offset: number): void {
    const before = this.#pages.get(number);
    if (before === undefined && Buffer.compare(part, zeros.subarray(0, part.length)) === 0) return;
    const page = (before ?? zeros).slice();
    page.set(part, offset);
    this.#pages.set(number, page);
  }
}
