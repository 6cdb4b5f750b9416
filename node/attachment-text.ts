/** The texts of attached files, as a platform reads them again and again: at each step of a review. */
import { type AttachedFile, type AttachmentText, attachmentText } from "../shared/attachments/extract";
import type { PdfReader } from "../shared/attachments/piece";

/** Texts are the same for the same bytes under the same name, so the last ones are kept. */
const KEPT = 24;

export class AttachmentReader {
  private readonly kept = new Map<string, AttachmentText>();
  readonly #pdf: PdfReader;

  constructor(pdf: PdfReader) {
    this.#pdf = pdf;
  }

  /** `bytes` is asked for only when the text is not known; null when nobody has them. */
  async read(
    file: Pick<AttachedFile, "hash" | "name">,
    bytes: () => Promise<Uint8Array | null>,
  ): Promise<AttachmentText | null> {
    const key = `${file.hash} ${file.name}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const given = await bytes();
    if (given === null) return null;
    const text = await attachmentText({ ...file, bytes: given }, this.#pdf);
    // A busy machine may have run out of time: the next one who asks lets it try again.
    if (text.failure !== null) return text;
    this.kept.set(key, text);
    if (this.kept.size > KEPT) this.kept.delete([...this.kept.keys()][0] ?? "");
    return text;
  }
}
