/**
 * A folder of the shape of an Electron release, for machines where Electron cannot be fetched: real headers, a real fuse
 * wire and real Windows resources, and no program. Packing and inspection treat it as the real one.
 */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Target } from "../options";
import { elfMachines } from "./executable-file";
import { freshWire } from "./fuse-wire";
import { standInPe } from "./stand-in-pe";

const shared = [
  "LICENSE",
  "LICENSES.chromium.html",
  "icudtl.dat",
  "resources.pak",
  "snapshot_blob.bin",
  "v8_context_snapshot.bin",
];
const ofLinux = ["libffmpeg.so", "libEGL.so", "libGLESv2.so"];
const ofWindows = ["ffmpeg.dll", "libEGL.dll", "libGLESv2.dll"];
const languages = ["en-US", "zh-CN", "zh-TW", "de"];

/** Writes the folder of an Electron of that version. */
export function makeStandIn(folder: string, target: Target, version: string): void {
  const put = (path: string, content: Buffer | string, mode = 0o644): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    chmodSync(join(folder, path), mode);
  };
  const windows = target.os === "win";
  for (const name of [...shared, ...(windows ? ofWindows : ofLinux)]) put(name, `stand-in for Electron's ${name}\n`);
  for (const language of languages) put(`locales/${language}.pak`, `stand-in for ${language}\n`);
  put("version", version);
  put("resources/default_app.asar", emptyArchive);
  if (windows) {
    put("electron.exe", standInPe(target));
    return;
  }
  put("electron", standInElf(target), 0o755);
  put("chrome_crashpad_handler", standInElf(target), 0o755);
  put("chrome-sandbox", standInElf(target), 0o755);
}

/** An asar archive without a file: Electron's releases carry a start page of this name. */
const emptyArchive = Buffer.from('\x04\0\0\0\x14\0\0\0\x10\0\0\0\x0c\0\0\0{"files":{}}', "latin1");

/** Header of ELF-64, little-endian, then the fuse wire. */
export function standInElf({ arch }: Target): Buffer {
  const header = Buffer.alloc(64);
  header.write("\x7fELF\x02\x01\x01", 0, "latin1");
  header.writeUInt16LE(3, 16);
  header.writeUInt16LE(elfMachines[arch], 18);
  header.writeUInt32LE(1, 20);
  header.writeUInt16LE(64, 52);
  return Buffer.concat([header, freshWire, Buffer.alloc(32)]);
}
