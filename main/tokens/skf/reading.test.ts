import { describe, expect, it } from "vitest";
import { AppError } from "../../../shared/failure";
import type { Skf } from "./functions";
import type { Argument } from "./library";
import { attemptBytes, OpenHandles, readBytes } from "./reading";

const OK = 0;
const FAIL = 0x0a000001;
const TOO_SMALL = 0x0a000020;

interface Call {
  readonly name: string;
  readonly values: readonly Argument[];
}

/** A library of one's own: `answer` gets the buffer and the cell of a reading call and answers its code. */
function library(answer: (bytes: Buffer | null, size: Buffer) => number): { skf: Skf; calls: Call[] } {
  const calls: Call[] = [];
  let handles = 0n;
  const attempt = (name: string, ...values: readonly Argument[]): number => {
    calls.push({ name, values });
    const [bytes, size] = values.slice(-2);
    if (name.startsWith("SKF_Enum") && size instanceof Uint8Array) {
      return answer(
        bytes instanceof Uint8Array ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) : null,
        Buffer.from(size.buffer, size.byteOffset, size.length),
      );
    }
    return name.includes("Fail") ? FAIL : OK;
  };
  const cell = (value = 0) => {
    const bytes = Buffer.alloc(16);
    bytes.writeUInt32LE(value);
    return { bytes, value: () => bytes.readUInt32LE() };
  };
  const skf: Skf = {
    abi: { ulong: 4, packed: true },
    attempt,
    must: (name, ...values) => {
      if (attempt(name, ...values) !== OK) throw new AppError("E_TOKEN_FAULT");
    },
    attemptAsync: async (name, ...values) => attempt(name, ...values),
    has: () => true,
    cell,
    handleCell: () => ({
      bytes: Buffer.alloc(16),
      value: () => {
        handles += 1n;
        return handles;
      },
    }),
  };
  return { skf, calls };
}

const list = Buffer.from("APP\0\0");

describe("the two-call pattern", () => {
  it("PKI-28: asks for the length, then for the bytes, and takes as many as were given", () => {
    const { skf, calls } = library((bytes, size) => {
      size.writeUInt32LE(bytes === null ? 64 : list.copy(bytes));
      return OK;
    });
    expect(Buffer.from(readBytes(skf, "SKF_EnumApplication", 7n)).equals(list)).toBe(true);
    expect(calls.map(({ values }) => values[1] === null)).toEqual([true, false]);
  });

  it("PKI-28: asks again for what grew between the calls, but not for ever", () => {
    let need = 4;
    const growing = (until: number) =>
      library((bytes, size) => {
        const room = bytes?.length ?? 0;
        if (need < until) need += 1;
        size.writeUInt32LE(need);
        return bytes !== null && room < need ? TOO_SMALL : OK;
      });
    expect(readBytes(growing(6).skf, "SKF_EnumApplication", 7n)).toHaveLength(6);
    const endless = growing(Number.MAX_SAFE_INTEGER);
    expect(attemptBytes(endless.skf, "SKF_EnumApplication", 7n)).toBe(TOO_SMALL);
    expect(endless.calls.length).toBeLessThan(6);
  });

  it("PKI-28: takes a library that answers the first call with too small, and one that has nothing", () => {
    const strict = library((bytes, size) => {
      size.writeUInt32LE(list.length);
      if (bytes === null) return TOO_SMALL;
      list.copy(bytes);
      return OK;
    });
    expect(readBytes(strict.skf, "SKF_EnumApplication", 7n)).toHaveLength(list.length);
    const empty = library(() => OK);
    expect(readBytes(empty.skf, "SKF_EnumApplication", 7n)).toHaveLength(0);
    expect(empty.calls).toHaveLength(1);
  });

  it("PKI-28: gives no buffer to a library that asks for gigabytes, and reads no further than its own", () => {
    const misread = library((_bytes, size) => {
      size.writeUInt32LE(0xffff_ffff);
      return OK;
    });
    expect(() => readBytes(misread.skf, "SKF_EnumApplication", 7n)).toThrow(
      expect.objectContaining({ code: "E_MODULE_ABI" }),
    );
    expect(misread.calls).toHaveLength(1);
    const boasting = library((bytes, size) => {
      size.writeUInt32LE(bytes === null ? 8 : 900);
      return OK;
    });
    expect(readBytes(boasting.skf, "SKF_EnumApplication", 7n)).toHaveLength(8);
  });

  it("a code is thrown as the failure it is, or given back to who wants to look at it", () => {
    const broken = library(() => FAIL);
    expect(() => readBytes(broken.skf, "SKF_EnumApplication", 7n)).toThrow(
      expect.objectContaining({ code: "E_TOKEN_FAULT" }),
    );
    expect(attemptBytes(broken.skf, "SKF_EnumApplication", 7n)).toBe(FAIL);
  });
});

describe("open handles", () => {
  it("PKI-28: are closed in reverse, once, whatever closing answers", () => {
    const { skf, calls } = library(() => FAIL);
    const handles = new OpenHandles(skf);
    handles.open("SKF_ConnectDev", null);
    handles.open("SKF_OpenApplication", 1n, null);
    handles.open("SKF_OpenContainer", 2n, null);
    calls.length = 0;
    handles.close();
    handles.close();
    expect(calls).toEqual([
      { name: "SKF_CloseContainer", values: [3n] },
      { name: "SKF_CloseApplication", values: [2n] },
      { name: "SKF_DisConnectDev", values: [1n] },
    ]);
  });
});
