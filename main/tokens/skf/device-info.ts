/**
 * DEVINFO, and the probe that comes before any trust. Its texts lie at the same place however a library was compiled; the
 * numbers behind them do not, so that they tell which shape the library really has. Read with the wrong one they look
 * plausible at a glance, and later structures would be written past their buffers.
 */
import { AppError } from "../../../shared/failure";
import type { ModuleAbi } from "../../../shared/model/token-module";
import type { Skf } from "./functions";
import type { Handle } from "./library";
import { type RawName, shownName } from "./names";

/** The largest shape has 328 bytes. */
const PROBE_BYTES = 512;

/** The texts begin behind VERSION; behind them lie the versions of hardware and firmware, then the numbers. */
const texts = { manufacturer: [2, 64], issuer: [66, 64], label: [130, 32], serial: [162, 32] } as const;
const NUMBERS_AT = 198;
const NUMBERS = 8;
const RESERVED_BYTES = 64;

export interface DeviceInfo {
  readonly manufacturer: string;
  readonly label: string;
  readonly serial: string;
}

/** @throws AppError E_MODULE_ABI when the library has another shape than the policy says, E_TOKEN_REMOVED */
export function deviceInfo(skf: Skf, device: Handle): DeviceInfo {
  const bytes = Buffer.alloc(PROBE_BYTES);
  skf.must("SKF_GetDevInfo", device, bytes);
  return readDeviceInfo(bytes, skf.abi);
}

export function readDeviceInfo(bytes: Uint8Array, abi: ModuleAbi): DeviceInfo {
  const buffer = Buffer.from(bytes);
  if (!fits(buffer, abi)) throw new AppError("E_MODULE_ABI", faultOf(buffer, abi));
  return {
    manufacturer: shownName(textAt(buffer, "manufacturer")),
    label: shownName(textAt(buffer, "label")),
    serial: shownName(textAt(buffer, "serial")),
  };
}

function textAt(buffer: Buffer, field: keyof typeof texts): RawName {
  const [at, length] = texts[field];
  const [text = ""] = buffer.toString("latin1", at, at + length).split("\0");
  return text;
}

/** Whether the bytes are a DEVINFO of this shape. */
function fits(buffer: Buffer, abi: ModuleAbi): boolean {
  const names = Object.keys(texts) as (keyof typeof texts)[];
  if (names.some((field) => [...textAt(buffer, field)].some(isControl))) return false;
  if (textAt(buffer, "serial").trim() === "") return false;
  const { at, end } = shapeOf(abi);
  return plausible(numbersAt(buffer, at, abi)) && buffer.subarray(end).every((byte) => byte === 0);
}

const isControl = (character: string): boolean => character < " " || character === "\x7f";

function shapeOf({ ulong, packed }: ModuleAbi): { at: number; end: number } {
  const at = packed ? NUMBERS_AT : Math.ceil(NUMBERS_AT / ulong) * ulong;
  return { at, end: at + NUMBERS * ulong + RESERVED_BYTES };
}

function numbersAt(buffer: Buffer, at: number, { ulong }: ModuleAbi): bigint[] {
  return Array.from({ length: NUMBERS }, (_, i) =>
    ulong === 8 ? buffer.readBigUInt64LE(at + 8 * i) : BigInt(buffer.readUInt32LE(at + 4 * i)),
  );
}

/**
 * GM/T 0006 numbers algorithms so that shifted ones cannot pass: asymmetric ones have bits from 16 up and nothing in the
 * lowest byte, hashes only the lowest byte.
 */
function plausible(numbers: readonly bigint[]): boolean {
  const [symmetric = 0n, asymmetric = 0n, hash = 0n] = numbers;
  return (
    numbers.every((number) => number <= 0xffff_ffffn) &&
    symmetric <= 0xf_ffffn &&
    asymmetric >= 0x1_0000n &&
    asymmetric <= 0xf_ff00n &&
    (asymmetric & 0xffn) === 0n &&
    hash >= 1n &&
    hash <= 0xffn
  );
}

const shapes: readonly ModuleAbi[] = [
  { ulong: 4, packed: true },
  { ulong: 4, packed: false },
  { ulong: 8, packed: true },
  { ulong: 8, packed: false },
];

const nameOf = ({ ulong, packed }: ModuleAbi): string => `ULONG ${ulong} 字节、${packed ? "紧凑" : "自然对齐"}`;

/** The administrator needs to know which shape it seems to be. */
function faultOf(buffer: Buffer, abi: ModuleAbi): string {
  const seen = shapes.filter((shape) => fits(buffer, shape)).map(nameOf);
  return seen.length === 0
    ? "设备信息与任何已知的接口形式都不符"
    : `登记为“${nameOf(abi)}”，设备信息却像“${seen.join("”或“")}”`;
}
