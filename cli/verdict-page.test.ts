import { describe, expect, it } from "vitest";
import { verdictPage } from "./verdict-page";

const said = "证据包    a.cbpack\n稿件      标题\n───  ──\n1   初审\n结论：有效。未被改动。\n";

describe("the verdict of a double click", () => {
  it("puts what it comes to before everything else, without a terminal's ruled lines", () => {
    const page = verdictPage("a.cbpack", said);
    expect(page.indexOf("结论：有效")).toBeLessThan(page.indexOf("稿件"));
    expect(page).toContain('<p class="good">');
    expect(page).not.toContain("─");
  });

  it("shows as doubtful whatever is not plainly valid, also when there is no conclusion at all", () => {
    for (const line of ["结论：无效。", "结论：待平台确认。", "✗ 无效：坏了", "✗ 打不开这个文件"]) {
      expect(verdictPage("a", line), line).toContain('<p class="care">');
    }
    expect(verdictPage("a", "")).not.toContain('class="good"');
  });

  it("lets a manuscript's title or a file's name be text and nothing else", () => {
    const page = verdictPage("<img src=x>", said.replace("标题", "<script>alert(1)</script>"));
    expect(page).not.toMatch(/<img|<script/);
  });
});
