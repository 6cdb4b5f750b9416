/**
 * A PKCS#11 library, called through koffi over its function list. Runs in the signer process only. Every call blocks this
 * process, which has nothing else to do; whoever waits for it waits elsewhere, with a deadline.
 */
import koffi, { type LibraryHandle } from "koffi";
import { AppError } from "../../../shared/failure";
import type { TokenModule } from "../../../shared/model/token-module";
import { loadLibrary } from "../library";
import { functionIndex } from "./constants";
import { CKR_CRYPTOKI_ALREADY_INITIALIZED, CKR_OK, cryptokiFailure } from "./failure";
import { functionOffset, INFO_BYTES, type Layout, layoutHere, looksLikeInfo, type Ulong, ulongBuffer } from "./layout";

type Call = keyof typeof functionIndex;
type Argument = Ulong | Buffer | null;

export interface Cryptoki {
  /** Held for as long as anyone may call: koffi unloads a library that nobody holds, under its functions. */
  readonly library: LibraryHandle;
  readonly layout: Layout;
  /** The CKR value, whatever it is. */
  readonly try: (call: Call, ...input: readonly Argument[]) => number;
  /** @throws AppError for anything but CKR_OK */
  readonly must: (call: Call, ...input: readonly Argument[]) => void;
}

/** Parameters of each function: `u` a CK_ULONG, `p` a pointer, `b` a single byte. */
const parameters: Readonly<Record<Call, string>> = {
  C_Initialize: "p",
  C_Finalize: "p",
  C_GetInfo: "p",
  C_GetSlotList: "bpp",
  C_GetTokenInfo: "up",
  C_OpenSession: "uuppp",
  C_CloseSession: "u",
  C_CloseAllSessions: "u",
  C_Login: "uupu",
  C_Logout: "u",
  C_GetAttributeValue: "uupu",
  C_FindObjectsInit: "upu",
  C_FindObjects: "upup",
  C_FindObjectsFinal: "u",
  C_SignInit: "upu",
  C_Sign: "upupp",
};

/** Loads, initializes and probes. @throws AppError E_MODULE_LOAD, E_MODULE_ABI */
export function openCryptoki(module: TokenModule): Cryptoki {
  const layout = layoutHere(module.abi);
  const library = loadLibrary(module);
  const list = functionList(library, module, layout);
  const functions = new Map<Call, (...input: readonly Argument[]) => unknown>();
  const find = (call: Call) => {
    const known = functions.get(call) ?? functionAt(list, layout, call);
    functions.set(call, known);
    return known;
  };
  const attempt: Cryptoki["try"] = (call, ...input) => Number(find(call)(...input));
  const must: Cryptoki["must"] = (call, ...input) => {
    const value = attempt(call, ...input);
    if (value !== CKR_OK) throw cryptokiFailure(value, call);
  };
  const cryptoki = { library, layout, try: attempt, must };
  initialize(cryptoki, module);
  return cryptoki;
}

function functionList(library: LibraryHandle, module: TokenModule, layout: Layout): bigint {
  const out = Buffer.alloc(8);
  let get: (list: Buffer) => unknown;
  try {
    get = library.func("C_GetFunctionList", ulongName(layout), ["void *"]);
  } catch (cause) {
    throw new AppError("E_MODULE_ABI", `${module.name} 不是 PKCS#11 驱动`, { cause });
  }
  const value = Number(get(out));
  const list = layout.pointer === 4 ? BigInt(out.readUInt32LE(0)) : out.readBigUInt64LE(0);
  if (value !== CKR_OK || list === 0n) throw new AppError("E_MODULE_LOAD", `${module.name} 没有给出函数表`);
  const major: unknown = koffi.decode(list, "uint8_t");
  // Version 3 keeps the list of version 2 at the front.
  if (major !== 2 && major !== 3) throw new AppError("E_MODULE_ABI", `${module.name} 的 PKCS#11 版本不受支持`);
  return list;
}

const ulongName = ({ ulong }: Layout): string => (ulong === 4 ? "uint32_t" : "uint64_t");

function functionAt(list: bigint, layout: Layout, call: Call): (...input: readonly Argument[]) => unknown {
  const types = { u: ulongName(layout), p: "void *", b: "uint8_t" };
  const kinds = [...parameters[call]].map((letter) => (letter === "u" || letter === "p" ? types[letter] : types.b));
  const prototype = koffi.proto(ulongName(layout), kinds);
  const pointer: unknown = koffi.decode(list, functionOffset(layout, functionIndex[call]), "void *");
  if (pointer === null) throw new AppError("E_MODULE_ABI", `驱动缺少 ${call}`);
  return (...input) => koffi.call(pointer, prototype, ...input);
}

function initialize(cryptoki: Cryptoki, { name }: TokenModule): void {
  const value = cryptoki.try("C_Initialize", null);
  if (value !== CKR_OK && value !== CKR_CRYPTOKI_ALREADY_INITIALIZED) {
    throw new AppError("E_MODULE_LOAD", "", { cause: cryptokiFailure(value, "C_Initialize") });
  }
  const info = Buffer.alloc(INFO_BYTES);
  cryptoki.must("C_GetInfo", info);
  if (!looksLikeInfo(cryptoki.layout, info)) throw new AppError("E_MODULE_ABI", `${name} 的数据结构与登记的不符`);
}

/** Address of a buffer, for a structure that points to it. The caller keeps the buffer alive over the call. */
export const addressOf = (bytes: Buffer): bigint => (bytes.length === 0 ? 0n : koffi.address(bytes));

/** One CK_ULONG that a function writes. */
export const oneUlong = (layout: Layout): Buffer => ulongBuffer(layout, 1);
