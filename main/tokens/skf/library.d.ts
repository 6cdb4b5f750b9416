/**
 * A vendor's SKF library through koffi. Structures cross as plain buffers that we lay out ourselves: what differs between
 * vendors is the size of ULONG and the padding, and a wrong guess must not let the library write past a buffer.
 *
 * All calls run on one thread, one after the other: few of these libraries were written for more.
 */
import type { TypeObject } from "koffi";
import type { ModuleAbi, TokenModule } from "../../../shared/model/token-module";
export type SkfModule = Extract<
  TokenModule,
  {
    kind: "skf";
  }
>;
export type ArgumentKind = "bool" | "ulong" | "handle" | "bytes" | TypeObject;
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
/** @throws AppError E_MODULE_LOAD, E_MODULE_ABI when a function without which nothing works is missing */
export declare function loadSkf<F extends Functions>(
  module: SkfModule,
  {
    functions,
    required,
  }: {
    readonly functions: F;
    readonly required: readonly (keyof F & string)[];
  },
): SkfLibrary<F>;
