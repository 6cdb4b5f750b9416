import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parsePage } from "../node/page-node";
import { nodeCheck } from "../node/signature-check";
import { fromBase64 } from "../shared/bytes";
import { routes } from "../shared/http/routes";
import { contentHash } from "../shared/model/content";
import { readArticle } from "../shared/publication/read-page";
import { receipt } from "../shared/trust/receipt";
import { verifyPack } from "../shared/trust/verdict";
import { responsibilityOf, responsibilityRows } from "../shared/workflow/responsibility";
import { verifyAudit } from "./audit/verification";
import { type Desk, signIn, succeeded, verdict } from "./testing/desk";
import { openTestPlatform, type TestPlatform } from "./testing/platform";
import { newItem, notice, revise, sign } from "./testing/work";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

const steps = {
  luan: [
    ["林初晴", "初审"],
    ["沈亦谦", "复审"],
    ["顾长宁", "终审"],
  ],
  tongnan: [
    ["江雨眠", "一审"],
    ["贺青山", "二审"],
    ["岑守默", "保密审查"],
    ["陆明远", "三审"],
    ["江雨眠", "一校"],
    ["夏怀瑾", "二校"],
    ["贺青山", "三校"],
  ],
} as const;
const publishers = { luan: "苏晚舟", tongnan: "简清和" } as const;

async function play(site: "luan" | "tongnan"): Promise<{ desk: Desk; itemId: string; signed: string }> {
  const itemId = newItem();
  const author = await signIn(platform, site, steps[site][0][0]);
  const content = notice(undefined, { writer: author.person.person.name });
  expect(verdict(await revise(platform, author, { itemId, content }))).toBe("200");
  for (const [name, step] of steps[site]) {
    const desk = await signIn(platform, site, name);
    const list = routes["items.list"].reply.parse((await desk.ask("items.list")).body);
    const line = list.items.find((item) => item.itemId === itemId);
    expect(line).toMatchObject({ nextStep: step, waitingForMe: true });
    const answer = await sign(desk, itemId);
    expect(verdict(answer), `${step} ${JSON.stringify(answer.body).slice(0, 200)}`).toBe("200");
  }
  const desk = await signIn(platform, site, publishers[site]);
  const entered = await desk.ask("repo.ingest", { body: { itemId, contentHash: contentHash(content) } });
  const { repoId } = receipt.parse(JSON.parse(succeeded(entered).receipt.receipt));
  expect(verdict(await desk.ask("repo.publish", { body: { repoId } }))).toBe("200");
  return { desk, itemId, signed: contentHash(content) };
}

describe.each(["luan", "tongnan"] as const)("a whole journey in %s", (site) => {
  it("ends with a public page whose visible document has the signed content hash, and a pack that proves it", async () => {
    const { desk, itemId, signed } = await play(site);
    const detail = await desk.read(itemId);
    expect(detail.summary.phase).toBe("published");
    const page = await platform.app.inject({ method: "GET", url: detail.publicPath });
    expect(page.statusCode).toBe(200);
    expect(contentHash(readArticle(parsePage(page.body)))).toBe(signed);
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(page.body).not.toContain("<script");
    const list = await platform.app.inject({ method: "GET", url: `/public/site/${site}` });
    expect(list.body).toContain(detail.publicPath);
    const evidence = routes["items.evidence"].reply.parse(
      (await desk.ask("items.evidence", { params: { itemId } })).body,
    );
    const verdictOfPack = verifyPack(fromBase64(evidence.bytes), desk.site.anchors, nodeCheck);
    expect(verdictOfPack).toMatchObject({ ok: true });
  });

  it("leaves one row in the publication register with the responsibility stamp (TN-21, XY-7)", async () => {
    const { itemId, desk } = await play(site);
    const rows = await platform.services.store.db
      .selectFrom("publications")
      .selectAll()
      .where("item_id", "=", itemId)
      .execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      writer: steps[site][0][0],
      entered_by: steps[site][0][0],
      published_by: publishers[site],
      column_id: "notices",
    });
    // RP-5: the register, the window and the pack say the same, since all of it follows from what was signed.
    const { unitName, history, content } = await desk.read(itemId);
    const stamp = responsibilityOf({
      ...{ history, profile: desk.site.profile, writer: content.metadata.writer, unit: unitName ?? "" },
    });
    expect(responsibilityRows(stamp).map(({ value }) => value)).toEqual([
      ...[rows[0]?.unit_name, rows[0]?.writer, rows[0]?.entered_by],
      ...[rows[0]?.reviewers, rows[0]?.signed_off_by, rows[0]?.published_by],
    ]);
    expect(unitName).toContain("政府办公室");
    const given = routes["items.evidence"].reply.parse((await desk.ask("items.evidence", { params: { itemId } })).body);
    const proved = verifyPack(fromBase64(given.bytes), desk.site.anchors, nodeCheck);
    expect(proved.responsibility).toEqual(stamp);
    expect(rows[0]?.signed_off_by).toBe(site === "luan" ? "顾长宁" : "陆明远");
  });
});

describe("what a journey leaves behind", () => {
  it("is a change feed without a gap and an audit chain without a break (LG-1)", async () => {
    const rows = await platform.services.store.db.selectFrom("changes").selectAll().orderBy("seq").execute();
    for (const site of ["luan", "tongnan"]) {
      const own = rows.filter((row) => row.site === site).map((row) => row.seq);
      expect(own.length).toBeGreaterThan(0);
      expect(own).toEqual(own.map((_, index) => index + 1));
    }
    expect(await verifyAudit(platform.services.store.db, platform.services)).toBeGreaterThan(20);
  });

  it("cannot be rewritten, not even through the database connection", async () => {
    const { db } = platform.services.store;
    for (const table of ["history", "statements", "receipts", "revisions", "publications", "audit"] as const)
      await expect(db.deleteFrom(table).execute(), table).rejects.toThrow(/append-only/);
  });
});
