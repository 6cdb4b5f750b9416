/**
 * Names on a key: of devices, applications, containers. They go back to the library byte for byte, so they are kept as
 * latin1 strings; only what a person reads is decoded, and vendors write GBK as often as UTF-8.
 */
export type RawName = string;
/** A list as `name\0name\0\0`; an empty one has no, one or two zeros. */
export declare function namesIn(bytes: Uint8Array): RawName[];
/** The name with its zero, as the library takes it. */
export declare const nameBytes: (name: RawName) => Uint8Array;
/** The name as a person reads it. */
export declare function shownName(name: RawName): string;
