import fc from "fast-check";
import { expect, it } from "vitest";
import { InsideClipboard } from "./inside-clipboard";

const held = (text: string) => new Map([["text/plain", text]]);

it("L3: gives back what was held last, to its own number alone", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), fc.string(), (texts, guess) => {
      let next = 0;
      const clipboard = new InsideClipboard(() => `token ${next++}`);
      const tokens = texts.map((text) => clipboard.hold(held(text)));
      const last = tokens.at(-1) ?? "";
      expect(clipboard.of(last)?.get("text/plain")).toBe(texts.at(-1));
      for (const token of tokens.slice(0, -1)) expect(clipboard.of(token)).toBeNull();
      if (guess !== last) expect(clipboard.of(guess)).toBeNull();
    }),
  );
});

it("L3: forgets at a lock, also for who still has the number", () => {
  const clipboard = new InsideClipboard(() => "7");
  const token = clipboard.hold(held("第一段"));
  clipboard.clear();
  expect(clipboard.of(token)).toBeNull();
  expect(clipboard.of("")).toBeNull();
});

it("L3: the number says nothing of the text", () => {
  const clipboard = new InsideClipboard(() => "7");
  expect(clipboard.hold(held("第一段"))).toBe(clipboard.hold(held("第二段")));
});
