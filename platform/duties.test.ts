/** Who may not act whatever account, moment or claim is used (2.6.3), and what is wrong with a signed statement. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64, utf8 } from "../shared/bytes";
import { contentHash } from "../shared/model/content";
import { signDetached } from "../shared/trust/cms";
import { type Desk, signIn, verdict } from "./testing/desk";
import { openTestPlatform, type TestPlatform } from "./testing/platform";
import { deliver, newItem, notice, revise, sign, statementFor } from "./testing/work";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

const luan = (name: string): Promise<Desk> => signIn(platform, "luan", name);

async function drafted(): Promise<{ itemId: string; author: Desk }> {
  const itemId = newItem();
  const author = await luan("林初晴");
  expect(verdict(await revise(platform, author, { itemId, content: notice() }))).toBe("200");
  return { itemId, author };
}

const personOf = (accountId: string, person: string): Promise<unknown> =>
  platform.services.store.db
    .updateTable("accounts")
    .set({ person_id: person })
    .where("account_id", "=", accountId)
    .execute();

describe("系统管理 on one account", () => {
  it("keeps the person from writing, reviewing and publishing on every other one (LA-41.3e)", async () => {
    const { itemId, author } = await drafted();
    const admin = await luan("方亦舟");
    const own = admin.person.personId;
    await personOf(admin.person.accountId, author.person.personId);
    try {
      expect(verdict(await sign(author, itemId))).toBe("409 E_SOD");
      const content = notice("另一份稿件，请各单位遵照执行。");
      expect(verdict(await revise(platform, author, { itemId: newItem(), content }))).toBe("409 E_SOD");
    } finally {
      await personOf(admin.person.accountId, own);
    }
    expect(verdict(await sign(author, itemId))).toBe("200");
  });
});

describe("a statement that claims what the evidence could not prove", () => {
  const MINUTE = 60_000;
  const at = (minutes: number): string =>
    new Date(platform.services.clock().getTime() + minutes * MINUTE).toISOString();

  it("is refused: a time ahead of the platform, before its nonce, or other than the signature's own (E_SIGN)", async () => {
    const { itemId, author } = await drafted();
    for (const minutes of [6, 60 * 24, -6, -60 * 24 * 3])
      expect(verdict(await sign(author, itemId, { signedAt: at(minutes) })), String(minutes)).toBe("422 E_SIGN");
    const { said, ledger } = await statementFor(author, itemId);
    const signed = await author.signStatement(said);
    const other = toBase64(await signDetached(utf8(signed.statement), author.signer, at(10)));
    const body = { signed: { ...signed, signature: other }, ledger };
    expect(verdict(await author.ask("items.review", { params: { itemId }, body }))).toBe("422 E_SIGN");
    expect(verdict(await sign(author, itemId, { signedAt: at(4) }))).toBe("200");
  });

  it("is refused: a sample page where the step has none (E_HASH), a refusal category on an approval (E_FORM)", async () => {
    const { itemId, author } = await drafted();
    const layoutHash = contentHash(notice());
    expect(verdict(await sign(author, itemId, { layoutHash }))).toBe("409 E_HASH");
    expect(verdict(await sign(author, itemId, { category: "1" }))).toBe("422 E_FORM");
  });

  it("is refused: a name that is not the certificate's (E_CERT)", async () => {
    const { itemId, author } = await drafted();
    const { db } = platform.services.store;
    const rename = (name: string): Promise<unknown> =>
      db.updateTable("accounts").set({ name }).where("account_id", "=", author.person.accountId).execute();
    await rename("林初雨");
    const { said, ledger } = await statementFor(author, itemId);
    const answer = await deliver(author, { ...said, signer: { ...said.signer, name: "林初雨" } }, ledger);
    await rename("林初晴");
    expect(verdict(answer)).toBe("403 E_CERT");
  });
});

describe("two requests at the same moment", () => {
  it("let one of two reviewers sign a step, and one of two nonces count", async () => {
    const { itemId, author } = await drafted();
    expect(verdict(await sign(author, itemId))).toBe("200");
    const [one, two] = [await luan("沈亦谦"), await luan("梁书远")];
    const said = await Promise.all([one, two].map((desk) => statementFor(desk, itemId)));
    const answers = await Promise.all(
      [one, two].map((desk, i) => {
        const given = said[i];
        if (given === undefined) throw new Error("no statement");
        return deliver(desk, given.said, given.ledger);
      }),
    );
    expect(answers.map(verdict).sort()).toEqual(["200", "409 E_HASH"]);
    const pair = [await drafted(), await drafted()];
    const desk = await luan("林初晴");
    const nonce = await desk.nonce();
    const both = await Promise.all(
      pair.map(async ({ itemId: id }) => {
        const fresh = await statementFor(desk, id, { nonce });
        return deliver(desk, fresh.said, fresh.ledger);
      }),
    );
    expect(both.map(verdict).sort()).toEqual(["200", "422 E_SIGN"]);
  });

  it("take one of two versions with the same parent, and one of two publications", async () => {
    const itemId = newItem();
    const author = await luan("林初晴");
    const [a, b] = [notice("甲稿：请各单位按时报送。"), notice("乙稿：请各单位按时报送。")];
    const answers = await Promise.all([a, b].map((content) => revise(platform, author, { itemId, content })));
    expect(answers.map(verdict).sort()).toEqual(["200", "409 E_CONFLICT"]);
    for (const name of ["林初晴", "沈亦谦", "顾长宁"])
      expect(verdict(await sign(await luan(name), itemId))).toBe("200");
    const publisher = await luan("苏晚舟");
    const { contentHash: hash } = (await publisher.read(itemId)).summary;
    const entries = await Promise.all(
      [1, 2, 3].map(() => publisher.ask("repo.ingest", { body: { itemId, contentHash: hash } })),
    );
    expect(entries.map(verdict).sort()).toEqual(["200", "409 E_STATE", "409 E_STATE"]);
    const { repoId } = await publisher.read(itemId);
    const out = await Promise.all([1, 2].map(() => publisher.ask("repo.publish", { body: { repoId } })));
    expect(out.map(verdict).sort()).toEqual(["200", "409 E_STATE"]);
  });
});
