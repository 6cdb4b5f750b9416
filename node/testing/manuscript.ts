/** People, a text and a ledger, for tests of the evidence pack. */
import { type Content, contentOf } from "../../shared/model/content";
import { emptyMetadata } from "../../shared/model/metadata";
import type { Actor } from "../../shared/model/person";
import type { Finding } from "../../shared/proofreading/finding";
import type { Ledger } from "../../shared/proofreading/ledger";

const names: Readonly<Record<string, string>> = {
  wang: "王文采",
  zhao: "赵初审",
  sun: "孙复审",
  wu: "吴终审",
  zheng: "郑发布",
  li: "李一审",
  feng: "冯一校",
  qian: "钱二校",
  zhou: "周三校",
  chen: "陈保密",
};

export function person(personId: string, ...roles: string[]): Actor {
  return { accountId: `a-${personId}`, personId, name: names[personId] ?? personId, roles };
}

export function article(text: string, title = "关于延长政务服务大厅办公时间的通知"): Content {
  const runs = [{ text, marks: [], link: null }];
  return contentOf(
    { title, blocks: [{ kind: "paragraph", id: "b1", align: "left", runs }] },
    { ...emptyMetadata, itemType: "news", disclosure: "主动公开", writer: "王文采" },
  );
}

/** A pass with one warning, which the writer ignored with a reason. */
export function ledgerAbout(hash: string, actor: Actor, at: string): Ledger {
  const finding: Finding = {
    rule: "duplicated-word",
    pack: "rules 2026.11.1",
    category: "重复",
    severity: "warning",
    block: "b1",
    start: 0,
    end: 2,
    text: "照照",
    message: "相邻两字重复。",
    authority: "GB/T 15834",
    suggestions: ["照"],
    fix: "suggest",
    confidence: 0.6,
    print: "duplicated-word 照照",
  };
  const { personId, name } = actor;
  const entry = {
    finding,
    disposition: "ignore",
    reason: "确为原文引用",
    personId,
    name,
    at,
    stage: "draft",
    group: null,
  } as const;
  return {
    format: "caibian-ledger/1",
    contentHash: hash,
    status: "complete",
    packs: [],
    findings: [finding],
    entries: [entry],
  };
}
