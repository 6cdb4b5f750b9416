/** Manuscripts as they are submitted: each another text of about a thousand characters, with the ledger of its own machine pass. */
import { installedSpelling } from "../../node/spelling-pack";
import { type Inspector, inspectorOf } from "../../platform/effects/inspection";
import { type Engine, inspectWith } from "../../platform/effects/inspection-engine";
import type { PackShelf } from "../../platform/packs/shelf";
import { type Content, contentOf } from "../../shared/model/content";
import { emptyMetadata, type Metadata } from "../../shared/model/metadata";
import { type Ledger, ledgerOf } from "../../shared/proofreading/ledger";
import { withSpelling } from "../../shared/proofreading/packs/spelling-pack";
import { dayOf } from "../../shared/proofreading/run";
import { profiles } from "../../shared/workflow/profiles/index";
import { site } from "./city";

export interface Manuscript {
  readonly content: Content;
  readonly ledger: Ledger;
}

const metadata: Metadata = {
  ...emptyMetadata,
  itemType: "notice",
  columnId: "notices",
  category: "通知公告",
  disclosure: "主动公开",
  generatedOn: "2026-11-20",
  timeLimit: "常年公开",
  audience: "面向全社会",
  writer: "负载测试",
};

const sentences = [
  "为方便群众办事，便民服务中心自本月起实行预约办理，请携带有效证件按时前往。",
  "各窗口工作人员应当耐心解答群众提出的问题，对材料不齐的一次性告知需要补充的内容。",
  "老年人和行动不便的群众可以由工作人员上门办理，也可以委托家人代为办理。",
  "办理结果通过手机短信告知，群众也可以到窗口领取纸质材料。",
  "预约成功后因故不能前往的，请提前一天取消，以便其他群众预约。",
];
const PARAGRAPHS = 6;

function contentNumber(number: number): Content {
  const blocks = Array.from({ length: PARAGRAPHS }, (_, at) => {
    const body = sentences.map((_each, turn) => sentences[(turn + at + number) % sentences.length]).join("");
    const text = `第${number}号事项第${at + 1}段：${body}`;
    return {
      kind: "paragraph" as const,
      id: `p${at + 1}`,
      align: "left" as const,
      runs: [{ text, marks: [], link: null }],
    };
  });
  const indexNumber = `YS0000009/2026-${String(number % 100_000).padStart(5, "0")}`;
  return contentOf({ title: `便民服务中心第${number}号事项办理时间调整`, blocks }, { ...metadata, indexNumber });
}

/** The pass as the platform's threads make it, spelling and all. */
export const wholeEngine: Engine = {
  run: async (request) => inspectWith(request, (list) => withSpelling(list, installedSpelling())),
  stop: async () => undefined,
};

/** Goes by the same packs as the platform; nobody decides anything, since a submission may bring open findings. */
export async function manuscripts(packs: PackShelf, count: number): Promise<readonly Manuscript[]> {
  const inspector: Inspector = inspectorOf({ engine: wholeEngine, packs, clock: () => new Date() });
  const day = dayOf(new Date().toISOString());
  const made: Manuscript[] = [];
  for (let number = 1; number <= count; number += 1) {
    const content = contentNumber(number);
    const report = await inspector.inspect(content, { day, site: { site, profile: profiles[site] } });
    made.push({ content, ledger: ledgerOf(report, []) });
  }
  return made;
}
