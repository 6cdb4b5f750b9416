/** docx through mammoth, which reads structure and drops looks. A damaged or swollen archive is refused first. */
import mammoth from "mammoth";
import { AppError } from "../../shared/failure";
import { type Imported, importHtml } from "./html-blocks";
import { declaredSize } from "./zip";

const UNPACKED_LIMIT = 200 * 1024 * 1024;

/** @throws AppError E_FILE_TYPE, E_TOO_LARGE */
export async function importDocx(bytes: Uint8Array, newId: () => string): Promise<Imported> {
  if (declaredSize(bytes) > UNPACKED_LIMIT) throw new AppError("E_TOO_LARGE", "文件解压后过大");
  const { value, messages } = await convert(bytes);
  const imported = importHtml(value, newId);
  const warned = new Set(messages.map(({ message }) => warningText(message)).filter((line) => line !== ""));
  return { ...imported, dropped: [...imported.dropped, ...warned] };
}

async function convert(bytes: Uint8Array) {
  try {
    return await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { externalFileAccess: false });
  } catch (cause) {
    throw new AppError("E_FILE_TYPE", "docx 文件已损坏，或其实是另一种文件", { cause });
  }
}

/** mammoth's warnings name elements and styles; a style only changes looks, which we drop on purpose. */
function warningText(message: string): string {
  const element = /unrecognised element was ignored: (\S+)/i.exec(message)?.[1];
  return element === undefined ? "" : `未识别的内容 ${element}`;
}
