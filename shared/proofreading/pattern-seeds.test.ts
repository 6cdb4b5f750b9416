import { expect, it } from "vitest";
import { seedsOf } from "./pattern-seeds";

it.each([
  [/甲{0,4000}乙/g, "甲"],
  [/(?:甲乙){0,4000}丙/g, "甲乙"],
  [/[丁甲]{0,60}[乙甲]{0,60}丙/g, "甲"],
  [/丙(?=乙.{0,4000}丁)/g, "各"],
  [/(?<!甲\d{0,900})丙/g, "1"],
  [/[^甲各]{0,900}丙/g, "，"],
  [/\d{17}[\dX]/gu, "1"],
  [/便民服务站点/g, "便民服务站"],
  [/甲乙丙|丁戊/g, "丁"],
  [/[，：: （(·★☆※]{1,9}甲/g, "，"],
])("%s is tried on its own characters: “%s”", (regex, seed) => {
  expect(seedsOf(regex)).toContain(seed);
});

it("no seed is empty, none stands twice, and there is an end to them", () => {
  const many = new RegExp(Array.from({ length: 300 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join("|"), "g");
  for (const regex of [many, /(?:甲|)*?/g, /^$/g, /(?<name>甲)\k<name>/g]) {
    const seeds = seedsOf(regex);
    expect(seeds).not.toContain("");
    expect(new Set(seeds).size).toBe(seeds.length);
    expect(seeds.length).toBeLessThanOrEqual(60);
  }
});
