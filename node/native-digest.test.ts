import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { utf8 } from "../shared/bytes";
import { digestOf, hashWith, plainSha256 } from "../shared/digest";
import { hashNatively, nativeSha256 } from "./native-digest";

afterEach(() => hashWith(plainSha256));

describe("the runtime's own SHA-256", () => {
  it("gives what the one in JavaScript gives, for any bytes and for views into larger ones", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(50), (bytes, from) => {
        const view = bytes.subarray(Math.min(from, bytes.length));
        expect(Buffer.from(nativeSha256(view)).equals(Buffer.from(plainSha256(view)))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("changes no digest when a program takes it", () => {
    const before = digestOf(utf8("规范内容"));
    hashNatively();
    expect(digestOf(utf8("规范内容"))).toBe(before);
    // FIPS 180-4, the empty message.
    expect(digestOf(new Uint8Array())).toBe("sha-256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
});
