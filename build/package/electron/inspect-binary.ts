/** Checks of the executable and of the files around the archive. */
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { holdsIntegrity } from "./asar-file";
import { isMadeFor, peResource } from "./executable-file";
import { fuseNames, readFuses, wantedFuses } from "./fuse-wire";
import { executableName, type Fault, faultsOf, type Packed } from "./inspection";

export function checkFuses({ executable, target }: Packed): Fault[] {
  const machine = isMadeFor(executable, target) ? null : `the executable is not made for ${target.os}-${target.arch}`;
  const wire = readFuses(executable);
  if (wire.kind === "unreadable") return faultsOf("fuses", [machine, `the fuse wire cannot be read: ${wire.why}`]);
  const wrong = fuseNames.map((name) => {
    const found = wire.fuses.get(name) ?? "missing";
    const fits = found === wantedFuses[name] || (wantedFuses[name] === "off" && found === "removed");
    return fits ? null : `fuse ${name} is ${found}, not ${wantedFuses[name]}`;
  });
  // A fuse that this list does not know is a new way in until someone has looked at it.
  const unknown = [...wire.fuses.keys()].filter((name) => !fuseNames.some((known) => known === name));
  return faultsOf("fuses", [machine, ...wrong, ...unknown.map((name) => `${name} of the wire is not known here`)]);
}

const embedded = z.array(z.object({ file: z.string(), alg: z.string(), value: z.string() }));

/** The archive's header against the value in the executable (Windows; Linux has none), each file against the header. */
export function checkIntegrity({ asar, executable, target }: Packed): Fault[] {
  const inside = asar.files.filter(({ offset }) => offset !== undefined);
  const broken = inside.filter((file) => !holdsIntegrity(file, asar.read(file)));
  return faultsOf("integrity", [
    ...broken.map(({ path }) => `${path} has not the bytes of its digest`),
    asar.end === asar.size ? null : `${asar.size - asar.end} bytes of the archive belong to no file`,
    target.os === "win" ? embeddedFault(executable, asar.headerHash) : null,
  ]);
}

function embeddedFault(executable: Buffer, headerHash: string): string | null {
  const resource = peResource(executable, "INTEGRITY", "ELECTRONASAR");
  if (resource === null) return "the executable carries no digest of the archive";
  const said = embedded.parse(JSON.parse(resource.toString("utf8")));
  const holds =
    said.length === 1 &&
    said.every((one) => one.file === "resources\\app.asar" && one.alg === "SHA256" && one.value === headerHash);
  return holds ? null : "the digest in the executable is not that of the archive";
}

/** Libraries that the program does not start without; AutoCorrect is a second engine that may be absent. */
const neededNatives = [/\/koffi\.node$/, /\/keytar\.node$/];

/** Native modules: outside the archive, for this target, with the bytes that the archive's header names, and alone there. */
export function checkNatives({ asar, folder, target }: Packed): Fault[] {
  const outside = join(folder, "resources", "app.asar.unpacked");
  const listed = asar.files.filter(({ path }) => path.endsWith(".node"));
  const faults = listed.map(({ path, unpacked, integrity }) => {
    if (unpacked !== true) return `${path} lies inside the archive, from where no system loads it`;
    const file = join(outside, path);
    if (!existsSync(file)) return `${path} is named in the archive and is not there`;
    const bytes = readFileSync(file);
    if (!isMadeFor(bytes, target)) return `${path} is not made for ${target.os}-${target.arch}`;
    const hash = createHash("sha256").update(bytes).digest("hex");
    return hash === integrity?.hash ? null : `${path} has not the bytes of its digest`;
  });
  const others = (existsSync(outside) ? filesBelow(outside) : []).filter(
    (path) => !listed.some((file) => file.path === path),
  );
  const missing = neededNatives.filter((wanted) => !listed.some(({ path }) => wanted.test(path)));
  return faultsOf("natives", [
    ...faults,
    ...others.map((path) => `${path} lies outside the archive and is no native module of it`),
    ...missing.map((wanted) => `no native module fits ${wanted.source}`),
  ]);
}

/** Programs of Electron that must stay executable on Linux. The sandbox helper gets its owner's rights when installed. */
const programs = ["chrome-sandbox", "chrome_crashpad_handler"];

/** Nobody but the owner writes, nothing is set-user-id, only programs run. Windows keeps no such modes. */
export function checkModes({ folder, target }: Packed): Fault[] {
  if (target.os === "win") return [];
  const run = new Set([executableName(target), ...programs]);
  const faults = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => {
    const stat = lstatSync(join(folder, path));
    const mode = stat.mode & 0o7777;
    if (stat.isSymbolicLink()) return `${path} is a link`;
    const wanted = stat.isDirectory() || run.has(path) || isLibrary(path, mode) ? 0o755 : 0o644;
    return mode === wanted ? null : `${path} has mode ${mode.toString(8)}, not ${wanted.toString(8)}`;
  });
  return faultsOf("modes", faults);
}

/** Electron's own libraries come executable from its release; either way does no harm. */
const isLibrary = (path: string, mode: number): boolean => /\.so(?:\.\d+)?$/.test(basename(path)) && mode === 0o755;

export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => !one.isDirectory())
    .map((one) =>
      join(one.parentPath, one.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
