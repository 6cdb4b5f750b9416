/** Inspects a packed application: every check, then figures for docs/electron.md. */
import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { Target } from "../options";
import { checkFuses, checkIntegrity, checkModes, checkNatives, filesBelow } from "./inspect-binary";
import { checkPage, checkWindow } from "./inspect-code";
import { checkContents, checkIdentity, checkPapers } from "./inspect-contents";
import { type Fault, faultsOf, openPacked, type Packed } from "./inspection";

const mebibyte = 1_024 * 1_024;

/** Above these something went in that nobody meant to ship: the model is 36 MiB, AutoCorrect's library 12. */
const limits = { archive: 64 * mebibyte, outside: 24 * mebibyte, files: 400 };

export interface Figures {
  readonly archiveBytes: number;
  readonly archiveFiles: number;
  readonly outsideBytes: number;
  readonly outsideFiles: number;
  /** Everything, Electron included. */
  readonly totalBytes: number;
  readonly totalFiles: number;
}

export interface Inspection {
  readonly faults: readonly Fault[];
  readonly figures: Figures;
  /** SHA-256 of the archive's header: with it the archive's content is named. */
  readonly headerHash: string;
}

export function inspectPackage(folder: string, target: Target): Inspection {
  const packed = openPacked(folder, target);
  const figures = figuresOf(packed);
  const checks = [
    checkFuses,
    checkIntegrity,
    checkNatives,
    checkModes,
    checkContents,
    checkPapers,
    checkIdentity,
    checkWindow,
    checkPage,
  ];
  const faults = [...checks.flatMap((check) => check(packed)), ...sizeFaults(figures)];
  return { faults, figures, headerHash: packed.asar.headerHash };
}

function figuresOf({ asar, folder }: Packed): Figures {
  const outside = asar.files.filter(({ unpacked }) => unpacked === true);
  const all = filesBelow(folder);
  return {
    archiveBytes: asar.size,
    archiveFiles: asar.files.length - outside.length,
    outsideBytes: outside.reduce((sum, { size }) => sum + size, 0),
    outsideFiles: outside.length,
    totalBytes: all.reduce((sum, path) => sum + lstatSync(join(folder, path)).size, 0),
    totalFiles: all.length,
  };
}

const sizeFaults = ({ archiveBytes, outsideBytes, archiveFiles }: Figures): Fault[] =>
  faultsOf("sizes", [
    archiveBytes > limits.archive ? `the archive has ${archiveBytes} bytes, more than ${limits.archive}` : null,
    outsideBytes > limits.outside ? `native modules have ${outsideBytes} bytes, more than ${limits.outside}` : null,
    archiveFiles > limits.files ? `the archive has ${archiveFiles} files, more than ${limits.files}` : null,
  ]);
