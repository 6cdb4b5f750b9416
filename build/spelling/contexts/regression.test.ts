import { expect, it } from "vitest";
import { type Sample, weightsOf } from "./regression";

const [FINE, PRISON, COMMON, RARE] = [1, 2, 3, 4];

function samples(count: number, keys: (at: number) => Sample): Sample[] {
  return Array.from({ length: count }, (_, at) => keys(at));
}

it("what stands around one word weighs for it, what stands around both weighs little, what is rare is left out", () => {
  const first = samples(200, (at) => [COMMON, ...(at % 2 === 0 ? [FINE] : []), ...(at === 0 ? [RARE] : [])]);
  const second = samples(50, (at) => [COMMON, ...(at % 2 === 0 ? [PRISON] : [])]);
  const weights = new Map(weightsOf(first, second));
  expect(weights.get(PRISON)).toBeGreaterThan(20);
  expect(weights.get(FINE)).toBeLessThan(-20);
  expect(Math.abs(weights.get(COMMON) ?? 0)).toBeLessThan(20);
  expect(weights.has(RARE)).toBe(false);
});

it("the same samples give the same weights", () => {
  const first = samples(60, (at) => [at % 7, 10]);
  const second = samples(40, (at) => [at % 5, 11]);
  expect(weightsOf(first, second)).toEqual(weightsOf(first, second));
});
