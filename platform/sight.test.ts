/** Unreviewed text stays in its unit (PB-1), and evidence gives away no draft that nobody signed. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase64 } from "../shared/bytes";
import { routes } from "../shared/http/routes";
import { contentHash } from "../shared/model/content";
import { readPack } from "../shared/trust/pack-read";
import { type Desk, signIn, verdict } from "./testing/desk";
import { openTestPlatform, type TestPlatform } from "./testing/platform";
import { newItem, notice, revise, sign } from "./testing/work";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

const luan = (name: string): Promise<Desk> => signIn(platform, "luan", name);

/** Published once; then the author has begun a new version. 苏晚舟, who published, is of another unit. */
async function begunAnew() {
  const itemId = newItem();
  const draft = notice("初稿的内部说法，今年年底时间报送时间。");
  const final = notice("请各单位按时报送材料。", { ...draft.metadata });
  const author = await luan("林初晴");
  await revise(platform, author, { itemId, content: draft });
  await revise(platform, author, { itemId, content: final, parent: contentHash(draft) });
  for (const name of ["林初晴", "沈亦谦", "顾长宁"]) expect(verdict(await sign(await luan(name), itemId))).toBe("200");
  const publisher = await luan("苏晚舟");
  await publisher.ask("repo.ingest", { body: { itemId, contentHash: contentHash(final) } });
  const { repoId } = await publisher.read(itemId);
  expect(verdict(await publisher.ask("repo.publish", { body: { repoId } }))).toBe("200");
  return { itemId, draft, final, publisher };
}

describe("a person of another unit (PB-1)", () => {
  it("reads the published version and none that nobody reviewed, not even one of an item they worked on", async () => {
    const { itemId, draft, final, publisher } = await begunAnew();
    const revision = (desk: Desk, hash: string) => desk.ask("items.revision", { params: { itemId, hash } });
    expect(verdict(await revision(publisher, contentHash(final)))).toBe("200");
    expect(verdict(await revision(publisher, contentHash(draft)))).toBe("403 E_PERM");
    expect(verdict(await revision(await luan("沈亦谦"), contentHash(draft)))).toBe("200");
    const next = notice("新一稿的内部说法。", { ...final.metadata });
    await revise(platform, await luan("林初晴"), { itemId, content: next, parent: contentHash(final) });
    for (const name of ["items.read", "items.evidence", "items.proof"] as const)
      expect(verdict(await publisher.ask(name, { params: { itemId } })), name).toBe("403 E_PERM");
    expect(verdict(await revision(publisher, contentHash(next)))).toBe("403 E_PERM");
    expect(JSON.stringify((await publisher.ask("items.list")).body)).not.toContain(itemId);
    expect(verdict(await sign(await luan("林初晴"), itemId))).toBe("200");
    expect(verdict(await publisher.ask("items.read", { params: { itemId } }))).toBe("200");
  });

  it("finds in the evidence pack only ledgers and versions that a person signed", async () => {
    const { itemId, draft, publisher } = await begunAnew();
    const answer = await publisher.ask("items.evidence", { params: { itemId } });
    const pack = readPack(fromBase64(routes["items.evidence"].reply.parse(answer.body).bytes));
    expect(pack.ledgers.map(({ value }) => value.contentHash)).not.toContain(contentHash(draft));
    expect(pack.revisions).toEqual([]);
    expect(new TextDecoder().decode(fromBase64(routes["items.evidence"].reply.parse(answer.body).bytes))).not.toContain(
      "内部说法",
    );
  });
});

describe("信息索取号 (XY-0)", () => {
  const wish = (desk: Desk, itemId: string, year = "2026") => desk.ask("index.propose", { query: { itemId, year } });
  const numberOf = async (desk: Desk, itemId: string, year?: string): Promise<string> =>
    routes["index.propose"].reply.parse((await wish(desk, itemId, year)).body).indexNumber;

  it("is nine characters, year and five digits; the same for the same item, another for another, none lost", async () => {
    const desk = await luan("林初晴");
    const [a, b] = [newItem(), newItem()];
    const first = await numberOf(desk, a);
    expect(first).toMatch(/^[A-Z0-9]{9}\/2026-\d{5}$/);
    expect(await numberOf(desk, a)).toBe(first);
    const running = (number: string): number => Number(number.slice(-5));
    expect(running(await numberOf(desk, b))).toBe(running(first) + 1);
    const many = await Promise.all(Array.from({ length: 8 }, () => numberOf(desk, newItem())));
    expect(many.map(running).sort((x, y) => x - y)).toEqual(many.map((_, i) => running(first) + 2 + i));
    expect(await numberOf(desk, a, "2027")).toMatch(/2027-00001$/);
    expect((await numberOf(await signIn(platform, "tongnan", "江雨眠"), newItem())).slice(0, 9)).not.toBe(
      first.slice(0, 9),
    );
  });

  it("goes to nobody who may not see the item, for no absurd year, and to nobody without end", async () => {
    const author = await luan("林初晴");
    const itemId = newItem();
    await revise(platform, author, { itemId, content: notice() });
    expect(verdict(await wish(await signIn(platform, "tongnan", "江雨眠"), itemId))).toBe("403 E_PERM");
    expect(verdict(await wish(author, itemId, "20266"))).toBe("400 E_INPUT");
    expect(verdict(await wish(author, itemId))).toBe("200");
    const hoarder = await luan("乔知夏");
    let last = "";
    for (let i = 0; i <= 200; i += 1) last = verdict(await wish(hoarder, newItem()));
    expect(last).toBe("429 E_LIMIT");
  });

  it("is the one an item enters the repository with, and another item that writes it is refused (E_META)", async () => {
    const author = await luan("林初晴");
    const itemId = newItem();
    const indexNumber = await numberOf(author, itemId);
    const thief = newItem();
    for (const [id, text] of [
      [thief, "乙：请按时报送。"],
      [itemId, "甲：请按时报送。"],
    ] as const) {
      const content = notice(text, { indexNumber });
      await revise(platform, await luan("林初晴"), { itemId: id, content });
      for (const name of ["林初晴", "沈亦谦", "顾长宁"]) expect(verdict(await sign(await luan(name), id))).toBe("200");
      const body = { itemId: id, contentHash: contentHash(content) };
      const answer = await (await luan("苏晚舟")).ask("repo.ingest", { body });
      expect(verdict(answer)).toBe(id === itemId ? "200" : "422 E_META");
    }
  });
});
