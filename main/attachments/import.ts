/**
 * One file on its way in, chunk by chunk. A file whose text can be read is held in memory until all of it was scanned for
 * secrecy marks (NY-15); a picture or a PDF, which has no text we read here, is sealed as it comes.
 */
import { createHash } from "node:crypto";
import { piecedSource } from "../../shared/attachments/byte-source";
import { CHUNK_BYTES } from "../../shared/attachments/limits";
import { AppError } from "../../shared/failure";
import type { Manifest } from "../../shared/ipc/attachments";
import { refuseSecretSource } from "../files/attachment-text";
import type { Shelf } from "./shelf";

export class FileImport {
  readonly #shelf: Shelf;
  readonly #size: number;
  readonly #sum = createHash("sha256");
  readonly #names: string[] = [];
  #held: Uint8Array[] | null = [];
  #received = 0;

  constructor(shelf: Shelf, size: number) {
    this.#shelf = shelf;
    this.#size = size;
  }

  /** @throws AppError E_INPUT out of order or of the wrong length, E_DISK */
  readonly add = async (nth: number, bytes: Uint8Array): Promise<void> => {
    const expected = Math.min(CHUNK_BYTES, this.#size - this.#received);
    if (nth * CHUNK_BYTES !== this.#received || bytes.length !== expected || expected === 0)
      throw new AppError("E_INPUT", "附件的分块次序或长度不符");
    if (nth === 0 && hasNoText(bytes)) this.#held = null;
    this.#received += bytes.length;
    this.#sum.update(bytes);
    if (this.#held === null) this.#names.push(await this.#shelf.put(bytes));
    else this.#held.push(bytes);
  };

  /** @throws AppError E_SECRET before a byte of it is stored, E_DISK */
  readonly finish = async (): Promise<Manifest> => {
    if (this.#received !== this.#size) throw new AppError("E_INPUT", "附件没有收全");
    const held = this.#held ?? [];
    await refuseSecretSource(
      piecedSource(held === this.#held ? this.#size : 0, CHUNK_BYTES, async (nth) => held[nth] ?? new Uint8Array()),
    );
    for (const bytes of held) this.#names.push(await this.#shelf.put(bytes));
    this.#held = null;
    return { hash: `sha-256:${this.#sum.digest("hex")}`, size: this.#size, chunks: [...this.#names] };
  };
}

const heads: readonly string[] = ["%PDF", "\x89PNG", "\xff\xd8\xff", "GIF8"];

function hasNoText(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  return heads.some((mark) => head.startsWith(mark)) || (head.startsWith("RIFF") && head.endsWith("WEBP"));
}
