import { describe, expect, it } from "vitest";
import { packsFor } from "../../../shared/proofreading/packs/profile-pack";
import { proofread } from "../../../shared/proofreading/run";
import { profiles } from "../../../shared/workflow/profiles/index";
import {
  accept,
  begun,
  checked,
  contentToCheck,
  ignore,
  openFindings,
  type Practice,
  planted,
  retype,
  stepOf,
} from "./course";

/** The real engine, as the window's worker runs it. */
const pass = (practice: Practice): Practice =>
  checked(
    practice,
    proofread(contentToCheck(practice), {
      today: "2026-11-22",
      at: "2026-11-22T01:00:00.000Z",
      packs: packsFor(profiles.luan),
    }),
  );

const textOf = ({ document }: Practice): string => JSON.stringify(document.blocks);

describe("A4: the practice item", () => {
  it("holds every planted error, and the engine finds each", () => {
    const found = openFindings(pass(begun));
    for (const { text } of planted) {
      expect(textOf(begun)).toContain(text);
      expect(
        found.some((each) => each.text.includes(text) || text.includes(each.text)),
        text,
      ).toBe(true);
    }
  });

  it("is done after proofreading, deciding every finding and proofreading once more, in this order", () => {
    expect(stepOf(begun)).toBe("proof");
    let practice = pass(begun);
    for (let guard = 0; guard < 50 && stepOf(practice) !== "done"; guard += 1) {
      const [next] = openFindings(practice);
      if (next === undefined) practice = pass(practice);
      else practice = next.suggestions.length > 0 ? accept(practice, next) : ignore(practice, next, "练习");
    }
    expect(stepOf(practice)).toBe("done");
    for (const { text } of planted.slice(0, 3)) expect(textOf(practice)).not.toContain(text);
  });

  it("is not done while what was changed has not been proofread again", () => {
    let practice = pass(begun);
    for (const each of openFindings(practice)) practice = ignore(practice, each, "练习");
    expect(stepOf(practice)).toBe("done");
    practice = retype(practice, "practice-1", "改过的一段。");
    expect(stepOf(practice)).toBe("again");
  });
});
