/** Electron's fuses as they lie in the binary, read without the tool that flips them. */

/** Marks the wire in every Electron since 12. */
export const fuseSentinel = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";

/** As in an Electron just unpacked: version 1 and eight fuses, in the order of `fuseNames`. */
export const freshWire = Buffer.concat([
  Buffer.from(fuseSentinel),
  Buffer.from([1, 8]),
  // On: RUN_AS_NODE, NODE_OPTIONS, --inspect, privileges of file://. Off: cookies, integrity, asar only, snapshot.
  Buffer.from("10110001"),
]);

/** In the order of the wire, version 1. */
export const fuseNames = [
  "runAsNode",
  "enableCookieEncryption",
  "enableNodeOptionsEnvironmentVariable",
  "enableNodeCliInspectArguments",
  "enableEmbeddedAsarIntegrityValidation",
  "onlyLoadAppFromAsar",
  "loadBrowserProcessSpecificV8Snapshot",
  "grantFileProtocolExtraPrivileges",
] as const;
export type FuseName = (typeof fuseNames)[number];

/** `removed`: this Electron has the fuse no longer and acts as if it were off. */
export type FuseState = "on" | "off" | "removed" | "unknown";

/** What a build of ours must say (L5). */
export const wantedFuses: Readonly<Record<FuseName, "on" | "off">> = {
  runAsNode: "off",
  enableCookieEncryption: "on",
  enableNodeOptionsEnvironmentVariable: "off",
  enableNodeCliInspectArguments: "off",
  enableEmbeddedAsarIntegrityValidation: "on",
  onlyLoadAppFromAsar: "on",
  loadBrowserProcessSpecificV8Snapshot: "off",
  grantFileProtocolExtraPrivileges: "off",
};

const states: Readonly<Record<number, FuseState>> = { 48: "off", 49: "on", 114: "removed" };

export type FuseWire =
  | { readonly kind: "wire"; readonly fuses: ReadonlyMap<string, FuseState> }
  /** No wire, a version we cannot read, or two wires of which only one would be believed. */
  | { readonly kind: "unreadable"; readonly why: "absent" | "version" | "twice" };

export function readFuses(binary: Buffer): FuseWire {
  const at = binary.indexOf(fuseSentinel);
  if (at === -1) return { kind: "unreadable", why: "absent" };
  if (binary.indexOf(fuseSentinel, at + 1) !== -1) return { kind: "unreadable", why: "twice" };
  const start = at + fuseSentinel.length;
  if (binary[start] !== 1) return { kind: "unreadable", why: "version" };
  const wire = [...binary.subarray(start + 2, start + 2 + (binary[start + 1] ?? 0))];
  return {
    kind: "wire",
    fuses: new Map(wire.map((state, index) => [fuseNames[index] ?? `fuse ${index}`, states[state] ?? "unknown"])),
  };
}
