import { describe, expect, it } from "vitest";
import { isInKnownPhrase } from "./known-phrases";

describe("a known phrase", () => {
  it("is told by any place inside it, and not by a place beside it", () => {
    const text = "现将有关事项公告如下";
    expect(isInKnownPhrase(text, { start: 2, end: 3 })).toBe(true);
    expect(isInKnownPhrase(text, { start: 5, end: 6 })).toBe(true);
    expect(isInKnownPhrase(text, { start: 0, end: 1 })).toBe(false);
  });

  it("covers the whole range, at the ends of the text too", () => {
    expect(isInKnownPhrase("有关事项", { start: 0, end: 4 })).toBe(true);
    expect(isInKnownPhrase("将有关事项", { start: 0, end: 2 })).toBe(false);
    expect(isInKnownPhrase("", { start: 0, end: 0 })).toBe(false);
  });
});
