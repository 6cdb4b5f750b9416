/**
 * The practice item 练习稿 (A4): a short notice with planted errors and the way through it. It is nobody's manuscript: it
 * lives in one window, is never stored, never an item, and cannot be sent.
 */
import { type Content, contentOf } from "../../../shared/model/content";
import type { ManuscriptDocument } from "../../../shared/model/manuscript";
import { emptyMetadata } from "../../../shared/model/metadata";
import { type Finding, needsDisposition, type Report } from "../../../shared/proofreading/finding";
import { applySuggestion } from "../../../shared/proofreading/fix";

/** What was planted, as it stands in the text, and what each shows to somebody new. */
export const planted: readonly { readonly text: string; readonly lesson: string }[] = [
  { text: "[2026]12号", lesson: "发文字号的年份用六角括号〔〕" },
  { text: "布署", lesson: "错别字：应为“部署”" },
  { text: "的的", lesson: "多字：连写了两个“的”" },
  { text: "13812345678", lesson: "个人信息：公开前须脱敏" },
];

const paragraphs = [
  "根据市政府办公室[2026]12号文件要求，现就做好夏季防溺水工作通知如下。",
  "各单位要认真研究布署，落实责任到人，加强重点水域的的巡查。",
  "遇有险情请联系值班人员，手机13812345678。",
] as const;

export const practiceText: ManuscriptDocument = {
  title: "关于做好夏季防溺水工作的通知",
  blocks: paragraphs.map((text, at) => ({
    kind: "paragraph",
    id: `practice-${at + 1}`,
    align: "left",
    runs: [{ text, marks: [], link: null }],
  })),
};

export interface Practice {
  readonly document: ManuscriptDocument;
  /** The last machine pass; null before the first. */
  readonly report: Report | null;
  /** Whether the text was changed after it. */
  readonly changed: boolean;
  /** Prints of findings that were ignored, each with a reason. */
  readonly ignored: ReadonlyMap<string, string>;
}

export const begun: Practice = { document: practiceText, report: null, changed: false, ignored: new Map() };

export const contentToCheck = ({ document }: Practice): Content => contentOf(document, emptyMetadata);

/** Metadata is no part of the exercise. */
const isInText = ({ block }: Finding): boolean => !block.startsWith("meta.");

/** What still waits for a decision. */
export function openFindings({ report, ignored }: Practice): readonly Finding[] {
  const inText = report?.findings.filter((each) => isInText(each) && needsDisposition(each)) ?? [];
  return inText.filter(({ print }) => !ignored.has(print));
}

export type Step = "proof" | "decide" | "again" | "done";

/** The same order as with a real manuscript: proofread, decide each finding, proofread what was changed. */
export function stepOf(practice: Practice): Step {
  if (practice.report === null) return "proof";
  if (openFindings(practice).length > 0) return "decide";
  return practice.changed ? "again" : "done";
}

export const checked = (practice: Practice, report: Report): Practice => ({ ...practice, report, changed: false });

/** Takes a suggestion; the other findings of the pass stay where they are until the next one. */
export function accept(practice: Practice, finding: Finding): Practice {
  const [suggestion] = finding.suggestions;
  if (suggestion === undefined || practice.report === null) return practice;
  const document = applySuggestion(practice.document, finding, suggestion);
  const shift = suggestion.length - finding.text.length;
  const findings = practice.report.findings
    .filter((each) => each !== finding)
    .map((each) =>
      each.block === finding.block && each.start >= finding.end
        ? { ...each, start: each.start + shift, end: each.end + shift }
        : each,
    );
  return { ...practice, document, changed: true, report: { ...practice.report, findings } };
}

export const ignore = (practice: Practice, finding: Finding, reason: string): Practice => ({
  ...practice,
  ignored: new Map(practice.ignored).set(finding.print, reason),
});

/** What the person types; findings of before belong to another text. */
export function retype(practice: Practice, blockId: string, text: string): Practice {
  const blocks = practice.document.blocks.map((block) =>
    block.id === blockId && block.kind === "paragraph" ? { ...block, runs: [{ text, marks: [], link: null }] } : block,
  );
  const report =
    practice.report === null
      ? null
      : { ...practice.report, findings: practice.report.findings.filter(({ block }) => block !== blockId) };
  return { ...practice, document: { ...practice.document, blocks }, report, changed: true };
}
