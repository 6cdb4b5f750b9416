/** 证据包: fetched through main and handed to the person as a file. */
import { fromBase64 } from "../../../shared/bytes";
import type { Read } from "../../services";

export async function downloadEvidence(read: Read, itemId: string): Promise<void> {
  const { fileName, bytes } = await read("items.evidence", { itemId });
  const address = URL.createObjectURL(
    new Blob([new Uint8Array(fromBase64(bytes))], { type: "application/octet-stream" }),
  );
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = fileName;
  anchor.click();
  // Chromium reads the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
