import { describe, expect, it } from "vitest";
import { mask, maskKinds } from "./masking";
import { profiles } from "./profiles/index";

const { tongnan } = profiles;

describe("mask", () => {
  it("TN-13: an identity number becomes 5102**********1234", () => {
    expect(mask("idNumber", "510223199001011234", tongnan)).toBe("5102**********1234");
  });

  it("R14: a mobile number becomes 138****1234, spaces and hyphens stay", () => {
    expect(mask("mobile", "13800001234", tongnan)).toBe("138****1234");
    expect(mask("mobile", "138 0000-1234", tongnan)).toBe("138 ****-1234");
  });

  it("shows nothing of a value too short for the form, or of a kind without a form", () => {
    expect(mask("mobile", "1381234", tongnan)).toBe("*******");
    expect(mask("address", "梓潼街道", tongnan)).toBe("****");
    expect(mask("constructor", "123", tongnan)).toBe("***");
  });

  it("every shipped profile has a form for every kind", () => {
    for (const profile of Object.values(profiles)) {
      expect(Object.keys(profile.privacy.masks).sort()).toEqual([...maskKinds].sort());
    }
  });
});
