import { describe, expect, it } from "vitest";
import { clockTime, fullTime, shortTime } from "./time";

const now = new Date("2026-11-22T03:10:00Z");

describe("times on the screen", () => {
  it("are Beijing time on a machine set to any zone", () => {
    expect(fullTime("2026-11-21T18:30:05Z")).toBe("2026-11-22 02:30:05");
    expect(clockTime("2026-11-21T18:30:05Z")).toBe("02:30:05");
  });
  it("say 今天 and 昨天 by the Beijing day, not by the UTC one", () => {
    expect(shortTime("2026-11-21T18:30:00Z", now)).toBe("今天 02:30");
    expect(shortTime("2026-11-21T15:59:00Z", now)).toBe("昨天 23:59");
  });
  it("give the date for older ones, and the year for another year", () => {
    expect(shortTime("2026-06-18T02:00:00Z", now)).toBe("6月18日 10:00");
    expect(shortTime("2025-06-18T02:00:00Z", now)).toBe("2025年6月18日");
  });
});
