/** Hands a file to main piece by piece: an update is larger than one message. */
import { toBase64 } from "../../../shared/bytes";
import { AppError } from "../../../shared/failure";
import { BUNDLE_PIECE, type UpdateView } from "../../../shared/ipc/update";
import type { Ask } from "../../services";

export interface BundleHanding {
  readonly ask: Ask;
  readonly file: Pick<Blob, "size" | "slice">;
  readonly upload: string;
  readonly progress: (part: number) => void;
}

/** @throws AppError as main judges the bundle */
export async function handBundle({ ask, file, upload, progress }: BundleHanding): Promise<UpdateView> {
  if (file.size === 0) throw new AppError("E_UPDATE_BROKEN", "文件是空的");
  for (let at = 0; ; at += BUNDLE_PIECE) {
    const bytes = new Uint8Array(await file.slice(at, at + BUNDLE_PIECE).arrayBuffer());
    const last = at + BUNDLE_PIECE >= file.size;
    const view = await ask("desk:update.importBundle", { upload, at, bytes: toBase64(bytes), last });
    progress(Math.min(1, (at + bytes.length) / file.size));
    if (last) return view;
  }
}
