import { describe, expect, it } from "vitest";
import { decide } from "./decide";
import { sentences } from "./testing/sentences";

describe("decide", () => {
  it.each(sentences.map((sentence) => [sentence.title, sentence] as const))("%s", (_title, sentence) => {
    const decision = sentence.story().attempt(sentence.actor, sentence.tries, decide);
    expect(decision.allowed ? null : decision.code).toBe(sentence.expect);
    if (!decision.allowed) expect(decision.reason).toMatch(/[\u4e00-\u9fff].*。$/u);
  });

  it("answers the same question the same way twice and leaves the history alone", () => {
    for (const { story, actor, tries } of sentences) {
      const told = story();
      const before = JSON.stringify(told.history);
      expect(told.attempt(actor, tries)).toEqual(told.attempt(actor, tries));
      expect(JSON.stringify(told.history)).toBe(before);
    }
  });
});
