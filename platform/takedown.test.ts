/** 撤稿 (W9, PB-6, TN-25, TN-26) and 更正 (TN-20), from the order to the public page and the evidence pack. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeCheck } from "../node/signature-check";
import { fromBase64 } from "../shared/bytes";
import { routes } from "../shared/http/routes";
import { type Content, contentHash } from "../shared/model/content";
import { ledgerHash } from "../shared/proofreading/ledger";
import { receipt } from "../shared/trust/receipt";
import { statementHash, type TakedownOrder } from "../shared/trust/statement";
import { type PackVerdict, verifyPack } from "../shared/trust/verdict";
import { replay } from "../shared/workflow/replay";
import { takedownRoleOf } from "../shared/workflow/takedown";
import { type Answer, type Desk, fingerprint, signIn, succeeded, verdict } from "./testing/desk";
import { openTestPlatform, type TestPlatform } from "./testing/platform";
import { newItem, notice, revise, sign, statementFor } from "./testing/work";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

const luan = (name: string): Promise<Desk> => signIn(platform, "luan", name);
const cast = ["林初晴", "沈亦谦", "顾长宁"];

async function cycle(itemId: string, content: Content, parent: Content | null): Promise<string> {
  const before = parent === null ? null : contentHash(parent);
  expect(verdict(await revise(platform, await luan("林初晴"), { itemId, content, parent: before }))).toBe("200");
  for (const name of cast) expect(verdict(await sign(await luan(name), itemId))).toBe("200");
  const desk = await luan("苏晚舟");
  const entered = await desk.ask("repo.ingest", { body: { itemId, contentHash: contentHash(content) } });
  const { repoId } = receipt.parse(JSON.parse(succeeded(entered).receipt.receipt));
  expect(verdict(await desk.ask("repo.publish", { body: { repoId } }))).toBe("200");
  return repoId ?? "";
}

async function published(content = notice()): Promise<{ itemId: string; content: Content; repoId: string }> {
  const itemId = newItem();
  return { itemId, content, repoId: await cycle(itemId, content, null) };
}

async function orderFor(desk: Desk, itemId: string, wanted: Partial<TakedownOrder> = {}): Promise<TakedownOrder> {
  const detail = await desk.read(itemId);
  const { profile, profileHash, site } = desk.site;
  const state = replay(detail.history, profile);
  const { person, personId, accountId } = desk.person;
  return {
    type: "caibian-takedown/1",
    site,
    itemId,
    revision: state.revision,
    title: detail.content.document.title,
    contentHash: contentHash(detail.content),
    repoId: state.repoId ?? "none",
    layoutHash: null,
    step: "takedown",
    stepName: "撤稿",
    decision: "takedown",
    category: "sensitive",
    note: "附件含个人信息，先行撤下。",
    gates: [],
    checks: [],
    ledgerHash: ledgerHash(detail.ledger),
    previousStatement: state.lastStatementHash,
    signer: {
      personId,
      accountId,
      name: person.name,
      role: takedownRoleOf({ roles: [...person.roles] }, profile) ?? "",
      certificate: fingerprint(desk.signer),
    },
    profile: { id: profile.id, version: profile.version, hash: profileHash },
    nonce: await desk.nonce(),
    signedAt: desk.now(),
    ...wanted,
  };
}

async function orders(desk: Desk, itemId: string, wanted: Partial<TakedownOrder> = {}, key?: string): Promise<Answer> {
  const signed = await desk.signStatement(await orderFor(desk, itemId, wanted));
  const again = key === undefined ? {} : { key };
  return desk.ask("items.takedown", { params: { itemId }, body: { signed }, ...again });
}

const page = (path: string) => platform.app.inject({ method: "GET", url: path });
const pathOf = (repoId: string): string => `/public/site/luan/items/${repoId}`;

async function packOf(itemId: string): Promise<PackVerdict> {
  const desk = await luan("林初晴");
  const answer = await desk.ask("items.evidence", { params: { itemId } });
  const { bytes } = routes["items.evidence"].reply.parse(answer.body);
  return verifyPack(fromBase64(bytes), desk.site.anchors, nodeCheck);
}

const faults = (pack: PackVerdict): string[] => [
  ...pack.checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`),
  ...pack.rows.filter(({ valid }) => !valid).map(({ stepName, reason }) => `${stepName}: ${reason}`),
];

describe("a takedown order", () => {
  it("W9, TN-26: takes the page, its place in the list and nothing else off at once, with receipt and register", async () => {
    const { itemId, content, repoId } = await published(notice(undefined, {}, "预约办理的通知（撤稿一）"));
    const other = await published(notice(undefined, {}, "预约办理的通知（留存）"));
    expect((await page(pathOf(repoId))).statusCode).toBe(200);
    const desk = await luan("沈亦谦");
    const answer = await orders(desk, itemId);
    expect(verdict(answer), JSON.stringify(answer.body).slice(0, 300)).toBe("200");
    const taken = receipt.parse(JSON.parse(succeeded(answer).receipt.receipt));
    expect(taken).toMatchObject({ event: "takedown", repoId, contentHash: contentHash(content) });
    const gone = await page(pathOf(repoId));
    expect(gone.statusCode).toBe(410);
    expect(gone.body).toContain("已由发布单位撤下");
    expect(gone.body).not.toContain("便民服务中心");
    const list = (await page("/public/site/luan")).body;
    expect(list).not.toContain("撤稿一");
    expect(list).toContain("留存");
    expect((await page(pathOf(other.repoId))).statusCode).toBe(200);
    const { summary, publicPath } = await desk.read(itemId);
    expect([summary.phase, publicPath]).toEqual(["withdrawn", ""]);
    const removal = await platform.services.store.db
      .selectFrom("removals")
      .selectAll()
      .where("repo_id", "=", repoId)
      .executeTakeFirst();
    expect(removal).toMatchObject({ kind: "takedown", category: "sensitive", statement_hash: taken.statementHash });
  });

  it("W9: stands in the evidence pack with signature, reason and the number of the original, and the pack verifies", async () => {
    const { itemId } = await published();
    expect(
      verdict(await orders(await luan("沈亦谦"), itemId, { note: "内容有误，先撤下。", category: "mistake" })),
    ).toBe("200");
    const pack = await packOf(itemId);
    expect(faults(pack)).toEqual([]);
    expect([pack.ok, pack.phase]).toEqual([true, "已撤稿"]);
    expect(pack.rows.at(-1)).toMatchObject({
      stepName: "撤稿",
      decision: "takedown",
      note: "内容有误，先撤下。",
      person: "沈亦谦",
      valid: true,
      standing: true,
    });
  });

  it("TN-25: brings nothing back with the old signatures; after a whole new cycle the text is out again, and the old page points to it", async () => {
    const first = await published();
    const desk = await luan("苏晚舟");
    expect(verdict(await orders(desk, first.itemId))).toBe("200");
    expect(verdict(await desk.ask("repo.publish", { body: { repoId: first.repoId } }))).toBe("409 E_STAGE");
    const entering = { body: { itemId: first.itemId, contentHash: contentHash(first.content) } };
    expect(verdict(await desk.ask("repo.ingest", entering))).toBe("409 E_STAGE");
    const changed = notice("预约办理自下月起实行，请携带证件。", { ...first.content.metadata });
    const repoId = await cycle(first.itemId, changed, first.content);
    expect((await page(pathOf(repoId))).statusCode).toBe(200);
    expect((await page(pathOf(first.repoId))).statusCode).toBe(410);
    const pack = await packOf(first.itemId);
    expect(faults(pack)).toEqual([]);
    expect(pack.phase).toBe("已发布");
  });

  it("takes effect once, however often it is delivered; a second order finds nothing to take down", async () => {
    const { itemId } = await published();
    const desk = await luan("沈亦谦");
    const signed = await desk.signStatement(await orderFor(desk, itemId));
    const deliver = () => desk.ask("items.takedown", { params: { itemId }, body: { signed }, key: `op-${itemId}` });
    const [one, two] = [await deliver(), await deliver()];
    expect(two.body).toEqual(one.body);
    expect(verdict(await orders(desk, itemId))).toBe("409 E_STATE");
  });

  it("is refused in another's name, over other content, over another number, without a duty, and as a review signature", async () => {
    const { itemId } = await published();
    const desk = await luan("沈亦谦");
    const wrong = `sha-256:${"0".repeat(64)}`;
    expect(verdict(await orders(desk, itemId, { contentHash: wrong }))).toBe("409 E_HASH");
    expect(verdict(await orders(desk, itemId, { ledgerHash: wrong }))).toBe("409 E_HASH");
    expect(verdict(await orders(desk, itemId, { previousStatement: null }))).toBe("409 E_HASH");
    expect(verdict(await orders(desk, itemId, { repoId: "luan-2026-999999" }))).toBe("409 E_REPO");
    const { signer } = await orderFor(desk, itemId);
    expect(verdict(await orders(desk, itemId, { signer: { ...signer, role: "来访者" } }))).toBe("403 E_PERM");
    const stranger = await luan("顾长宁");
    const order = await orderFor(desk, itemId);
    const forged = await stranger.signStatement(order);
    expect(verdict(await desk.ask("items.takedown", { params: { itemId }, body: { signed: forged } }))).toMatch(
      /E_CERT/,
    );
    const { said, ledger } = await statementFor(desk, itemId, { step: "review-2" });
    const review = await desk.signStatement(said);
    expect(verdict(await desk.ask("items.takedown", { params: { itemId }, body: { signed: review } }))).toMatch(
      /E_SIGN/,
    );
    const signed = await desk.signStatement(order);
    const asReview = await desk.ask("items.review", { params: { itemId }, body: { signed, ledger } });
    expect(verdict(asReview)).toMatch(/E_SIGN/);
    expect((await desk.read(itemId)).summary.phase).toBe("published");
    expect(statementHash(order)).not.toBe(statementHash(said));
  });
});

describe("a corrected version", () => {
  it("TN-20: takes the place of the earlier page, which then says so and links to it", async () => {
    const first = await published();
    const changed = notice("办理时间更正为工作日上午九时。", { ...first.content.metadata });
    const repoId = await cycle(first.itemId, changed, first.content);
    const old = await page(pathOf(first.repoId));
    expect(old.statusCode).toBe(410);
    expect(old.body).toContain(`href="${pathOf(repoId)}"`);
    const list = (await page("/public/site/luan")).body;
    expect(list).toContain(pathOf(repoId));
    expect(list).not.toContain(pathOf(first.repoId));
  });
});
