/** A zip archive of texts, the same bytes for the same texts: whoever wants to see them needs no tool of ours. */
import { zipSync } from "fflate";
import { utf8 } from "../bytes";

/** An archive has a time in every entry, and none before 1980 (APPNOTE 4.4.6); ours says nothing with it. */
const NO_TIME = "1980-01-02T00:00:00";

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

export const zipTexts = (files: readonly TextFile[]): Uint8Array =>
  zipSync(Object.fromEntries(files.map(({ name, text }) => [name, utf8(text)])), { level: 6, mtime: NO_TIME });
