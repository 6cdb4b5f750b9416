import { describe, expect, it } from "vitest";
import type { Anchors } from "../../shared/trust/anchors";
import { refuseForeign, refuseForeignForm } from "./foreign";

const digest = (letter: string) => `sha-256:${letter.repeat(64)}`;
const anchors: Anchors = {
  site: "luan",
  name: "六安市",
  root: new Uint8Array(),
  profileKey: digest("a"),
  receiptKey: digest("b"),
};
const feed = { site: "luan", receiptKey: digest("b"), epoch: "e", entries: [], next: 0 };
const summary = {
  itemId: "item-1",
  site: "luan",
  title: "通知",
  itemType: "notice",
  columnId: "notices",
  important: false,
  revision: 1,
  contentHash: digest("c"),
  phase: "draft",
  nextStep: "",
  waitingForMe: false,
  mine: true,
  updatedAt: "2026-11-22T02:00:00.000Z",
};

describe("answers of another platform", () => {
  it("are refused by name: another city's feed, another receipt key, one foreign item in a list", () => {
    const foreign = [
      ["changes.list", { ...feed, site: "tongnan" }],
      ["changes.list", { ...feed, receiptKey: digest("d") }],
      ["items.list", { items: [summary, { ...summary, site: "tongnan" }] }],
    ] as const;
    for (const [route, answer] of foreign) {
      expect(() => refuseForeign(route, answer, anchors)).toThrow(expect.objectContaining({ code: "E_FOREIGN" }));
    }
    expect(() => refuseForeign("items.list", { items: [{ ...summary, site: "tongnan" }] }, anchors)).toThrow("tongnan");
  });

  it("are refused in a form of a newer version too, as far as it says whose it is", () => {
    const foreign = { ...summary, site: "tongnan", novelty: true };
    for (const raw of [foreign, { summary: foreign }, { items: [7, { ...summary, novelty: 1 }, foreign] }]) {
      expect(() => refuseForeignForm(raw, anchors)).toThrow(expect.objectContaining({ code: "E_FOREIGN" }));
    }
    for (const raw of [null, "x", { items: [summary, null] }, { anything: 1 }]) {
      expect(() => refuseForeignForm(raw, anchors)).not.toThrow();
    }
  });

  it("one's own city's answers pass, and those that name no city", () => {
    expect(() => refuseForeign("changes.list", feed, anchors)).not.toThrow();
    expect(() => refuseForeign("items.list", { items: [summary] }, anchors)).not.toThrow();
    expect(() => refuseForeign("columns.list", { columns: [] }, anchors)).not.toThrow();
  });
});
