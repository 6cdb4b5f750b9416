import fc from "fast-check";
import { expect, it } from "vitest";
import { base64 } from "./schema";

const pattern = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

it("base64 is what the pattern says, whatever the text", () => {
  const near = fc.string({ unit: fc.constantFrom("A", "z", "/", "+", "=", "\n", "-", "好"), maxLength: 12 });
  fc.assert(
    fc.property(fc.oneof(near, fc.base64String()), (text) => {
      expect(base64.safeParse(text).success).toBe(pattern.test(text));
    }),
  );
});

it("base64 of a draft of 48 MB is looked at without running out of stack, with and without a fault", () => {
  const text = "A".repeat(48 * 1024 * 1024);
  expect(base64.safeParse(text).success).toBe(true);
  expect(base64.safeParse(`${text}A===`).success).toBe(false);
});
