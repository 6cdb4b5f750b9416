/** Every BLOCK, by calling the API with a valid session (requirements 0.4.1): a client can be patched. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64 } from "../shared/bytes";
import { digestOf } from "../shared/digest";
import { type Content, contentHash, contentOf } from "../shared/model/content";
import { ledgerHash } from "../shared/proofreading/ledger";
import { receipt } from "../shared/trust/receipt";
import { type Desk, signIn, succeeded, verdict } from "./testing/desk";
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

/** Every value of every table as one text. */
async function dump(): Promise<string> {
  const { db } = platform.services.store;
  const tables = await db.introspection.getTables();
  const own = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  const names = tables.filter((table) => table.schema === own.rows[0]?.schema).map((table) => table.name);
  const rows = await Promise.all(names.map((name) => sql`select * from ${sql.table(name)}`.execute(db)));
  return JSON.stringify(rows.map((result) => result.rows));
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
    await own.set({ person_id: author.person.personId, name: author.person.person.name }).execute();
    const twice: Desk = {
      ...reviewer,
      person: {
        ...reviewer.person,
        personId: author.person.personId,
        person: { ...reviewer.person.person, name: "林初晴" },
      },
    };
    expect(verdict(await sign(twice, itemId))).toBe("409 E_SOD");
    await db
      .updateTable("accounts")
      .where("account_id", "=", reviewer.person.accountId)
      .set({ person_id: reviewer.person.personId, name: "梁书远" })
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
    const ledger = ledgerFor(platform, desk, changed);
    const { said } = await statementFor(desk, itemId);
    expect(verdict(await deliver(desk, { ...said, ledgerHash: ledgerHash(ledger) }, ledger))).toBe("409 E_HASH");
    const draft = { itemId: newItem(), content: changed, ledger: ledgerFor(platform, desk, content) };
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
    expect(verdict(await send({ signature: toBase64(new Uint8Array([48, 0])) }))).toBe("422 E_SIGN");
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

describe("machine pass and findings", () => {
  /** 40 is no minute; the rules about dates and doubled words both speak here. */
  const faulty = "会议定于2026年2月30日召开，请各单位按时按时参加。";

  it("refuses a ledger that leaves a finding out, adds one or names other packs (E_MACHINE)", async () => {
    const desk = await luan("林初晴");
    const content = notice(faulty);
    const honest = ledgerFor(platform, desk, content);
    expect(honest.findings.length).toBeGreaterThan(0);
    const [first] = honest.findings;
    const lies = [
      { ...honest, findings: [] },
      { ...honest, findings: honest.findings.slice(1) },
      { ...honest, findings: first === undefined ? [] : [...honest.findings, first] },
      { ...honest, packs: [] },
      { ...honest, status: "partial" as const },
    ];
    for (const ledger of lies)
      expect(verdict(await revise(platform, desk, { itemId: newItem(), content, ledger }))).toBe("409 E_MACHINE");
  });

  it("refuses a signature while a finding is undecided (E_FINDING), counted by the platform itself", async () => {
    const desk = await luan("林初晴");
    const content = notice(faulty);
    const open = { ...ledgerFor(platform, desk, content), entries: [] };
    const itemId = newItem();
    expect(verdict(await revise(platform, desk, { itemId, content, ledger: open }))).toBe("200");
    expect(verdict(await sign(desk, itemId))).toBe("409 E_FINDING");
    const decided = ledgerFor(platform, desk, content);
    const { said } = await statementFor(desk, itemId);
    expect(verdict(await deliver(desk, { ...said, ledgerHash: ledgerHash(decided) }, decided))).toBe("200");
  });

  it("refuses decisions in another person's name and an ignored finding without a reason (E_FORM, R21)", async () => {
    const desk = await luan("林初晴");
    const content = notice(faulty);
    const honest = ledgerFor(platform, desk, content);
    const forge = (change: object) => ({
      ...honest,
      entries: honest.entries.map((entry) => ({ ...entry, ...change })),
    });
    for (const ledger of [forge({ personId: "luan-p03", name: "沈亦谦" }), forge({ reason: " " })])
      expect(verdict(await revise(platform, desk, { itemId: newItem(), content, ledger }))).toBe("422 E_FORM");
  });

  it("refuses an open block finding with the code of its category (E_PRIVACY)", async () => {
    const desk = await luan("林初晴");
    const content = notice("联系人手机号码为13912345678，身份证号码为11010519491231002X。");
    const open = { ...ledgerFor(platform, desk, content), entries: [] };
    expect(open.findings.some((finding) => finding.severity === "block")).toBe(true);
    const itemId = newItem();
    await revise(platform, desk, { itemId, content, ledger: open });
    expect(verdict(await sign(desk, itemId))).toBe("422 E_PRIVACY");
  });
});

describe("secrecy (E_SECRET, NY-15)", () => {
  const mark = "绝密★20年";
  const tell = "蓝鲸行动部署细则";

  it("takes no marked text, keeps nothing of it anywhere, and keeps the event", async () => {
    const desk = await luan("林初晴");
    const itemId = newItem();
    const spread = contentOf(
      {
        title: "通知",
        blocks: [
          {
            kind: "paragraph",
            id: "p1",
            align: "left",
            runs: [
              { text: "绝密", marks: ["bold"], link: null },
              { text: `★20年 ${tell}`, marks: [], link: null },
            ],
          },
        ],
      },
      notice().metadata,
    );
    const texts = [
      notice(`${mark} ${tell}`),
      notice(clean, { audience: mark }),
      notice(clean, {}, `${mark}${tell}`),
      spread,
    ];
    for (const content of texts)
      expect(verdict(await revise(platform, desk, { itemId, content }))).toBe("422 E_SECRET");
    const everything = (await dump()) + platform.logged();
    expect(everything).not.toContain(tell);
    expect(everything).not.toContain(mark);
    const { db } = platform.services.store;
    const events = await db.selectFrom("audit").selectAll().where("item_id", "=", itemId).execute();
    expect(events.map((row) => `${row.event} ${row.detail}`)).toEqual(texts.map(() => "refused revision E_SECRET"));
    expect(await db.selectFrom("items").selectAll().where("item_id", "=", itemId).execute()).toEqual([]);
  });

  it("scans the note of a review and the text of attachments", async () => {
    const itemId = await item(1);
    const desk = await luan("沈亦谦");
    expect(verdict(await sign(desk, itemId, { note: `${mark} ${tell}` }))).toBe("422 E_SECRET");
    const bytes = new TextEncoder().encode(`\n\n${mark}\n${tell}`);
    const answer = await desk.ask("files.store", {
      params: { hash: digestOf(bytes) },
      body: { itemId, mime: "text/plain", bytes: toBase64(bytes) },
    });
    expect(verdict(answer)).toBe("422 E_SECRET");
    expect(await dump()).not.toContain(tell);
  });
});

describe("metadata (E_META, E_ATTR, E_SOURCE)", () => {
  it.each([
    ["422 E_META", { category: "" }],
    ["422 E_META", { columnId: "" }],
    ["422 E_ATTR", { disclosure: "" }],
    ["422 E_ATTR", { disclosure: "不予公开" }],
    ["422 E_SOURCE", { itemType: "reprint" }],
  ] as const)("answers %s to a signature over %j, though the draft itself was taken", async (code, fault) => {
    const desk = await luan("林初晴");
    const itemId = newItem();
    expect(verdict(await revise(platform, desk, { itemId, content: notice(clean, fault) }))).toBe("200");
    expect(verdict(await sign(desk, itemId))).toBe(code);
  });
});

describe("repository first (E_REPO, NC-26)", () => {
  it("publishes nothing without a repository id, with an unknown one, or from another city", async () => {
    const publisher = await luan("苏晚舟");
    expect(verdict(await publisher.ask("repo.publish", { body: { content: notice() } }))).toBe("409 E_REPO");
    expect(verdict(await publisher.ask("repo.publish", { body: { repoId: "luan-2026-999999" } }))).toBe("409 E_REPO");
    const itemId = await item(3);
    const { contentHash: hash } = (await (await luan("林初晴")).read(itemId)).summary;
    const entered = await publisher.ask("repo.ingest", { body: { itemId, contentHash: hash } });
    const { repoId } = receipt.parse(JSON.parse(succeeded(entered).receipt.receipt));
    const elsewhere = await tongnan("简清和");
    expect(verdict(await elsewhere.ask("repo.publish", { body: { repoId } }))).toBe("409 E_REPO");
    expect(verdict(await publisher.ask("repo.publish", { body: { repoId } }))).toBe("200");
    expect(verdict(await publisher.ask("repo.publish", { body: { repoId } }))).toBe("409 E_STATE");
  });

  it("gives no second item the same 信息索取号 (XY-0)", async () => {
    const content = notice();
    const publisher = await luan("苏晚舟");
    const enter = async (own: Content) => {
      const itemId = await item(3, own);
      return publisher.ask("repo.ingest", { body: { itemId, contentHash: contentHash(own) } });
    };
    expect(verdict(await enter(content))).toBe("200");
    const twin = notice(`${clean}特此通知。`, { indexNumber: content.metadata.indexNumber });
    expect(verdict(await enter(twin))).toBe("422 E_META");
  });

  it("refuses to publish what is not 主动公开 (E_ATTR)", async () => {
    const content = notice(clean, { disclosure: "依申请公开" });
    const itemId = await item(3, content);
    const publisher = await luan("苏晚舟");
    const entered = await publisher.ask("repo.ingest", { body: { itemId, contentHash: contentHash(content) } });
    const { repoId } = receipt.parse(JSON.parse(succeeded(entered).receipt.receipt));
    expect(verdict(await publisher.ask("repo.publish", { body: { repoId } }))).toBe("422 E_ATTR");
  });
});

describe("once (D1)", () => {
  it("gives a repeated delivery the same answer and one effect, also when copies arrive together", async () => {
    const desk = await luan("林初晴");
    const itemId = newItem();
    const content = notice();
    const key = randomUUID();
    const draft = { itemId, content, ledger: ledgerFor(platform, desk, content), key };
    const answers = await Promise.all(Array.from({ length: 6 }, () => revise(platform, desk, draft)));
    const later = await revise(platform, desk, draft);
    expect(new Set([...answers, later].map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(verdict(later)).toBe("200");
    const { db } = platform.services.store;
    expect(await db.selectFrom("revisions").selectAll().where("item_id", "=", itemId).execute()).toHaveLength(1);
    expect(await db.selectFrom("receipts").selectAll().where("item_id", "=", itemId).execute()).toHaveLength(1);
  });

  it("refuses the same key with other bytes (E_IDEMPOTENCY), and keeps keys of accounts apart", async () => {
    const key = randomUUID();
    const desk = await luan("林初晴");
    expect(verdict(await revise(platform, desk, { itemId: newItem(), content: notice(), key }))).toBe("200");
    const again = { itemId: newItem(), content: notice(), key };
    expect(verdict(await revise(platform, desk, again))).toBe("422 E_IDEMPOTENCY");
    expect(verdict(await revise(platform, await luan("乔知夏"), again))).toBe("200");
  });

  it("lets one of eight simultaneous revisions of the same parent win, the others learn of the conflict", async () => {
    const content = notice();
    const itemId = await item(0, content);
    const desk = await luan("林初晴");
    const rivals = Array.from({ length: 8 }, (_, i) => notice(`${clean}第${i + 1}稿。`));
    const answers = await Promise.all(
      rivals.map((rival) => revise(platform, desk, { itemId, content: rival, parent: contentHash(content) })),
    );
    const codes = answers.map(verdict).sort();
    expect(codes).toEqual(["200", ...Array.from({ length: 7 }, () => "409 E_CONFLICT")]);
  });
});

describe("input (E_INPUT)", () => {
  it("refuses unknown fields, text outside NFC, lists that differ from the text, and a file nobody uploaded", async () => {
    const desk = await luan("林初晴");
    const content = notice();
    const send = (body: object) => desk.ask("items.revise", { params: { itemId: newItem() }, body });
    const ledger = ledgerFor(platform, desk, content);
    expect(verdict(await send({ parent: null, content, ledger, enteredBy: "他人" }))).toBe("400 E_INPUT");
    const decomposed = notice(`${clean}e\u0301`);
    expect(verdict(await send({ parent: null, content: decomposed, ledger }))).toBe("400 E_INPUT");
    const extra = { ...content, links: ["https://example.com/"] };
    expect(verdict(await send({ parent: null, content: extra, ledger }))).toBe("400 E_INPUT");
    const file = { hash: digestOf(new Uint8Array([7])), name: "附件.txt", mime: "text/plain", size: 1 };
    const attached = contentOf(
      { ...content.document, blocks: [{ kind: "attachment", id: "a1", file }] },
      content.metadata,
    );
    const answer = await revise(platform, desk, { itemId: newItem(), content: attached });
    expect(verdict(answer)).toBe("409 E_STATE");
  });

  it("refuses a body over the limit without reading on (E_TOO_LARGE)", async () => {
    const desk = await luan("林初晴");
    const answer = await desk.ask("session.nonces", { body: { count: 1, padding: "x".repeat(600_000) } });
    expect(verdict(answer)).toBe("413 E_TOO_LARGE");
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
