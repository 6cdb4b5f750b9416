import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textOf } from "./json-door";

describe("bytes of a body as text", () => {
  it("are read as the runtime reads UTF-8, whatever the script", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (drawn) => {
        const bytes = Buffer.from(drawn.toWellFormed(), "utf8");
        expect(textOf(bytes)).toBe(bytes.toString("utf8"));
      }),
    );
  });

  it("are read also where there are none, where a mark of byte order begins them, and where they are a part of a larger buffer", () => {
    for (const text of ["", "a", "\ufeff{}", "关于公布办事指南的通知", "𠮷🀄", "{}\u0000é"]) {
      const around = Buffer.concat([Buffer.from("x"), Buffer.from(text), Buffer.from("y")]);
      expect(textOf(around.subarray(1, -1))).toBe(text);
    }
  });
});
