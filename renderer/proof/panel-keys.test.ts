import { expect, test } from "vitest";
import type { Finding, Severity } from "../../shared/proofreading/finding";
import { proofText } from "../text/writing";
import type { PanelGroup } from "./dispositions";
import { wishOf } from "./panel-keys";

function groupOf(severity: Severity, open = true): PanelGroup {
  const lead: Finding = {
    rule: "r",
    pack: "builtin 1",
    category: "secrecy",
    severity,
    block: "p0",
    start: 0,
    end: 2,
    text: "机密",
    message: "",
    authority: "",
    suggestions: [],
    fix: "none",
    confidence: 1,
    print: "p",
  };
  return { id: "g", lead, findings: [lead], open: open ? [lead] : [], decided: null };
}

const at = (current: PanelGroup | null, stage = "draft", onPanel = true) => ({ current, stage, onPanel });

test("R21: the author who ignores a blocking finding is told why not and what to do instead", () => {
  for (const key of ["i", "I", "Delete"]) {
    expect(wishOf(key, at(groupOf("block")))).toEqual({ kind: "refuse", why: proofText.noIgnore });
    expect(wishOf(key, at(groupOf("error")))).toEqual({ kind: "ask", about: "ignore" });
    expect(wishOf(key, at(groupOf("block"), "review"))).toEqual({ kind: "ask", about: "ignore" });
    expect(wishOf(key, at(groupOf("block", false)))).toBeNull();
  }
  expect(proofText.noIgnore).toMatch(/不能忽略.*改正.*转人工/);
});

test("R21: the other keys ask for what the panel says of them, and foreign ones for nothing", () => {
  const place = at(groupOf("block"));
  expect(wishOf("A", place)).toEqual({ kind: "accept", choice: 0 });
  expect(wishOf("Enter", place)).toEqual({ kind: "accept", choice: 0 });
  expect(wishOf("Enter", at(groupOf("block"), "draft", false))).toBeNull();
  expect(wishOf("3", place)).toEqual({ kind: "accept", choice: 2 });
  expect(wishOf("h", place)).toEqual({ kind: "ask", about: "escalate" });
  expect(wishOf("Escape", at(null))).toEqual({ kind: "leave" });
  for (const key of ["i", "a", "h", "2"]) expect(wishOf(key, at(null))).toBeNull();
  for (const key of ["1", "x", "Tab", "F8", "Insert"]) expect(wishOf(key, place)).toBeNull();
});
