import { describe, expect, it } from "vitest";
import { readDay } from "./day";

describe("a typed date", () => {
  it.each(["2026-06-18", "2026.6.18", "2026/6/18", "2026年6月18日", "20260618", " 2026 年 6 月 18 日 "])(
    "reads %s as one day",
    (typed) => expect(readDay(typed)).toBe("2026-06-18"),
  );
  it.each(["", "2026", "2026-6", "2026-02-30", "2026-13-01", "06/18/2026", "明天"])("takes %s for no day", (typed) =>
    expect(readDay(typed)).toBe(""),
  );
});
