/**
 * Names on a key: of devices, applications, containers. They go back to the library byte for byte, so they are kept as
 * latin1 strings; only what a person reads is decoded, and vendors write GBK as often as UTF-8.
 */
export type RawName = string;

/** A list as `name\0name\0\0`; an empty one has no, one or two zeros. */
export function namesIn(bytes: Uint8Array): RawName[] {
  return Buffer.from(bytes)
    .toString("latin1")
    .split("\0")
    .filter((name) => name !== "");
}

/** The name with its zero, as the library takes it. */
export const nameBytes = (name: RawName): Uint8Array => Buffer.from(`${name}\0`, "latin1");

/** The name as a person reads it. */
export function shownName(name: RawName): string {
  const bytes = Buffer.from(name, "latin1");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
  } catch {
    return new TextDecoder("gbk").decode(bytes).trim();
  }
}
