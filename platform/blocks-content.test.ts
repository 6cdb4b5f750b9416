/** Every BLOCK, by calling the API with a valid session (requirements 0.4.1): what the content itself carries. */
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64 } from "../shared/bytes";
import { digestOf } from "../shared/digest";
import { type Content, contentHash, contentOf } from "../shared/model/content";
import { ledgerHash } from "../shared/proofreading/ledger";
import { receipt } from "../shared/trust/receipt";
import { type Desk, signIn, succeeded, verdict } from "./testing/desk";
import { openTestPlatform, type TestPlatform } from "./testing/platform";
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

/** Every value of every table as one text. */
async function dump(): Promise<string> {
  const { db } = platform.services.store;
  const tables = await db.introspection.getTables();
  const own = await sql<{ schema: string }>`select current_schema() as schema`.execute(db);
  const names = tables.filter((table) => table.schema === own.rows[0]?.schema).map((table) => table.name);
  const rows = await Promise.all(names.map((name) => sql`select * from ${sql.table(name)}`.execute(db)));
  return JSON.stringify(rows.map((result) => result.rows));
}

describe("machine pass and findings", () => {
  /** A date that does not exist and a doubled word. */
  const faulty = "会议定于2026年2月30日召开，请各单位按时按时参加。";

  it("refuses a ledger that leaves a finding out, adds one or names other packs (E_MACHINE)", async () => {
    const desk = await luan("林初晴");
    const content = notice(faulty);
    const honest = await ledgerFor(platform, desk, content);
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
    const open = { ...(await ledgerFor(platform, desk, content)), entries: [] };
    const itemId = newItem();
    expect(verdict(await revise(platform, desk, { itemId, content, ledger: open }))).toBe("200");
    expect(verdict(await sign(desk, itemId))).toBe("409 E_FINDING");
    const decided = await ledgerFor(platform, desk, content);
    const { said } = await statementFor(desk, itemId);
    expect(verdict(await deliver(desk, { ...said, ledgerHash: ledgerHash(decided) }, decided))).toBe("200");
  });

  it("refuses decisions in another person's name and an ignored finding without a reason (E_FORM, R21)", async () => {
    const desk = await luan("林初晴");
    const content = notice(faulty);
    const honest = await ledgerFor(platform, desk, content);
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
    const open = { ...(await ledgerFor(platform, desk, content)), entries: [] };
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
    const draft = { itemId, content, ledger: await ledgerFor(platform, desk, content), key };
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
    const ledger = await ledgerFor(platform, desk, content);
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
