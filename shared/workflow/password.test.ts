import { describe, expect, it } from "vitest";
import { addMonths } from "../months";
import { cityRule, passwordDue, passwordFaults, refusePassword } from "./password";
import { profiles } from "./profiles/index";

describe("AU-3: password rules of the city", () => {
  it("TN-36: seven characters are too few, eight of two classes are enough", () => {
    const rule = profiles.tongnan.password;
    expect(() => refusePassword("abcd123", rule)).toThrow("E_PWD");
    expect(() => refusePassword("abcd1234", rule)).not.toThrow();
    expect(passwordFaults("abcd123", rule)).toEqual(["至少 8 位，现为 7 位"]);
  });

  it("LAM-32.1: one class is too few, whatever the length; digits, letters and the rest count as three", () => {
    const rule = profiles.luan.password;
    for (const one of ["abcdefgh", "12345678", "!!!!????", "汉字口令共八个字"]) {
      expect(passwordFaults(one, rule), one).toEqual(["数字、字母、特殊字符至少用 2 类"]);
    }
    for (const two of ["abcd1234", "1234!!!!", "abcd????", "汉字口令八个字1"])
      expect(passwordFaults(two, rule)).toEqual([]);
  });

  it("is changed after two months in 潼南 and after three elsewhere, to the day", () => {
    const set = "2026-11-30T08:00:00.000Z";
    expect(passwordDue(set, profiles.tongnan.password)).toBe("2027-01-30T08:00:00.000Z");
    expect(passwordDue(set, profiles.luan.password)).toBe("2027-02-28T08:00:00.000Z");
    expect(passwordDue(set, { ...profiles.luan.password, rotationMonths: null })).toBeNull();
  });
});

describe("the city's own part of the rule", () => {
  it("is length and rotation in 潼南, classes and rotation in 六安, and nothing where the regulation is silent", () => {
    expect(cityRule(profiles.tongnan)).toEqual({ minLength: 8, classes: 0, rotationMonths: 2 });
    expect(cityRule(profiles.luan)).toEqual({ minLength: 0, classes: 2, rotationMonths: 3 });
    expect(cityRule(profiles.nanyang)).toEqual({ minLength: 0, classes: 0, rotationMonths: null });
  });
});

describe("months", () => {
  it("end on the last day where the month is shorter, and go back as they go on", () => {
    expect(addMonths("2026-08-31T23:59:59.999Z", 1)).toBe("2026-09-30T23:59:59.999Z");
    expect(addMonths("2024-02-29T00:00:00.000Z", 12)).toBe("2025-02-28T00:00:00.000Z");
    expect(addMonths("2026-01-15T00:00:00.000Z", -2)).toBe("2025-11-15T00:00:00.000Z");
  });
});
