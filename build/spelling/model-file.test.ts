import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelFileError, packSections } from "../../shared/proofreading/spelling/packed-file";
import { openSpellingModel } from "../../shared/proofreading/spelling/spelling-model";
import { buildModel } from "./model";
import { keptOf } from "./pruning";
import { FEW, levelsOf, MATERIAL, TEXT } from "./testing/office";
import { trieSections } from "./trie";

describe("a model file that cannot be used", () => {
  const file = buildModel(MATERIAL);
  const faultOf = (bytes: Uint8Array) => {
    try {
      openSpellingModel(bytes);
    } catch (error) {
      if (error instanceof ModelFileError) return error.code;
      throw error;
    }
    return "none";
  };
  const changed = (at: number, value: number) => {
    const copy = file.slice();
    copy[at] = value;
    return copy;
  };

  it("is refused by name: truncated, foreign, newer or damaged", () => {
    expect(faultOf(file)).toBe("none");
    expect(faultOf(file.slice(0, file.length - 64))).toBe("truncated");
    expect(faultOf(file.slice(0, 10))).toBe("truncated");
    expect(faultOf(changed(1, 0x41))).toBe("foreign");
    expect(faultOf(new TextEncoder().encode("PK\u0003\u0004 something else altogether"))).toBe("foreign");
    expect(faultOf(changed(8, 9))).toBe("newer");
    expect(faultOf(packSections(trieSections(levelsOf(TEXT).levels, keptOf(levelsOf(TEXT).levels, FEW))))).toBe(
      "damaged",
    );
  });

  it("is damaged when any byte behind the header differs", () => {
    fc.assert(
      fc.property(fc.integer({ min: 24, max: file.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        expect(faultOf(changed(at, (file[at] ?? 0) ^ flip))).toBe("damaged");
      }),
      { numRuns: 60 },
    );
  });

  it("opens from bytes that do not stand on a word, and from shared memory", () => {
    const shifted = new Uint8Array(file.length + 1);
    shifted.set(file, 1);
    expect(faultOf(shifted.subarray(1))).toBe("none");
    const shared = new Uint8Array(new SharedArrayBuffer(file.length));
    shared.set(file);
    expect(faultOf(shared)).toBe("none");
  });
});
