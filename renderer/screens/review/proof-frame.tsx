/** The sample page 样版 in a frame that can run nothing and reach nothing. Its pictures are put in by their hashes. */
import { useEffect, useState } from "react";
import { toBase64 } from "../../../shared/bytes";
import type { FileRef } from "../../../shared/model/manuscript";
import { type Services, useServices } from "../../services";
import { signingText } from "../../text/review";
import { fileBytes } from "./file-picture";

interface ProofFrameProps {
  /** Exactly the bytes that layoutHash covers. */
  readonly html: string;
  readonly files: readonly FileRef[];
  readonly height: number | string;
}

export function ProofFrame({ html, files, height }: ProofFrameProps) {
  const services = useServices();
  const [shown, setShown] = useState(html);
  useEffect(() => {
    let stopped = false;
    setShown(html);
    void withPictures(html, files, services).then((filled) => {
      if (!stopped) setShown(filled);
    });
    return () => {
      stopped = true;
    };
  }, [html, files, services]);
  return (
    <iframe
      className="proof-frame"
      data-testid="proof-frame"
      title={signingText.proofFrame}
      sandbox=""
      srcDoc={shown}
      style={{ height }}
    />
  );
}

/** A sealed frame cannot load the files it names, so their verified bytes stand in the address instead. */
async function withPictures(
  html: string,
  files: readonly FileRef[],
  services: Pick<Services, "drafts" | "read">,
): Promise<string> {
  let filled = html;
  for (const file of files.filter(({ mime }) => /^image\/(png|jpeg|gif|webp)$/.test(mime))) {
    const bytes = await fileBytes(services, file.hash);
    if (bytes === null) continue;
    filled = filled.replaceAll(`src="files/${file.hash}"`, `src="data:${file.mime};base64,${toBase64(bytes)}"`);
  }
  return filled;
}
