/** The texts of an item's files from the bytes that are stored here, read as the desk reads its own (MC-36). */
import { AttachmentReader } from "../../node/attachment-text";
import { type AttachmentText, filesWithText } from "../../shared/attachments/extract";
import type { Content } from "../../shared/model/content";
import type { Digest } from "../../shared/schema";
import type { Database } from "../store/tables";

const reader = new AttachmentReader();

/** Files whose bytes are not here are left out: the pass then says that it is partial. */
export async function attachmentsOf(db: Database, content: Content): Promise<AttachmentText[]> {
  const texts: AttachmentText[] = [];
  for (const file of filesWithText(content)) {
    const text = await reader.read(file, () => storedBytes(db, file.hash));
    if (text !== null) texts.push(text);
  }
  return texts;
}

async function storedBytes(db: Database, hash: Digest): Promise<Uint8Array | null> {
  const row = await db.selectFrom("files").select("bytes").where("hash", "=", hash).executeTakeFirst();
  return row === undefined ? null : row.bytes;
}
