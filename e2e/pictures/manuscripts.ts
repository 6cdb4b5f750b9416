/** What the pictures show: the demo's notice, and short invented drafts beside it, so that the lists are not bare. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";

export interface Manuscript {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const text = (title: string, ...paragraphs: readonly string[]): Manuscript => ({
  name: `${title}.txt`,
  bytes: new TextEncoder().encode([title, ...paragraphs].join("\n")),
});

export const drafts: readonly Manuscript[] = [
  text(
    "关于开展2026年农村饮水安全排查的通知",
    "各乡镇人民政府，各有关单位：",
    "为保障汛期农村饮水安全，现就开展排查工作通知如下。",
    "一、排查范围",
    "全区集中供水工程和分散供水点。",
  ),
  text(
    "区政务服务中心端午节期间办事窗口安排",
    "端午节期间，区政务服务中心不动产登记、社会保障窗口照常受理，其他事项可以网上办理。",
  ),
  text("《区城市更新三年行动方案》政策解读", "一、出台背景", "为改善老城区居住条件，区人民政府印发了行动方案。"),
];

/** Slips of five kinds, each with what stands there instead. The ID number is the example of GB 11643. */
const slips: readonly (readonly [right: string, wrong: string])[] = [
  ["把防灾责任落实", "把防灾责任责任落实"],
  ["逐点明确防灾责任人", "按布署逐点明确防灾责任人"],
  ["及时更新台账信息", "及时更新台账信息（联系人身份证号11010519491231002X）"],
  ["确保通信畅通。", "确保通信畅通。请于2026年6月29日（星期二）前报送落实情况。"],
  ["严禁迟报、漏报、瞒报。", "严禁迟报、漏报、瞒报（国发[2019]13号）。"],
];

/** The demo's notice with the slips in it. @throws Error when the notice no longer has their places. */
export function noticeWithSlips(): Manuscript {
  const file = join(import.meta.dirname, "..", "manuscripts", "notice.txt");
  const damaged = slips.reduce(
    (words, [right, wrong]) => {
      if (!words.includes(right)) throw new Error(`通知里没有“${right}”`);
      return words.replace(right, wrong);
    },
    readFileSync(file, "utf8"),
  );
  return { name: "notice.txt", bytes: new TextEncoder().encode(damaged) };
}

const word = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;

/** The attachment that the notice names. */
export function dutyTable(): Manuscript {
  const lines = ["汛期地质灾害防范工作任务分工表", "区应急管理部门：统一发布预警信息。", "各乡镇：组织巡查和转移。"];
  const body = lines.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join("");
  const bytes = zipSync({ "word/document.xml": strToU8(word(body)) });
  return { name: "汛期地质灾害防范工作任务分工表.docx", bytes };
}

/** What a reviewer asks for, and what the author writes in answer. */
export const request = "第三部分请写明预警信息由哪个部门统一发布。";
export const answer = "预警信息由区应急管理部门统一发布，其他单位不得擅自发布。";
