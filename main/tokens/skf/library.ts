/**
 * A vendor's SKF library through koffi. Structures cross as plain buffers that we lay out ourselves: what differs between
 * vendors is the size of ULONG and the padding, and a wrong guess must not let the library write past a buffer.
 *
 * All calls run on one thread, one after the other: few of these libraries were written for more.
 */
import koffi, { type LibraryHandle, type TypeObject } from "koffi";
import { AppError } from "../../../shared/failure";
import type { ModuleAbi, TokenModule } from "../../../shared/model/token-module";
import { loadLibrary } from "../library";
import { failureOf, SAR_NOTSUPPORTYETERR, SAR_OK } from "./result-codes";

export type SkfModule = Extract<TokenModule, { kind: "skf" }>;

/** `cipher` is BLOCKCIPHERPARAM, the one structure that crosses by value (`cipherParam`). */
export type ArgumentKind = "bool" | "ulong" | "handle" | "bytes" | "cipher";
export type Argument = number | bigint | Uint8Array | object | null;

/** Functions by name, with the kinds of their arguments. */
export type Functions = Readonly<Record<string, readonly ArgumentKind[]>>;

/** A device, application or container as the library knows it: a number to us, which is never followed. */
export type Handle = bigint;

export interface SkfLibrary<F extends Functions> {
  /** What the call answers: SAR_OK or the code of a failure. A function the library lacks is "not supported". */
  readonly attempt: (name: keyof F & string, ...values: readonly Argument[]) => number;
  /** @throws AppError for every answer but SAR_OK */
  readonly must: (name: keyof F & string, ...values: readonly Argument[]) => void;
  /** The same off this thread, for calls that block. */
  readonly attemptAsync: (name: keyof F & string, ...values: readonly Argument[]) => Promise<number>;
  /** Whether the library exports the function; it may still answer "not supported". */
  readonly has: (name: keyof F & string) => boolean;
  /** A ULONG the library may write to. */
  readonly cell: (value?: number) => Cell;
  /** A handle the library may write to. */
  readonly handleCell: () => HandleCell;
  readonly abi: ModuleAbi;
}

export interface Cell {
  readonly bytes: Uint8Array;
  readonly value: () => number;
}

export interface HandleCell {
  readonly bytes: Uint8Array;
  readonly value: () => Handle;
}

/** Twice what the widest ULONG or pointer needs: a library that was compiled differently writes into the reserve. */
const CELL_BYTES = 16;

interface Bound {
  readonly run: (...values: readonly unknown[]) => unknown;
  readonly later: (...values: readonly unknown[]) => unknown;
}

/** @throws AppError E_MODULE_LOAD, E_MODULE_ABI when a function without which nothing works is missing */
export function loadSkf<F extends Functions>(
  module: SkfModule,
  { functions, required }: { readonly functions: F; readonly required: readonly (keyof F & string)[] },
): SkfLibrary<F> {
  const { abi } = module;
  const bound = bind(loadLibrary(module), abi, functions);
  const missing = required.filter((name) => !bound.has(name));
  if (missing.length > 0)
    throw new AppError("E_MODULE_ABI", `驱动不是 SKF 接口，缺少 ${missing.slice(0, 3).join("、")}`);
  const attempt = (name: string, ...values: readonly Argument[]): number => {
    const found = bound.get(name);
    return found === undefined ? SAR_NOTSUPPORTYETERR : codeOf(found.run(...values));
  };
  return {
    abi,
    attempt,
    must: (name, ...values) => {
      const code = attempt(name, ...values);
      if (code !== SAR_OK) throw failureOf(code);
    },
    attemptAsync: (name, ...values) => runLater(bound.get(name), values),
    has: (name) => bound.has(name),
    cell: (value = 0) => cellOf(abi, value),
    handleCell,
  };
}

function bind(library: LibraryHandle, abi: ModuleAbi, functions: Functions): Map<string, Bound> {
  const ulong = abi.ulong === 8 ? "uint64_t" : "uint32_t";
  const types = {
    bool: "int32_t",
    ulong,
    handle: "uintptr_t",
    bytes: "void *",
    cipher: cipherType(abi),
  } as const;
  const convention = conventionOf(abi);
  const bound = new Map<string, Bound>();
  for (const [name, kinds] of Object.entries(functions)) {
    const values = kinds.map((kind) => types[kind]);
    try {
      const found = library.func(convention, name, ulong, values);
      bound.set(name, { run: found, later: found.async });
    } catch {
      // Not every library has every function; `required` tells what we cannot do without.
    }
  }
  return bound;
}

/** BLOCKCIPHERPARAM (GM/T 0016 §6.4.13), packed or not as the library was compiled. */
function cipherType({ ulong, packed }: ModuleAbi): TypeObject {
  const number = ulong === 8 ? "uint64_t" : "uint32_t";
  const make = packed ? koffi.pack : koffi.struct;
  return make({
    IV: koffi.array("uint8_t", IV_FIELD, "Typed"),
    IVLen: number,
    PaddingType: number,
    FeedBitLen: number,
  });
}

const IV_FIELD = 32;

/** The value of BLOCKCIPHERPARAM: padding 1 is PKCS#5, 0 none. */
export function cipherParam(iv: Uint8Array, padding: 0 | 1): object {
  const field = new Uint8Array(IV_FIELD);
  field.set(iv);
  return { IV: field, IVLen: iv.length, PaddingType: padding, FeedBitLen: 0 };
}

/** Only 32-bit Windows knows more than one; the standard's headers say WINAPI there. */
const conventionOf = ({ convention }: ModuleAbi): string =>
  `__${convention ?? (process.platform === "win32" && process.arch === "ia32" ? "stdcall" : "cdecl")}`;

/** Codes have 32 bits. A ULONG of 8 bytes read from a library with 4 has garbage in its upper half. */
const codeOf = (answer: unknown): number =>
  Number(BigInt.asUintN(32, typeof answer === "bigint" ? answer : BigInt(Number(answer))));

function runLater(found: Bound | undefined, values: readonly Argument[]): Promise<number> {
  if (found === undefined) return Promise.resolve(SAR_NOTSUPPORTYETERR);
  return new Promise((resolve, reject) => {
    found.later(...values, (error: unknown, answer: unknown) => {
      if (error === null || error === undefined) resolve(codeOf(answer));
      else reject(error);
    });
  });
}

function cellOf({ ulong }: ModuleAbi, value: number): Cell {
  const bytes = Buffer.alloc(CELL_BYTES);
  bytes.writeUInt32LE(value, 0);
  return { bytes, value: () => (ulong === 8 ? Number(bytes.readBigUInt64LE(0)) : bytes.readUInt32LE(0)) };
}

function handleCell(): HandleCell {
  const bytes = Buffer.alloc(CELL_BYTES);
  const wide = process.arch !== "ia32" && process.arch !== "arm";
  return { bytes, value: () => (wide ? bytes.readBigUInt64LE(0) : BigInt(bytes.readUInt32LE(0))) };
}
