import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../shared/canonical";
import { contentHash } from "../../shared/model/content";
import type { Ledger } from "../../shared/proofreading/ledger";
import { notice } from "../testing/work";
import { formOf, requestText } from "./revise";

const content = notice();
const ledger: Ledger = {
  format: "caibian-ledger/1",
  contentHash: contentHash(content),
  status: "complete",
  packs: [],
  findings: [],
  entries: [],
};

describe("the digest of a submission", () => {
  it("is over the canonical form of route, item and body, the content named by its hash: what earlier versions kept", () => {
    for (const parent of [null, contentHash(content)]) {
      const body = { parent, content, ledger };
      const whole = { route: "items.revise", itemId: "item-1", body: { ...body, content: contentHash(content) } };
      const given = { itemId: "item-1", body };
      expect(requestText(given, formOf(content, ledger))).toBe(canonicalJson(whole));
    }
  });
});
