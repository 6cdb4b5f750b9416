import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routes } from "../shared/http/routes";
import { contentHash } from "../shared/model/content";
import { newEpoch } from "./feed";
import { type Desk, signIn, verdict } from "./testing/desk";
import { openTestPlatform, type TestPlatform } from "./testing/platform";
import { clean, newItem, notice, revise } from "./testing/work";

let platform: TestPlatform;
let author: Desk;
let stranger: Desk;
let elsewhere: Desk;

beforeAll(async () => {
  platform = await openTestPlatform();
  author = await signIn(platform, "luan", "林初晴");
  stranger = await signIn(platform, "luan", "苏晚舟");
  elsewhere = await signIn(platform, "tongnan", "江雨眠");
});
afterAll(() => platform.close());

const changesOf = async (desk: Desk, after = 0) =>
  routes["changes.list"].reply.parse((await desk.ask("changes.list", { query: { after: String(after) } })).body);
const fateOf = async (desk: Desk, operationId: string) =>
  (await desk.ask("operations.read", { params: { operationId } })).body;

describe("the change feed", () => {
  it("is contiguous within a city, names the city and its receipt key, and shows nothing of another city", async () => {
    const first = notice();
    const itemId = newItem();
    await revise(platform, author, { itemId, content: first });
    await revise(platform, author, { itemId, content: notice(`${clean}一。`), parent: contentHash(first) });
    const answer = await changesOf(author);
    expect(answer.entries.map((entry) => entry.seq)).toEqual(answer.entries.map((_, at) => at + 1));
    expect(answer.entries.at(-1)).toEqual({ seq: answer.next, itemId, gone: false });
    expect(answer).toMatchObject({ site: "luan", receiptKey: author.site.anchors.receiptKey });
    expect(await changesOf(elsewhere)).toMatchObject({ site: "tongnan", entries: [], next: 0 });
  });

  it("PB-1: an item out of a person's sight is a tombstone for that person, and a number all the same", async () => {
    const itemId = newItem();
    await revise(platform, author, { itemId, content: notice() });
    const seen = await changesOf(stranger);
    const last = seen.entries.at(-1);
    expect(last).toEqual({ seq: seen.next, itemId, gone: true });
  });

  it("a number of the future is answered with the feed's true end, so that the reader sees it", async () => {
    const { next } = await changesOf(author);
    expect(await changesOf(author, next + 50)).toMatchObject({ entries: [], next });
  });

  it("a restored store goes on under another epoch, the same for every caller", async () => {
    const { epoch } = await changesOf(author);
    const made = await newEpoch(platform.services.store.db);
    expect(made).not.toBe(epoch);
    expect((await changesOf(author)).epoch).toBe(made);
    expect((await changesOf(elsewhere)).epoch).toBe(made);
  });
});

describe("the fate of an operation", () => {
  it("gives the stored answer to the account that sent it and to no other", async () => {
    const key = randomUUID();
    const answer = await revise(platform, author, { itemId: newItem(), content: notice(), key });
    expect(await fateOf(author, key)).toEqual({ state: "effect", answer: answer.body });
    expect(await fateOf(stranger, key)).toEqual({ state: "unknown" });
  });

  it("says that it never arrived for one that was refused or never sent", async () => {
    const key = randomUUID();
    const parent = contentHash(notice());
    const refused = await revise(platform, author, { itemId: newItem(), content: notice(), parent, key });
    expect(refused.status).toBe(409);
    expect(await fateOf(author, key)).toEqual({ state: "unknown" });
    expect(await fateOf(author, randomUUID())).toEqual({ state: "unknown" });
  });

  it("taken back before it arrived, it does nothing when it arrives late; taken back too late, it is told", async () => {
    const [late, done] = [randomUUID(), randomUUID()];
    const [itemId, content] = [newItem(), notice()];
    const takenBack = await author.ask("operations.void", { params: { operationId: late } });
    expect(takenBack.body).toEqual({ state: "unknown" });
    expect(verdict(await revise(platform, author, { itemId, content, key: late }))).toBe("409 E_STATE");
    expect(verdict(await author.ask("items.read", { params: { itemId } }))).toBe("404 E_NOT_FOUND");
    const answer = await revise(platform, author, { itemId, content, key: done });
    const tooLate = await author.ask("operations.void", { params: { operationId: done } });
    expect(tooLate.body).toEqual({ state: "effect", answer: answer.body });
  });

  it("one account cannot take back another's: its own key of that name stays free", async () => {
    const key = randomUUID();
    await stranger.ask("operations.void", { params: { operationId: key } });
    expect((await revise(platform, author, { itemId: newItem(), content: notice(), key })).status).toBe(200);
  });
});
