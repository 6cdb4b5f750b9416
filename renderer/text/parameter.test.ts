import { describe, expect, it } from "vitest";
import { profiles } from "../../shared/workflow/profiles/index";
import { clauseName } from "./clause";
import { parameterName } from "./parameter";

describe("the settings screen", () => {
  it("has a Chinese name for every parameter of every shipped profile", () => {
    const parameters = Object.values(profiles).flatMap(({ sources }) => Object.keys(sources));
    expect(parameters.filter((parameter) => !/[一-鿿]/.test(parameterName(parameter)))).toEqual([]);
  });
  it("cites every clause of every shipped profile in words", () => {
    const cited = Object.values(profiles).flatMap(({ sources, review }) => [
      ...Object.values(sources),
      ...review.steps.map(({ clause }) => clause),
      ...review.steps.flatMap(({ checklist }) => checklist.map(({ clause }) => clause)),
      ...review.refusals.map(({ clause }) => clause),
    ]);
    expect(cited.map(clauseName).filter((words) => /\b[A-Z]+-\d/.test(words))).toEqual([]);
  });
});
