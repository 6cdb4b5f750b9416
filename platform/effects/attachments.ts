/** The texts of an item's files from the bytes that are stored here, read as the desk reads its own (MC-36). */
import { AttachmentReader } from "../../node/attachment-text";
import { wholeOf } from "../../shared/attachments/byte-source";
import { type AttachmentText, filesWithText } from "../../shared/attachments/extract";
import type { Content } from "../../shared/model/content";
import { fileSource } from "../blobs/file-bytes";
import type { Services } from "../services";
import { readPdfApart } from "./pdf-reading";

const reader = new AttachmentReader(readPdfApart);

/** Files whose bytes are not here are left out: the pass then says that it is partial. */
export async function attachmentsOf(
  places: Pick<Services, "store" | "blobs">,
  content: Content,
): Promise<AttachmentText[]> {
  const texts: AttachmentText[] = [];
  for (const file of filesWithText(content)) {
    const text = await reader.read(file, async () => {
      const source = await fileSource(places, file.hash);
      return source === null ? null : wholeOf(source);
    });
    if (text !== null) texts.push(text);
  }
  return texts;
}
