import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeCheck } from "../node/signature-check";
import { fromBase64 } from "../shared/bytes";
import { digestOf } from "../shared/digest";
import { routes } from "../shared/http/routes";
import { headOf } from "../shared/trust/history-chain";
import { readPack } from "../shared/trust/pack-read";
import { receipt, type StampedReceipt } from "../shared/trust/receipt";
import { type PackVerdict, verifyPack } from "../shared/trust/verdict";
import { type Desk, signIn, verdict } from "./testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "./testing/platform";
import { deliver, newItem, notice, revise, sign, statementFor } from "./testing/work";

const HOUR = 3_600_000;

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

const luan = (name: string): Promise<Desk> => signIn(platform, "luan", name);

async function begun(): Promise<string> {
  const itemId = newItem();
  const author = await luan("林初晴");
  expect(verdict(await revise(platform, author, { itemId, content: notice() }))).toBe("200");
  return itemId;
}

async function packOf(itemId: string): Promise<PackVerdict> {
  const desk = await luan("林初晴");
  const { bytes } = routes["items.evidence"].reply.parse(
    (await desk.ask("items.evidence", { params: { itemId } })).body,
  );
  return verifyPack(fromBase64(bytes), desk.site.anchors, nodeCheck);
}

async function lastReceipt(itemId: string): Promise<StampedReceipt> {
  const { receipts } = await (await luan("林初晴")).read(itemId);
  const value = receipt.parse(JSON.parse(receipts.at(-1)?.receipt ?? "{}"));
  if (value.type !== "caibian-receipt/2") throw new Error("no counter-stamp");
  return value;
}

describe("the counter-stamp of a review (S8)", () => {
  it("binds the signature file, the history so far and the lists of the authorities to the platform's time", async () => {
    const itemId = await begun();
    await sign(await luan("林初晴"), itemId);
    const { statements, history } = await (await luan("林初晴")).read(itemId);
    const stamp = await lastReceipt(itemId);
    expect(stamp.signatureHash).toBe(digestOf(fromBase64(statements[0]?.signature ?? "")));
    expect(stamp.historyHead).toBe(headOf(history));
    expect(stamp.at).toBe(platform.services.clock().toISOString());
    expect(stamp.revocation).toHaveLength(1);
  });

  it("of a signature that was made without a connection shows both times in the pack, and the pack holds", async () => {
    const itemId = await begun();
    const { said, ledger } = await statementFor(await luan("林初晴"), itemId);
    platform.pass(26 * HOUR);
    expect(verdict(await deliver(await luan("林初晴"), said, ledger))).toBe("200");
    for (const name of ["沈亦谦", "顾长宁"]) expect(verdict(await sign(await luan(name), itemId)), name).toBe("200");
    const { rows, checks, ok } = await packOf(itemId);
    expect(checks.filter((one) => !one.ok || one.caution)).toEqual([]);
    expect(ok).toBe(true);
    expect(rows.map(({ offline, stamped }) => [offline, stamped])).toEqual([
      [true, true],
      [false, true],
      [false, true],
    ]);
    expect(rows[0]).toMatchObject({ signedAt: said.signedAt });
    expect(Date.parse(rows[0]?.receivedAt ?? "")).toBe(Date.parse(said.signedAt) + 26 * HOUR);
  });
});

describe("the audit in a pack (L11)", () => {
  it("spells out what receipts stand for, leaves refusals and other items as hashes, and hangs on a checkpoint", async () => {
    const itemId = await begun();
    const other = await begun();
    const author = await luan("林初晴");
    expect(verdict(await sign(author, itemId))).toBe("200");
    expect(verdict(await sign(author, itemId))).not.toBe("200");
    const first = await packOf(itemId);
    expect(first.checks.find(({ name }) => name === "审计检查点")).toEqual({
      name: "审计检查点",
      ok: true,
      caution: false,
      detail: "2 条审计记录由 1 个检查点签名覆盖，与回执逐一相符",
    });
    expect(verdict(await sign(await luan("沈亦谦"), itemId))).toBe("200");
    expect(verdict(await sign(await luan("顾长宁"), itemId))).toBe("200");
    // Looking at the first pack has signed the author in anew.
    const again = await luan("林初晴");
    const { bytes } = routes["items.evidence"].reply.parse(
      (await again.ask("items.evidence", { params: { itemId } })).body,
    );
    const { audit, checkpoints } = readPack(fromBase64(bytes));
    const told = audit.flatMap(({ value }) => value.links).flatMap((one) => ("entry" in one ? [one.entry] : []));
    expect(told.map(({ event, item_id }) => [event, item_id])).toEqual([
      ["revision", itemId],
      ["review", itemId],
      ["review", itemId],
      ["review", itemId],
    ]);
    expect(checkpoints.map(({ value }) => value.chain)).toEqual(["luan", "luan"]);
    expect(Buffer.from(fromBase64(bytes)).toString()).not.toContain(other);
  });

  it("is not given while the chain does not hold (E_AUDIT): a broken one is never signed", async () => {
    const itemId = await begun();
    const { db } = platform.services.store;
    const tamper = async (detail: string) => {
      await sql.raw("alter table audit disable trigger user").execute(db);
      const before = await db.selectFrom("audit").selectAll().where("item_id", "=", itemId).executeTakeFirstOrThrow();
      await db.updateTable("audit").set({ detail }).where("chain", "=", "luan").where("seq", "=", before.seq).execute();
      await sql.raw("alter table audit enable trigger user").execute(db);
      return before.detail;
    };
    const honest = await tamper("another");
    const desk = await luan("林初晴");
    expect(verdict(await desk.ask("items.evidence", { params: { itemId } }))).toMatch(/E_AUDIT$/);
    await tamper(honest);
    expect((await packOf(itemId)).checks.find(({ name }) => name === "审计检查点")).toMatchObject({ ok: true });
  });
});

describe("a signature whose certificate cannot be vouched for", () => {
  it("is refused once the certificate is revoked (E_CERT_REVOKED), and nothing of it is kept", async () => {
    const itemId = await begun();
    // Lists are asked for again after ten minutes; the session is younger, so that nothing but the signature is judged.
    platform.pass(9 * 60_000);
    const desk = await luan("林初晴");
    const { said, ledger } = await statementFor(desk, itemId);
    const { authority } = cityOf(platform, "luan");
    authority.revoke(personOf(cityOf(platform, "luan"), "林初晴").key.certificate, platform.services.clock(), 1);
    platform.pass(2 * 60_000);
    expect(verdict(await deliver(desk, said, ledger))).toBe("403 E_CERT_REVOKED");
    const { db } = platform.services.store;
    expect(await db.selectFrom("statements").selectAll().where("item_id", "=", itemId).execute()).toEqual([]);
  });
});
