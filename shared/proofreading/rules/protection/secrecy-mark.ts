/** MC-07: secrecy marks. Naming a prohibition is not committing it: the bare words stay quiet. */
import { gb9704, stateSecrets } from "../../authority";
import type { DocumentRule, Match, TextBlock } from "../../rule";
import { secrecyMarks } from "../../secrecy";

export const secrecyMark: DocumentRule<TextBlock> = {
  id: "secrecy-mark",
  category: "secrecy",
  title: "涉密标志",
  severity: "block",
  fix: "none",
  authority: [stateSecrets(), gb9704("7.2.2")],
  confidence: 0.98,
  scope: "document",
  facts: (block) => block,
  judge: (facts) => placed(facts.map(({ fact }) => fact)),
  wrong: [
    { text: "⟦机密★10年⟧" },
    { text: "某市人民政府文件\n⟦秘 密 ☆ 5 年⟧" },
    { text: "⟦密级：秘密⟧，编号3" },
    { text: "⟦内部资料 不得外传⟧" },
    { text: "⟦内部文件，注意保存⟧" },
    { text: "⟦绝密⟧\n关于某项工作的通知" },
    { text: "⟦保密期限：１０年⟧" },
  ],
  right: [
    "严格执行“上网信息不涉密、涉密信息不上网”要求，不得泄露国家秘密。",
    "机密文件管理制度由保密部门制定。",
    "按照《保守国家秘密法》规定，国家秘密的密级分为绝密、机密、秘密三级。",
    "**机密**一词的含义，以及内部资料的管理。",
    "任何单位不得将内部资料外传。",
    "密级：公开",
  ],
};

/** One text, so that marks split over two lines and the head of the document are seen; then back to the blocks. */
function placed(blocks: readonly TextBlock[]): Match[] {
  const starts: number[] = [];
  let whole = "";
  for (const block of blocks) {
    starts.push(whole.length);
    whole += `${block.text.replace(/\n/g, " ")}\n`;
  }
  let index = 0;
  return secrecyMarks(whole).flatMap((mark) => {
    while (index + 1 < starts.length && (starts[index + 1] ?? 0) <= mark.start) index += 1;
    const block = blocks[index];
    const start = mark.start - (starts[index] ?? 0);
    if (block === undefined) return [];
    const end = Math.min(mark.end - (starts[index] ?? 0), block.text.length);
    const message = "发现涉密标志：涉密信息不得在此处理、保存和上报，请立即删除并报保密审查员。";
    return [{ block: block.id, start, end, message }];
  });
}
