/** Journeys that do not go straight: each must end with a pack that verifies, and no forgery of it may. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeCheck } from "../node/signature-check";
import { fromBase64, utf8 } from "../shared/bytes";
import { routes } from "../shared/http/routes";
import { type Content, contentHash } from "../shared/model/content";
import { readArchive, writeArchive } from "../shared/trust/pack-archive";
import { receipt } from "../shared/trust/receipt";
import { type PackVerdict, verifyPack } from "../shared/trust/verdict";
import { type Desk, signIn, succeeded, verdict } from "./testing/desk";
import { openTestPlatform, type TestPlatform } from "./testing/platform";
import { newItem, notice, revise, sign } from "./testing/work";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

const tongnan = (name: string): Promise<Desk> => signIn(platform, "tongnan", name);
const luan = (name: string): Promise<Desk> => signIn(platform, "luan", name);

async function signs(itemId: string, names: readonly string[], desk = tongnan): Promise<void> {
  for (const name of names) {
    const answer = await sign(await desk(name), itemId);
    expect(verdict(answer), `${name} ${JSON.stringify(answer.body).slice(0, 200)}`).toBe("200");
  }
}

async function writes(author: Desk, itemId: string, content: Content, parent: Content | null = null): Promise<void> {
  const answer = await revise(platform, author, {
    itemId,
    content,
    parent: parent === null ? null : contentHash(parent),
  });
  expect(verdict(answer), JSON.stringify(answer.body).slice(0, 200)).toBe("200");
}

async function publishes(desk: Desk, itemId: string, content: Content): Promise<string> {
  const entered = await desk.ask("repo.ingest", { body: { itemId, contentHash: contentHash(content) } });
  expect(verdict(entered), JSON.stringify(entered.body).slice(0, 200)).toBe("200");
  const { repoId } = receipt.parse(JSON.parse(succeeded(entered).receipt.receipt));
  expect(verdict(await desk.ask("repo.publish", { body: { repoId } }))).toBe("200");
  return repoId ?? "";
}

async function returns(desk: Desk, itemId: string): Promise<void> {
  const category = desk.site.profile.review.refusals[0]?.code ?? null;
  const answer = await sign(desk, itemId, {
    decision: "return",
    category,
    note: "请核对后再报。",
    gates: [],
    checks: [],
  });
  expect(verdict(answer), JSON.stringify(answer.body).slice(0, 200)).toBe("200");
}

async function packOf(desk: Desk, itemId: string): Promise<Uint8Array> {
  const answer = await desk.ask("items.evidence", { params: { itemId } });
  return fromBase64(routes["items.evidence"].reply.parse(answer.body).bytes);
}

const judged = (desk: Desk, bytes: Uint8Array): PackVerdict => verifyPack(bytes, desk.site.anchors, nodeCheck);

const faults = (pack: PackVerdict): string[] => [
  ...pack.checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`),
  ...pack.rows.filter(({ valid }) => !valid).map(({ stepName, reason }) => `${stepName}: ${reason}`),
];

describe("潼南, with a return, a reviewer's edit, a return from the proofs and a second cycle", () => {
  it("ends each time in a pack that verifies, and its second text takes the place of the first (TN-20, TN-25, W3)", async () => {
    const itemId = newItem();
    const author = await tongnan("江雨眠");
    const first = notice("自本月起实行预约办理，请按时前往。", { writer: "江雨眠" });
    await writes(author, itemId, first);
    await signs(itemId, ["江雨眠"]);
    await returns(await tongnan("贺青山"), itemId);
    const second = notice("自下月起实行预约办理，请按时前往。", { ...first.metadata });
    await writes(await tongnan("江雨眠"), itemId, second, first);
    await signs(itemId, ["江雨眠"]);
    const corrected = notice("自下月起实行预约办理，请携带证件按时前往。", { ...first.metadata });
    await writes(await tongnan("贺青山"), itemId, corrected, second);
    expect(verdict(await sign(await tongnan("贺青山"), itemId))).toBe("200");
    await signs(itemId, ["岑守默", "陆明远", "江雨眠"]);
    await returns(await tongnan("夏怀瑾"), itemId);
    await signs(itemId, ["江雨眠", "贺青山", "岑守默", "陆明远", "江雨眠", "夏怀瑾", "贺青山"]);
    const publisher = await tongnan("简清和");
    const repoId = await publishes(publisher, itemId, corrected);
    const one = judged(publisher, await packOf(publisher, itemId));
    expect(faults(one)).toEqual([]);
    expect(one.ok).toBe(true);

    const third = notice("自下月起取消预约，请携带证件按时前往。", { ...first.metadata });
    await writes(await tongnan("江雨眠"), itemId, third, corrected);
    const old = { itemId, contentHash: contentHash(third) };
    expect(verdict(await publisher.ask("repo.ingest", { body: old }))).toBe("409 E_STAGE");
    expect(verdict(await publisher.ask("repo.publish", { body: { repoId } }))).toBe("409 E_HASH");
    await signs(itemId, ["江雨眠", "贺青山", "岑守默", "陆明远", "江雨眠", "夏怀瑾", "贺青山"]);
    const again = await tongnan("简清和");
    const newRepoId = await publishes(again, itemId, third);
    expect(newRepoId).not.toBe(repoId);
    const two = judged(again, await packOf(again, itemId));
    expect(faults(two)).toEqual([]);
    expect(two.ok).toBe(true);
    expect(two.rows.filter(({ standing, decision }) => standing && decision === "approve")).toHaveLength(7);
  });
});

describe("六安, published, changed, changed back", () => {
  it("enters the repository again with the same text and the same 信息索取号, and the pack verifies", async () => {
    const itemId = newItem();
    const a = notice("预约时间为工作日上午。");
    const b = notice("预约时间为工作日下午。", { ...a.metadata });
    const cast = ["林初晴", "沈亦谦", "顾长宁"];
    await writes(await luan("林初晴"), itemId, a);
    await signs(itemId, cast, luan);
    await publishes(await luan("苏晚舟"), itemId, a);
    await writes(await luan("林初晴"), itemId, b, a);
    await writes(await luan("林初晴"), itemId, a, b);
    await signs(itemId, cast, luan);
    const publisher = await luan("苏晚舟");
    await publishes(publisher, itemId, a);
    const pack = judged(publisher, await packOf(publisher, itemId));
    expect(faults(pack)).toEqual([]);
    expect(pack.ok).toBe(true);
    const other = newItem();
    const thief = notice("另一件事。", { indexNumber: a.metadata.indexNumber });
    await writes(await luan("林初晴"), other, thief);
    await signs(other, cast, luan);
    const body = { itemId: other, contentHash: contentHash(thief) };
    expect(verdict(await (await luan("苏晚舟")).ask("repo.ingest", { body }))).toBe("422 E_META");
  });

  it("makes a pack of which no part can be changed, dropped or taken from another item", async () => {
    const [one, two] = [newItem(), newItem()];
    const cast = ["林初晴", "沈亦谦", "顾长宁"];
    const texts = [notice("甲：请按时报送材料。"), notice("乙：请按时报送材料。")] as const;
    for (const [itemId, content] of [
      [one, texts[0]],
      [two, texts[1]],
    ] as const) {
      await writes(await luan("林初晴"), itemId, content);
      await signs(itemId, cast, luan);
    }
    const desk = await luan("林初晴");
    const good = await packOf(desk, one);
    expect(judged(desk, good).ok).toBe(true);
    const files = Object.fromEntries(readArchive(good));
    const foreign = Object.fromEntries(readArchive(await packOf(desk, two)));
    const ok = (changed: Record<string, Uint8Array>): boolean => {
      try {
        return judged(desk, writeArchive(new Map(Object.entries(changed)))).ok;
      } catch {
        return false;
      }
    };
    for (const name of Object.keys(files)) {
      const { [name]: bytes = new Uint8Array(), ...rest } = files;
      expect(ok(rest), `without ${name}`).toBe(false);
      const flipped = Uint8Array.from(bytes);
      flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] ?? 0) ^ 1;
      expect(ok({ ...files, [name]: flipped }), `one bit of ${name}`).toBe(false);
      const theirs = foreign[name];
      if (theirs !== undefined && Buffer.compare(theirs, bytes) !== 0)
        expect(ok({ ...files, [name]: theirs }), `${name} of another item`).toBe(false);
    }
    expect(ok({ ...files, "note.txt": utf8("x") })).toBe(false);
  });
});
