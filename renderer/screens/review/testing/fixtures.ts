/** An item under review, as the tests of the review screen see it. */
import type { ItemDetail } from "../../../../shared/http/item";
import { contentHash, contentOf } from "../../../../shared/model/content";
import { emptyMetadata } from "../../../../shared/model/metadata";
import type { Account } from "../../../../shared/model/person";
import type { Finding } from "../../../../shared/proofreading/finding";
import type { Ledger } from "../../../../shared/proofreading/ledger";
import type { Digest } from "../../../../shared/schema";
import type { Action, HistoryEntry } from "../../../../shared/workflow/history";
import { profiles } from "../../../../shared/workflow/profiles/index";
import type { Matter } from "../verdict";

export const { luan, tongnan } = profiles;

export const textOf = (text: string) =>
  contentOf(
    {
      title: "关于防汛的通知",
      blocks: [{ kind: "paragraph", id: "p1", align: "left", runs: [{ text, marks: [], link: null }] }],
    },
    { ...emptyMetadata, columnId: "tzgg" },
  );
export const first = contentHash(textOf("旧文"));
export const content = textOf("新文");
export const hash = contentHash(content);
export const digest = (letter: string): Digest => `sha-256:${letter.repeat(64)}`;

export const person = (personId: string, name: string, roles: string[]): Account => ({
  accountId: `a-${personId}`,
  personId,
  name,
  site: "luan",
  unitId: "u1",
  unitName: "市政府办公室",
  roles,
});
export const writer = person("p1", "张晓岚", ["编辑员", "信息员"]);
export const reviewer = person("p2", "李建国", ["审核员", "分管负责人", "科室负责人"]);

export const finding = (severity: Finding["severity"], start: number, text = "做好"): Finding => ({
  rule: "confusion",
  pack: "rules 2026.11.1",
  category: "文字",
  severity,
  block: "p1",
  start,
  end: start + text.length,
  text,
  message: "请核对用词。",
  authority: "",
  suggestions: [],
  fix: "none",
  confidence: 0.9,
  print: `${text} ${start}`,
});
export const ledgerOver = (findings: Finding[]): Ledger => ({
  format: "caibian-ledger/1",
  contentHash: hash,
  status: "complete",
  packs: [],
  findings,
  entries: [],
});

export function historyOf(...steps: readonly (readonly [Account, Action])[]): HistoryEntry[] {
  return steps.map(([account, action], seq) => ({
    seq,
    at: `2026-11-22T01:${10 + seq}:00.000Z`,
    actor: { accountId: account.accountId, personId: account.personId, name: account.name, roles: account.roles },
    action,
  }));
}
export const edit = (contentHashOf: Digest, parent: Digest | null, revision: number): Action => ({
  kind: "edit",
  contentHash: contentHashOf,
  parent,
  revision,
  itemType: "notice",
  important: false,
});
export const sign = (letter: string, note = ""): Action => ({
  kind: "sign",
  contentHash: hash,
  step: "review-1",
  role: "编辑员",
  layoutHash: null,
  ledgerHash: digest("e"),
  statementHash: digest(letter),
  gates: [...luan.review.gates],
  checks: [],
  note,
});

export const history = historyOf(
  [writer, edit(first, null, 1)],
  [writer, edit(hash, first, 2)],
  [writer, sign("a", "请审")],
);

export const detailOf = (entries: HistoryEntry[], ledger: Ledger): ItemDetail => ({
  summary: {
    itemId: "i1",
    site: "luan",
    title: "关于防汛的通知",
    itemType: "notice",
    columnId: "tzgg",
    important: false,
    revision: 2,
    contentHash: hash,
    phase: "in-review",
    nextStep: "复审",
    waitingForMe: true,
    mine: false,
    updatedAt: "2026-11-22T01:20:00.000Z",
  },
  content,
  ledger,
  history: entries,
  statements: [],
  receipts: [],
  repoId: null,
  publicPath: "",
});
export const matterOf = (ledger: Ledger, over: Partial<Matter> = {}): Matter => ({
  detail: detailOf(history, ledger),
  ledger,
  account: reviewer,
  profile: luan,
  ...over,
});
export const ticked = {
  gates: luan.review.gates,
  checks: (luan.review.steps[1]?.checklist ?? []).map((line) => line.id),
  note: "",
};
