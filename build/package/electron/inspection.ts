/** What the inspection of a packed application looks at and says. The checks read the result alone, never what made it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Target } from "../options";
import { type Asar, type AsarFile, openAsar } from "./asar-file";

export type CheckName =
  | "fuses"
  | "integrity"
  | "contents"
  | "natives"
  | "modes"
  | "sizes"
  | "identity"
  | "papers"
  | "page"
  | "window";

export interface Fault {
  readonly check: CheckName;
  readonly text: string;
}

export interface Packed {
  /** The unpacked application: executable, resources, locales. */
  readonly folder: string;
  readonly target: Target;
  readonly executable: Buffer;
  readonly asar: Asar;
  /** Text of a file in the archive; null when it is not inside. */
  readonly text: (path: string) => string | null;
  /** Our own programs, joined: shell, signer, reader of PKCS#12 and their chunks. */
  readonly programs: string;
}

/** Name of the executable in the folder. */
export const executableName = ({ os }: Target): string => (os === "win" ? "caibian.exe" : "caibian");

/** @throws Error when there is no executable or no archive: then nothing was packed */
export function openPacked(folder: string, target: Target): Packed {
  const archive = join(folder, "resources", "app.asar");
  if (!existsSync(archive)) throw new Error(`${folder} has no resources/app.asar`);
  const asar = openAsar(archive);
  const inside = new Map(asar.files.filter(({ offset }) => offset !== undefined).map((file) => [file.path, file]));
  const textOf = (file: AsarFile): string => asar.read(file).toString("utf8");
  const programs = [...inside.values()].filter(({ path }) => /^node\/[^/]+\.js$/.test(path));
  return {
    folder,
    target,
    executable: readFileSync(join(folder, executableName(target))),
    asar,
    text: (path) => {
      const file = inside.get(path);
      return file === undefined ? null : textOf(file);
    },
    programs: programs.map(textOf).join("\n"),
  };
}

export const faultsOf = (check: CheckName, texts: readonly (string | null)[]): Fault[] =>
  texts.flatMap((text) => (text === null ? [] : [{ check, text }]));
