/** What people do with items, step by step, for tests that play whole journeys or stop in the middle. */

import { randomUUID } from "node:crypto";
import type { AttachmentText } from "../../shared/attachments/extract";
import { type Content, contentHash, contentOf } from "../../shared/model/content";
import { emptyMetadata, type Metadata } from "../../shared/model/metadata";
import { type Ledger, ledgerHash, ledgerOf, undecided } from "../../shared/proofreading/ledger";
import { dayOf } from "../../shared/proofreading/run";
import type { ReviewStatement } from "../../shared/trust/statement";
import { roleFor } from "../../shared/workflow/available";
import type { Step, StepId } from "../../shared/workflow/profile";
import { replay } from "../../shared/workflow/replay";
import { attachmentsOf } from "../effects/attachments";
import { type Answer, type Desk, fingerprint } from "./desk";
import type { TestPlatform } from "./platform";

export const metadata: Metadata = {
  ...emptyMetadata,
  itemType: "notice",
  columnId: "notices",
  category: "通知公告",
  disclosure: "主动公开",
  generatedOn: "2026-11-20",
  timeLimit: "常年公开",
  audience: "面向全社会",
  writer: "林初晴",
};

export const clean = "为方便群众办事，便民服务中心自本月起实行预约办理，请携带有效证件按时前往。";

/** Two items never share a 信息索取号 (XY-0). */
let numbers = 0;

export function notice(
  body: string = clean,
  more: Partial<Metadata> = {},
  title = "便民服务中心办理时间调整",
): Content {
  const runs = [{ text: body, marks: [], link: null }];
  numbers += 1;
  const indexNumber = `YS0000009/2026-${String(numbers).padStart(5, "0")}`;
  return contentOf(
    { title, blocks: [{ kind: "paragraph", id: "p1", align: "left", runs }] },
    { ...metadata, indexNumber, ...more },
  );
}

/** The ledger of an honest desk: own run, and a reason for every finding that needs one. */
export async function ledgerFor(
  platform: TestPlatform,
  desk: Desk,
  content: Content,
  attachments: readonly AttachmentText[] = [],
): Promise<Ledger> {
  const { inspector, clock } = platform.services;
  const at = clock().toISOString();
  const report = await inspector.inspect(content, { day: dayOf(at), site: desk.site, attachments });
  const { personId, person } = desk.person;
  const entries = undecided({ findings: report.findings, entries: [] }).map((finding) => ({
    finding,
    disposition: "ignore" as const,
    reason: "已核对原文，用法无误。",
    personId,
    name: person.name,
    at,
    stage: "draft",
    group: null,
  }));
  return ledgerOf(report, entries);
}

export interface Draft {
  readonly itemId: string;
  readonly content: Content;
}

export async function revise(
  platform: TestPlatform,
  desk: Desk,
  draft: Draft & { readonly parent?: string | null; readonly ledger?: Ledger; readonly key?: string },
): Promise<Answer> {
  const attachments = await attachmentsOf(platform.services, draft.content);
  const ledger = draft.ledger ?? (await ledgerFor(platform, desk, draft.content, attachments));
  return desk.ask("items.revise", {
    params: { itemId: draft.itemId },
    body: { parent: draft.parent ?? null, content: draft.content, ledger },
    ...(draft.key === undefined ? {} : { key: draft.key }),
  });
}

/** What an honest desk would sign at the item's next step, or at `step`. */
export async function statementFor(
  desk: Desk,
  itemId: string,
  wanted: Partial<ReviewStatement> = {},
): Promise<{ said: ReviewStatement; ledger: Ledger }> {
  const detail = await desk.read(itemId);
  const { profile, profileHash, site } = desk.site;
  const state = replay(detail.history, profile);
  const step = stepNamed(desk, wanted.step ?? state.next);
  const { person, personId, accountId } = desk.person;
  const actor = { accountId, personId, name: person.name, roles: [...person.roles] };
  const facts = { itemType: detail.summary.itemType, important: detail.summary.important };
  const said: ReviewStatement = {
    type: "caibian-review/1",
    site,
    itemId,
    revision: state.revision,
    title: detail.content.document.title,
    contentHash: contentHash(detail.content),
    layoutHash: step.layout ? state.layoutHash : null,
    step: step.id,
    stepName: step.name,
    decision: "approve",
    category: null,
    note: "内容属实，社会效应平稳，同意。",
    gates: step.gates ? [...profile.review.gates] : [],
    checks: step.checklist.map((line) => line.id),
    ledgerHash: ledgerHash(detail.ledger),
    previousStatement: state.lastStatementHash,
    signer: {
      personId,
      accountId,
      name: person.name,
      role: roleFor(actor, step, facts) ?? person.post,
      certificate: fingerprint(desk.signer),
    },
    profile: { id: profile.id, version: profile.version, hash: profileHash },
    nonce: await desk.nonce(),
    signedAt: desk.now(),
    ...wanted,
  };
  return { said, ledger: detail.ledger };
}

function stepNamed(desk: Desk, id: StepId | null): Step {
  const step = desk.site.profile.review.steps.find((candidate) => candidate.id === id);
  if (step === undefined) throw new Error("no step is waiting");
  return step;
}

/** Signs and delivers. */
export async function sign(desk: Desk, itemId: string, wanted: Partial<ReviewStatement> = {}): Promise<Answer> {
  const { said, ledger } = await statementFor(desk, itemId, wanted);
  return deliver(desk, said, ledger);
}

export async function deliver(desk: Desk, said: ReviewStatement, ledger: Ledger): Promise<Answer> {
  const signed = await desk.signStatement(said);
  return desk.ask(said.step === "secrecy" ? "items.secrecy" : "items.review", {
    params: { itemId: said.itemId },
    body: { signed, ledger },
  });
}

export const newItem = (): string => `item-${randomUUID()}`;
