import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { utf8 } from "../shared/bytes";
import { keyKindOf } from "../shared/trust/key-kind";
import { nodeCheck } from "./signature-check";
import { newSoftKey, pkcs8Of, Sm2Key, signWith, softKeyFromPkcs8, spkiOf } from "./soft-key";
import { refusalOf } from "./testing/refusal";

const data = utf8("审签书");
const secret = Uint8Array.from({ length: 32 }, (_, i) => i + 1);

describe("soft keys", () => {
  it.each(["rsa", "p256", "sm2"] as const)(
    "sign as their kind, and are the same key after PKCS#8 (%s)",
    async (kind) => {
      const key = await newSoftKey(kind);
      const again = softKeyFromPkcs8(pkcs8Of(key));
      expect(keyKindOf(spkiOf(key))).toBe(kind);
      expect(spkiOf(again)).toEqual(spkiOf(key));
      const value = signWith(again, data);
      expect(nodeCheck.holds({ kind, spki: spkiOf(key) }, data, value)).toBe(true);
      expect(nodeCheck.holds({ kind, spki: spkiOf(key) }, utf8("审签书。"), value)).toBe(false);
      for (const other of ["rsa", "p256", "sm2"] as const) {
        expect(nodeCheck.holds({ kind: other, spki: spkiOf(key) }, data, value)).toBe(other === kind);
      }
    },
  );

  it("an SM2 key shows its secret to nobody who prints or serialises it", () => {
    const key = new Sm2Key(secret);
    const number = Buffer.from(secret);
    for (const text of [inspect(key, { depth: 9, showHidden: true }), JSON.stringify(key)]) {
      expect(text).not.toContain(number.toString("hex"));
      expect(text).not.toContain([...secret].join(","));
      expect(text).not.toMatch(/secret/i);
    }
    expect(Buffer.from(key.pkcs8()).includes(number)).toBe(true);
  });

  it("another curve, a truncated file, a secret of zero and one of 31 bytes are no key of ours", () => {
    const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey;
    expect(refusalOf(() => softKeyFromPkcs8(pkcs8Of(p384)))?.code).toBe("E_CERT");
    const good = new Sm2Key(secret).pkcs8();
    expect(refusalOf(() => softKeyFromPkcs8(good.subarray(0, -1)))?.code).toBe("E_KEY_FILE");
    expect(refusalOf(() => softKeyFromPkcs8(new Uint8Array()))?.code).toBe("E_KEY_FILE");
    expect(refusalOf(() => new Sm2Key(new Uint8Array(32)))?.code).toBe("E_KEY_FILE");
    expect(refusalOf(() => new Sm2Key(secret.subarray(1)))?.code).toBe("E_KEY_FILE");
    expect(() => createPrivateKey({ key: Buffer.from(good), format: "der", type: "pkcs8" })).not.toThrow();
  });
});
