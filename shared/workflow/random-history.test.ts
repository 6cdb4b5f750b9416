import { describe, expect, it } from "vitest";
import { decideWith } from "./decide";
import { refuse } from "./decision";
import { profiles } from "./profiles/index";
import { trace } from "./replay";
import { type Rule, rule, rules } from "./rules";
import { casts } from "./testing/cast";
import { complaints, models } from "./testing/oracle";
import { randomFrom } from "./testing/random";
import { sentences } from "./testing/sentences";
import { walk } from "./testing/walk";

type City = "base" | "luan" | "tongnan";
const HISTORIES = 10_000;
const tries = { luan: 26, tongnan: 55, base: 55 } as const;

/** Walks random histories until the oracle complains. */
function search(city: City, table: readonly Rule[], count: number): { reached: number; complaint: string | null } {
  const stage = { profile: profiles[city], cast: casts[city], rules: table, tries: tries[city] };
  let reached = 0;
  for (let seed = 1; seed <= count; seed += 1) {
    const found: string[] = [];
    const arrived = walk({ ...stage, random: randomFrom(seed) }, (moment) =>
      found.push(...complaints(moment, models[city])),
    );
    if (found.length > 0) return { reached, complaint: `seed ${seed}: ${found.join(", ")}` };
    if (arrived) reached += 1;
  }
  return { reached, complaint: null };
}

describe.each(["luan", "tongnan", "base"] as const)("10,000 random histories of %s", (city) => {
  it("W1 W2 W3: never reach 可发布, 入库 or 发布 without the levels and duties, and a fifth of them get there", () => {
    const { reached, complaint } = search(city, rules, HISTORIES);
    expect(complaint).toBeNull();
    expect(reached, "histories that reach 可发布").toBeGreaterThanOrEqual(HISTORIES / 5);
  });
});

describe("the generator", () => {
  it("brings items to 可发布 by the hard ways too: over a standing correction, after a return, after publication", () => {
    const ways = { corrected: 0, returned: 0, republished: 0 };
    const stage = { profile: profiles.tongnan, cast: casts.tongnan, rules, tries: tries.tongnan };
    for (let seed = 1; seed <= 2_000; seed += 1) {
      walk({ ...stage, random: randomFrom(seed) }, ({ history, event }) => {
        if (event !== "approved") return;
        if (trace(history, profiles.tongnan).corrections.length > 0) ways.corrected += 1;
        if (history.some((entry) => entry.action.kind === "return")) ways.returned += 1;
        if (history.some((entry) => entry.action.kind === "publish")) ways.republished += 1;
      });
    }
    for (const [way, count] of Object.entries(ways)) expect(count, way).toBeGreaterThan(50);
  });
});

const without = (name: string): readonly Rule[] => rules.filter((candidate) => candidate.name !== name);
const instead = (name: string, wrong: Rule): readonly Rule[] =>
  rules.map((candidate) => (candidate.name === name ? wrong : candidate));

/** 复审 and 终审 by two accounts of one person: the mistake of comparing accounts. */
const byAccount = rule("reviews", ["sign", "return"], (_action, { actor, course }) =>
  course.signatures.some(
    (signature) =>
      signature.valid && signature.step.startsWith("review") && signature.actor.accountId === actor.accountId,
  )
    ? refuse("E_SOD", "同一账号。")
    : null,
);
/** Authorship forgotten once the text has been signed for the first time. */
const forgetful = rule("author", ["sign", "return"], (action, { actor, course }) =>
  action.step !== "review-1" && course.authors.at(-1) === actor.personId && course.revision === 1
    ? refuse("E_SOD", "采编人。")
    : null,
);
/** Inverted: lets pass just what must be decided first. */
const inverted = rule("findings", ["sign"], (_action, { course }) =>
  course.pass?.undecided.error === 0 ? refuse("E_FINDING", "没有疑点。") : null,
);

interface Fault {
  readonly fault: string;
  readonly table: readonly Rule[];
  /** City in which the random histories must show it; null where only a sentence can. */
  readonly city: City | null;
}

const faults: readonly Fault[] = [
  { fault: "lets the author review", table: without("author"), city: "luan" },
  { fault: "forgets the author after the second revision", table: instead("author", forgetful), city: "luan" },
  { fault: "lets one person give two reviews", table: without("reviews"), city: "luan" },
  { fault: "compares accounts instead of persons", table: instead("reviews", byAccount), city: "luan" },
  { fault: "lets one person give two proofs", table: without("proofs"), city: "tongnan" },
  { fault: "lets any review and proof share a person", table: without("pairs"), city: "base" },
  { fault: "lets the corrector sign the next level", table: without("correction"), city: "tongnan" },
  { fault: "lets any role sign any step", table: without("role-named"), city: "luan" },
  { fault: "believes the role the statement claims", table: without("role-held"), city: "luan" },
  { fault: "lets system administration work on content", table: without("system"), city: "luan" },
  { fault: "takes signatures over other content", table: without("content"), city: "luan" },
  { fault: "takes steps out of order", table: without("stage"), city: "luan" },
  { fault: "asks for no gates", table: without("gates"), city: "luan" },
  { fault: "asks for no machine pass", table: without("machine"), city: "luan" },
  { fault: "inverts the rule of open findings", table: instead("findings", inverted), city: "luan" },
  { fault: "lets the author sign over ignored block findings", table: without("ignored-blocks"), city: "luan" },
  { fault: "takes any sample page", table: without("layout"), city: "tongnan" },
  { fault: "lets the author release", table: without("release-author"), city: "luan" },
  { fault: "lets anyone release", table: without("release-role"), city: "luan" },
  { fault: "releases before approval", table: without("release-stage"), city: "luan" },
  { fault: "publishes under any repository id", table: without("repository"), city: "luan" },
  { fault: "takes down what is not out", table: without("takedown-stage"), city: "luan" },
  { fault: "lets anyone take down", table: without("takedown-role"), city: "luan" },
  { fault: "takes down without words", table: without("takedown-reason"), city: null },
  { fault: "lets anyone edit", table: without("editing"), city: null },
  { fault: "overwrites a newer version", table: without("parent"), city: null },
  { fault: "returns without category and words", table: without("refusal"), city: null },
  { fault: "asks for no checklist", table: without("checklist"), city: null },
  { fault: "asks for no note", table: without("note"), city: null },
];

describe("deliberate faults in decide", () => {
  it.each(faults)("a decide that $fault contradicts a sentence", ({ table }) => {
    const faulty = decideWith(table);
    const contradicted = sentences.filter(({ story, actor, tries: propose, expect: wanted }) => {
      const decision = story().attempt(actor, propose, faulty);
      return (decision.allowed ? null : decision.code) !== wanted;
    });
    expect(contradicted.map(({ title }) => title)).not.toEqual([]);
  });

  it.each(faults.filter(({ city }) => city !== null))(
    "random histories expose a decide that $fault",
    ({ table, city }) => {
      expect(search(city ?? "luan", table, 3_000).complaint).not.toBeNull();
    },
  );
});
