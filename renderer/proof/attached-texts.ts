/** The texts of an item's files for the machine pass. Main reads the bytes; nothing of it outlives the unlocked window. */
import { type AttachmentText, filesWithText } from "../../shared/attachments/extract";
import type { Content } from "../../shared/model/content";
import type { Ask } from "../services";
import type { Files } from "../store/files";

/** Texts of so many files are kept: an item is checked again at every pause. */
const KEPT = 24;

export function attachedTexts(
  files: Pick<Files, "ensure">,
  ask: Ask,
): (content: Content) => Promise<readonly AttachmentText[]> {
  const kept = new Map<string, AttachmentText>();
  const read = async (hash: AttachmentText["hash"], name: string): Promise<AttachmentText | null> => {
    const key = `${hash} ${name}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (!(await files.ensure(hash))) return null;
    const text = await ask("desk:attachments.text", { hash, name });
    kept.set(key, text);
    if (kept.size > KEPT) kept.delete([...kept.keys()][0] ?? "");
    return text;
  };
  return async (content) => {
    const texts: AttachmentText[] = [];
    for (const { hash, name } of filesWithText(content)) {
      const text = await read(hash, name);
      if (text !== null) texts.push(text);
    }
    return texts;
  };
}
