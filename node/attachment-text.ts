/** The texts of attached files with Node's reader for PDF; main, platform and command line share it. */
import { type AttachedFile, type AttachmentText, attachmentText } from "../shared/attachments/extract";
import { readPdf } from "./pdf-text";

/** Texts are the same for the same bytes under the same name, so the last ones are kept. */
const KEPT = 24;

export class AttachmentReader {
  private readonly kept = new Map<string, AttachmentText>();

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
    const text = await attachmentText({ ...file, bytes: given }, readPdf);
    this.kept.set(key, text);
    if (this.kept.size > KEPT) this.kept.delete([...this.kept.keys()][0] ?? "");
    return text;
  }
}
