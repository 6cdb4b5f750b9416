import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64 } from "../shared/bytes";
import { digestOf } from "../shared/digest";
import { type Content, contentHash } from "../shared/model/content";
import { ledgerHash } from "../shared/proofreading/ledger";
import { type Desk, signIn, verdict } from "./testing/desk";
import { cityOf, openTestPlatform, type TestPlatform } from "./testing/platform";
import { clean, deliver, ledgerFor, newItem, notice, revise, sign, statementFor } from "./testing/work";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

const luan = (name: string): Promise<Desk> => signIn(platform, "luan", name);
const tongnan = (name: string): Promise<Desk> => signIn(platform, "tongnan", name);

/** An item of 六安 with the first `levels` reviews signed. */
async function item(levels: 0 | 1 | 2 | 3, content: Content = notice()): Promise<string> {
  const itemId = newItem();
  const author = await luan("林初晴");
  expect(verdict(await revise(platform, author, { itemId, content }))).toBe("200");
  for (const name of ["林初晴", "沈亦谦", "顾长宁"].slice(0, levels))
    expect(verdict(await sign(await luan(name), itemId)), name).toBe("200");
  return itemId;
}

async function rolesOf(accountId: string, roles: readonly string[]): Promise<void> {
  const { db } = platform.services.store;
  await db
    .updateTable("accounts")
    .set({ roles: JSON.stringify(roles) })
    .where("account_id", "=", accountId)
    .execute();
}

describe("stages (E_STAGE)", () => {
  it("refuses 复审 before 初审, 终审 before 复审, and publication before the last review (W1, NC-17)", async () => {
    const itemId = await item(0);
    const second = await luan("沈亦谦");
    expect(verdict(await second.ask("items.read", { params: { itemId } }))).toBe("403 E_PERM");
    const first = await luan("林初晴");
    const { said, ledger } = await statementFor(first, itemId, { step: "review-2" });
    const other = { ...said, signer: { ...said.signer, role: "编辑员" } };
    expect(verdict(await deliver(first, other, ledger))).toBe("409 E_STAGE");
    const publisher = await luan("苏晚舟");
    const { contentHash: hash } = (await first.read(itemId)).summary;
    expect(verdict(await publisher.ask("repo.ingest", { body: { itemId, contentHash: hash } }))).toBe("409 E_STAGE");
  });

  it("refuses a signature with one gate left unticked", async () => {
    const itemId = await item(1);
    const desk = await luan("沈亦谦");
    const gates = desk.site.profile.review.gates.slice(1);
    expect(verdict(await sign(desk, itemId, { gates }))).toBe("409 E_STAGE");
  });

  it("refuses a proof that names another sample page (E_HASH) and 保密审查 through the door of reviews", async () => {
    const itemId = newItem();
    const author = await tongnan("江雨眠");
    const content = notice(undefined, { writer: "江雨眠" });
    await revise(platform, author, { itemId, content });
    for (const name of ["江雨眠", "贺青山"]) expect(verdict(await sign(await tongnan(name), itemId))).toBe("200");
    const secrecy = await tongnan("岑守默");
    const { said, ledger } = await statementFor(secrecy, itemId);
    const signed = await secrecy.signStatement(said);
    const wrongDoor = await secrecy.ask("items.review", { params: { itemId }, body: { signed, ledger } });
    expect(verdict(wrongDoor)).toBe("400 E_INPUT");
    expect(verdict(await deliver(secrecy, said, ledger))).toBe("200");
    expect(verdict(await sign(await tongnan("陆明远"), itemId))).toBe("200");
    const proofs = await tongnan("温如许");
    expect(verdict(await sign(proofs, itemId, { layoutHash: contentHash(content) }))).toBe("409 E_HASH");
    expect(verdict(await sign(proofs, itemId))).toBe("200");
  });
});

describe("separation of duties (E_SOD, W2)", () => {
  it("refuses the author at 复审 even after the role changed and from a second account of the same person", async () => {
    const itemId = await item(1);
    const author = await luan("林初晴");
    const { accountId } = author.person;
    await rolesOf(accountId, ["编辑员", "审核员"]);
    expect(verdict(await sign(author, itemId, {}))).toBe("409 E_SOD");
    await rolesOf(accountId, ["编辑员"]);
    const reviewer = await luan("梁书远");
    const { db } = platform.services.store;
    const own = db.updateTable("accounts").where("account_id", "=", reviewer.person.accountId);
    await own.set({ person_id: author.person.personId }).execute();
    const twice: Desk = { ...reviewer, person: { ...reviewer.person, personId: author.person.personId } };
    expect(verdict(await sign(twice, itemId))).toBe("409 E_SOD");
    await db
      .updateTable("accounts")
      .where("account_id", "=", reviewer.person.accountId)
      .set({ person_id: reviewer.person.personId })
      .execute();
  });

  it("refuses one person at two levels, and the author at publication", async () => {
    const itemId = await item(2);
    const second = await luan("沈亦谦");
    const roles = ["审核员", "相关负责人"];
    await rolesOf(second.person.accountId, roles);
    const promoted = { ...second, person: { ...second.person, person: { ...second.person.person, roles } } };
    expect(verdict(await sign(promoted, itemId))).toBe("409 E_SOD");
    await rolesOf(second.person.accountId, ["审核员"]);
    expect(verdict(await sign(await luan("顾长宁"), itemId))).toBe("200");
    const author = await luan("林初晴");
    await rolesOf(author.person.accountId, ["编辑员", "发布员"]);
    const { contentHash: hash } = (await author.read(itemId)).summary;
    expect(verdict(await author.ask("repo.ingest", { body: { itemId, contentHash: hash } }))).toBe("409 E_SOD");
    await rolesOf(author.person.accountId, ["编辑员"]);
  });
});

describe("rights (E_PERM)", () => {
  it("keeps unreviewed text from everybody it does not wait for (PB-1)", async () => {
    const itemId = await item(1);
    for (const name of ["顾长宁", "苏晚舟", "方亦舟"])
      expect(verdict(await (await luan(name)).ask("items.read", { params: { itemId } })), name).toBe("403 E_PERM");
    expect(verdict(await (await tongnan("陆明远")).ask("items.read", { params: { itemId } }))).toBe("403 E_PERM");
    const list = await (await luan("顾长宁")).ask("items.list");
    expect(JSON.stringify(list.body)).not.toContain(itemId);
  });

  it("keeps a draft inside its unit although another unit has the role", async () => {
    const itemId = await item(0);
    const other = await luan("乔知夏");
    const { db } = platform.services.store;
    const at = (unit: string) =>
      db.updateTable("accounts").set({ unit_id: unit }).where("account_id", "=", other.person.accountId).execute();
    await at("luan-other");
    expect(verdict(await other.ask("items.read", { params: { itemId } }))).toBe("403 E_PERM");
    await at("luan-office");
    expect(verdict(await other.ask("items.read", { params: { itemId } }))).toBe("200");
  });

  it("refuses a role the person lacks, a role that is not the step's, and system administration everywhere", async () => {
    const itemId = await item(2);
    const desk = await luan("白景行");
    const base = await statementFor(await luan("顾长宁"), itemId);
    const signer = { ...base.said.signer, personId: desk.person.personId, accountId: desk.person.accountId };
    const said = {
      ...base.said,
      nonce: await desk.nonce(),
      signer: { ...signer, name: "白景行", certificate: digestOf(desk.signer.chain[0] ?? new Uint8Array()) },
    };
    expect(verdict(await deliver(desk, said, base.ledger))).toBe("403 E_PERM");
    const system = await luan("方亦舟");
    const draft = { itemId: newItem(), content: notice() };
    expect(verdict(await revise(platform, system, draft))).toBe("409 E_SOD");
    expect(verdict(await revise(platform, await luan("沈亦谦"), draft))).toBe("403 E_PERM");
  });

  it("refuses a reviewer's change where the city lets nobody edit, and the author's while others review", async () => {
    const content = notice();
    const itemId = await item(1, content);
    const change = { itemId, content: notice(`${clean}现予公告。`), parent: contentHash(content) };
    expect(verdict(await revise(platform, await luan("沈亦谦"), change))).toBe("403 E_PERM");
    expect(verdict(await revise(platform, await luan("林初晴"), change))).toBe("409 E_STAGE");
  });
});

describe("hashes and signatures", () => {
  it("refuses a signature over content with one changed character, and a ledger of other content (E_HASH, W3)", async () => {
    const content = notice();
    const itemId = await item(1, content);
    const desk = await luan("沈亦谦");
    const changed = notice(`${clean}。`);
    expect(verdict(await sign(desk, itemId, { contentHash: contentHash(changed) }))).toBe("409 E_HASH");
    const ledger = await ledgerFor(platform, desk, changed);
    const { said } = await statementFor(desk, itemId);
    expect(verdict(await deliver(desk, { ...said, ledgerHash: ledgerHash(ledger) }, ledger))).toBe("409 E_HASH");
    const draft = { itemId: newItem(), content: changed, ledger: await ledgerFor(platform, desk, content) };
    expect(verdict(await revise(platform, await luan("林初晴"), draft))).toBe("409 E_HASH");
  });

  it("refuses each field that names another thing: revision, title, item, previous statement, ledger", async () => {
    const itemId = await item(1);
    const desk = await luan("沈亦谦");
    const { said, ledger } = await statementFor(desk, itemId);
    const hash = digestOf(new Uint8Array([1]));
    const faults = [
      { revision: said.revision + 1 },
      { title: `${said.title}！` },
      { site: "tongnan" },
      { previousStatement: null },
      { previousStatement: hash },
      { ledgerHash: hash },
    ];
    for (const fault of faults)
      expect(verdict(await deliver(desk, { ...said, ...fault }, ledger)), JSON.stringify(fault)).toBe("409 E_HASH");
    const profile = { ...said.profile, version: said.profile.version + 1 };
    expect(verdict(await deliver(desk, { ...said, profile }, ledger))).toBe("409 E_STATE");
    expect(verdict(await deliver(desk, said, ledger))).toBe("200");
  });

  it("refuses a changed statement, bytes that are not canonical, a broken signature, a spent or foreign nonce (E_SIGN)", async () => {
    const itemId = await item(1);
    const desk = await luan("沈亦谦");
    const { said, ledger } = await statementFor(desk, itemId);
    const signed = await desk.signStatement(said);
    const send = (change: Partial<typeof signed>) =>
      desk.ask("items.review", { params: { itemId }, body: { signed: { ...signed, ...change }, ledger } });
    expect(verdict(await send({ statement: signed.statement.replace(said.note, "同意。") }))).toBe("409 E_HASH");
    expect(verdict(await send({ statement: ` ${signed.statement}` }))).toBe("422 E_SIGN");
    expect(verdict(await send({ signature: toBase64(new Uint8Array([48, 0])) }))).toBe("422 E_CMS_FORM");
    const other = await luan("林初晴");
    expect(verdict(await deliver(desk, { ...said, nonce: await other.nonce() }, ledger))).toBe("422 E_SIGN");
    expect(verdict(await deliver(desk, { ...said, nonce: "n".repeat(32) }, ledger))).toBe("422 E_SIGN");
    expect(verdict(await deliver(desk, said, ledger))).toBe("200");
    expect(verdict(await sign(await luan("顾长宁"), itemId, { nonce: said.nonce }))).toBe("422 E_SIGN");
  });

  it("takes a signature made offline six days ago and refuses one of eight days (requirements 2.6.4)", async () => {
    const day = 86_400_000;
    const late = await item(0);
    const desk = await luan("林初晴");
    const old = await statementFor(desk, late);
    platform.pass(8 * day);
    expect(verdict(await deliver(await luan("林初晴"), old.said, old.ledger))).toBe("422 E_SIGN");
    const fresh = await statementFor(await luan("林初晴"), late);
    platform.pass(6 * day);
    expect(verdict(await deliver(await luan("林初晴"), fresh.said, fresh.ledger))).toBe("200");
  });
});

it("every city has somebody for every step and for publication", () => {
  for (const site of ["luan", "tongnan"]) {
    const roles = cityOf(platform, site).people.flatMap(({ person }) => person.roles);
    const own = platform.services.sites.get(site)?.profile;
    if (own === undefined) throw new Error(site);
    const { review } = own;
    for (const step of review.steps) {
      const wanted = [step.roles, ...Object.values(step.rolesByType)];
      for (const group of wanted)
        expect(
          roles.some((role) => group.includes(role)),
          step.name,
        ).toBe(true);
    }
    expect(roles.some((role) => review.publisherRoles.includes(role))).toBe(true);
  }
});
