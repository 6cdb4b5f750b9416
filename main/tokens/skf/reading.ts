/** The two habits of the interface: ask for a length and then for the bytes; close in reverse what was opened. */
import { AppError } from "../../../shared/failure";
import type { Skf } from "./functions";
import type { Argument, Handle } from "./library";
import { nameBytes, namesIn, type RawName } from "./names";
import { failureOf, SAR_BUFFER_TOO_SMALL, SAR_OK } from "./result-codes";

/** Certificates have a few kilobytes, lists less; a library that was misread asks for gigabytes. */
const LARGEST = 65_536;

type Reader =
  | "SKF_EnumApplication"
  | "SKF_EnumContainer"
  | "SKF_EnumDev"
  | "SKF_ExportCertificate"
  | "SKF_ExportPublicKey";

/** The bytes of a two-call function. What it lists may have grown between the calls, so it is asked again. */
export function readBytes(skf: Skf, name: Reader, ...values: readonly Argument[]): Uint8Array {
  const read = attemptBytes(skf, name, ...values);
  if (typeof read === "number") throw failureOf(read);
  return read;
}

/** The same, with the code where the call does not answer SAR_OK. */
export function attemptBytes(skf: Skf, name: Reader, ...values: readonly Argument[]): Uint8Array | number {
  const size = skf.cell();
  let code = skf.attempt(name, ...values, null, size.bytes);
  for (let turn = 0; turn < 3 && (code === SAR_OK || code === SAR_BUFFER_TOO_SMALL); turn += 1) {
    const length = size.value();
    if (length > LARGEST) throw new AppError("E_MODULE_ABI", `驱动要求 ${length} 字节的缓冲区`);
    if (length === 0) return new Uint8Array();
    const room = skf.cell(length);
    const bytes = Buffer.alloc(length);
    code = skf.attempt(name, ...values, bytes, room.bytes);
    if (code === SAR_OK) return Uint8Array.from(bytes.subarray(0, Math.min(room.value(), length)));
    size.bytes.set(room.bytes);
  }
  return code;
}

export const deviceNames = (skf: Skf): RawName[] => namesIn(readBytes(skf, "SKF_EnumDev", 1));

type Opener = "SKF_ConnectDev" | "SKF_OpenApplication" | "SKF_OpenContainer";
const closers = {
  SKF_ConnectDev: "SKF_DisConnectDev",
  SKF_OpenApplication: "SKF_CloseApplication",
  SKF_OpenContainer: "SKF_CloseContainer",
} as const satisfies Readonly<Record<Opener, string>>;

/** What was opened, closed in reverse. Closing asks for no answer: on a key that is gone every handle is dead. */
export class OpenHandles {
  readonly #skf: Skf;
  readonly #open: { readonly closer: (typeof closers)[Opener]; readonly handle: Handle }[] = [];

  constructor(skf: Skf) {
    this.#skf = skf;
  }

  /** @throws AppError */
  open(name: Opener, ...values: readonly Argument[]): Handle {
    const cell = this.#skf.handleCell();
    this.#skf.must(name, ...values, cell.bytes);
    const handle = cell.value();
    this.#open.push({ closer: closers[name], handle });
    return handle;
  }

  close(): void {
    for (const { closer, handle } of this.#open.splice(0).reverse()) this.#skf.attempt(closer, handle);
  }
}

/** Opens a container for as long as `use` runs. */
export function withContainer<T>(
  skf: Skf,
  application: Handle,
  use: {
    readonly name: RawName;
    readonly run: (container: Handle) => T;
  },
): T {
  const handles = new OpenHandles(skf);
  try {
    return use.run(handles.open("SKF_OpenContainer", application, nameBytes(use.name)));
  } finally {
    handles.close();
  }
}
