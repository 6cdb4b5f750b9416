import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeskLine, deskCheckpoint, lineHash } from "../../shared/audit/desk-log";
import { reconciliation } from "../../shared/http/audit";
import { routes } from "../../shared/http/routes";
import type { Digest } from "../../shared/schema";
import type { Database } from "../store/tables";
import { ask, type Desk, signIn, succeeded, verdict } from "../testing/desk";
import { openTestPlatform, type TestPlatform } from "../testing/platform";
import { notice, revise } from "../testing/work";

let platform: TestPlatform;
let db: Database;
let author: Desk;
let admin: Desk;
beforeAll(async () => {
  platform = await openTestPlatform();
  db = platform.services.store.db;
  author = await signIn(platform, "luan", "林初晴");
  admin = await signIn(platform, "luan", "方亦舟");
});
afterAll(() => platform.close());

const at = (): string => platform.services.clock().toISOString();

/** What somebody with the database's own password can do. */
async function tampering(change: string): Promise<void> {
  await sql.raw("alter table desk_lines disable trigger user").execute(db);
  await sql.raw(change).execute(db);
  await sql.raw("alter table desk_lines enable trigger user").execute(db);
}

/** Lines as a workstation writes them. */
function lines(count: number, after: DeskLine | null = null, about: readonly string[] = []): DeskLine[] {
  const made: DeskLine[] = [];
  for (let n = 0; n < count; n += 1) {
    const last = made.at(-1) ?? after;
    const operation = about[n];
    const rest = {
      seq: last === null ? 0 : last.seq + 1,
      at: at(),
      event: operation === undefined ? "started" : "delivered",
      details: operation === undefined ? {} : { about: operation, code: "revision" },
      previous: last?.hash ?? null,
    };
    made.push({ ...rest, hash: lineHash(rest) });
  }
  return made;
}

describe("L11: a workstation's own log", () => {
  let sent: DeskLine[];
  let log: Digest;
  const send = (some: readonly DeskLine[]) => author.ask("audit.lines", { body: { log, lines: some } });
  const next = async () =>
    routes["audit.next"].reply.parse((await author.ask("audit.next", { query: { log } })).body).next;

  beforeAll(() => {
    sent = lines(5);
    log = sent[0]?.hash ?? `sha-256:${"0".repeat(64)}`;
  });

  it("comes to the platform line by line, once, however often it is sent, and the platform signs how far", async () => {
    expect(await next()).toBe(0);
    const reply = await send(sent.slice(0, 3));
    const { document } = routes["audit.lines"].reply.parse(reply.body);
    expect(deskCheckpoint.parse(JSON.parse(document))).toMatchObject({ log, seq: 2, hash: sent[2]?.hash });
    expect(verdict(await send(sent.slice(0, 3)))).toBe("200");
    expect(verdict(await send(sent.slice(1)))).toBe("200");
    expect(await next()).toBe(5);
  });

  it("that was altered, cut, moved or begun anew under its old name is refused and named (E_AUDIT)", async () => {
    const last = sent.at(-1) ?? null;
    const more = lines(3, last);
    const [a, b, c] = more;
    if (a === undefined || b === undefined || c === undefined) throw new Error("three lines");
    const forged = lines(6).map((line) => ({ ...line, event: "locked" }));
    for (const wrong of [
      [{ ...a, event: "locked" }],
      [b],
      [a, c],
      [b, a],
      forged.slice(2, 4),
      forged.map((line) => ({ ...line, hash: lineHash(line) })),
    ])
      expect(verdict(await send(wrong))).toBe("409 E_AUDIT");
    expect(verdict(await send(more))).toBe("200");
    const rows = await db.selectFrom("audit").select("event").where("event", "=", "desk-log-broken").execute();
    expect(rows).toHaveLength(6);
  });

  it("fits what the platform did, or the difference has a name", async () => {
    const content = notice("供核对两端审计记录的稿件，内容照常。");
    const key = "op-reconciled";
    succeeded(await revise(platform, author, { itemId: "reconciled-1", content, key }));
    const lost = "op-the-platform-never-saw";
    const at7 = await db.selectFrom("desk_lines").select("line").orderBy("seq", "desc").executeTakeFirstOrThrow();
    expect(verdict(await send(lines(2, JSON.parse(at7.line), [key, lost])))).toBe("200");
    const asked = await admin.ask("audit.device", { params: { device: "device-1" } });
    const device = reconciliation.parse(asked.body);
    expect(device.fault).toBeNull();
    expect(device.logs).toMatchObject([{ device: "device-1", log, lines: 10 }]);
    expect(device.operations.map(({ operationId, verdict: said }) => [operationId, said])).toEqual([
      [key, "both"],
      [lost, "desk-only"],
    ]);
    const item = await admin.ask("audit.item", { params: { itemId: "reconciled-1" } });
    expect(reconciliation.parse(item.body).operations).toMatchObject([{ operationId: key, verdict: "both" }]);
    succeeded(await revise(platform, author, { itemId: "untold-1", content: notice("没有写入本机记录的一次上报。") }));
    const untold = await admin.ask("audit.item", { params: { itemId: "untold-1" } });
    expect(reconciliation.parse(untold.body).operations).toMatchObject([{ verdict: "platform-only" }]);
  });

  it("shows as broken when its lines were changed in the platform's own tables", async () => {
    await tampering(`update desk_lines set line = replace(line, 'started', 'locked') where seq = 3`);
    const reply = await admin.ask("audit.device", { params: { device: "device-1" } });
    expect(reconciliation.parse(reply.body).fault).toContain("第 4 行");
    await tampering(`update desk_lines set line = replace(line, 'locked', 'started') where seq = 3`);
  });

  it("is compared by 系统管理 only, and written by its own terminal only", async () => {
    expect(verdict(await author.ask("audit.device", { params: { device: "device-1" } }))).toBe("403 E_PERM");
    expect(verdict(await author.ask("audit.verify"))).toBe("403 E_PERM");
    const verified = routes["audit.verify"].reply.parse((await admin.ask("audit.verify")).body);
    expect(verified).toMatchObject({ fault: null, chains: [{ chain: "luan", first: 1 }] });
    expect((await ask(platform, "audit.lines", { body: { log, lines: sent } })).status).toBe(401);
  });
});
