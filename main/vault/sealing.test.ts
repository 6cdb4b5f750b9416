import { hkdfSync, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { derivedKey, seal, unseal } from "./sealing";

describe("keys of items", () => {
  it("L2: are HKDF-SHA-256 without salt (RFC 5869), as the runtime computes it", () => {
    for (const info of ["", "caibian-item/1|drafts body:f1", "长".repeat(200)]) {
      const dataKey = randomBytes(32);
      expect(derivedKey(dataKey, info)).toEqual(Buffer.from(hkdfSync("sha256", dataKey, new Uint8Array(), info, 32)));
    }
  });

  it("L1: what is sealed for one scope opens under no other", () => {
    const dataKey = randomBytes(32);
    const sealed = seal(dataKey, { scope: "a", name: "n" }, Buffer.from("文字"));
    expect(Buffer.from(unseal(dataKey, { scope: "a", name: "n" }, sealed)).toString()).toBe("文字");
    expect(() => unseal(dataKey, { scope: "b", name: "n" }, sealed)).toThrow("密文未通过核验");
    expect(() => unseal(dataKey, { scope: "a", name: "m" }, sealed)).toThrow("密文未通过核验");
  });
});
