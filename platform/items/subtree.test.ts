/** TN-4, RP-1: items wait within the units of an account, on every way from review to release. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Counties, inLuan, openCounties, put } from "../testing/counties";
import { type Desk, fingerprint, signIn, verdict } from "../testing/desk";
import type { TestPlatform } from "../testing/platform";
import { deliver, sign, statementFor } from "../testing/work";

let counties: Counties;
let platform: TestPlatform;
beforeAll(async () => {
  counties = await openCounties();
  ({ platform } = counties);
}, 180_000);
afterAll(() => platform.close());
beforeEach(() => platform.pass(61 * 60_000));

const signedIn = (name: string) => signIn(platform, "luan", name);
const items = async (desk: Desk) => JSON.stringify((await desk.ask("items.list")).body);
const outside = { code: "E_PERM", detail: "稿件不在您单位的管辖范围内" };

describe("RP-1, TN-4: what is worked on stays within the units of an account", () => {
  it("a reviewed item of one county waits for its reviewers and those above, and not for the other county's", async () => {
    const { itemId } = counties;
    const reviewer = await signedIn("沈亦谦");
    expect(await items(reviewer)).toContain(itemId);
    const stranger = await signedIn("梁书远");
    expect(await items(stranger)).not.toContain(itemId);
    expect(verdict(await stranger.ask("items.read", { params: { itemId } }))).toBe("403 E_PERM");
    const changes = JSON.stringify((await stranger.ask("changes.list", { query: { after: "0" } })).body);
    expect(changes).toMatch(new RegExp(`"${itemId}","gone":true`));
    const honest = await statementFor(reviewer, itemId);
    const { accountId, personId } = inLuan(platform, "梁书远");
    const signer = { accountId, personId, name: "梁书远", certificate: fingerprint(stranger.signer) };
    const said = { ...honest.said, nonce: await stranger.nonce(), signer: { ...honest.said.signer, ...signer } };
    expect((await deliver(stranger, said, honest.ledger)).body).toMatchObject(outside);
    expect(verdict(await sign(reviewer, itemId))).toBe("200");
  });

  it("above them the whole city's leader signs; a publisher of the other county releases nothing of it", async () => {
    const { itemId } = counties;
    const leader = await signedIn("顾长宁");
    expect(await items(leader)).toContain(itemId);
    expect(verdict(await sign(leader, itemId))).toBe("200");
    const body = { itemId, contentHash: (await leader.read(itemId)).summary.contentHash };
    await put(platform, "苏晚舟", "county-a");
    const other = await signedIn("苏晚舟");
    expect(await items(other)).not.toContain(itemId);
    expect((await other.ask("repo.ingest", { body })).body).toMatchObject(outside);
    await put(platform, "苏晚舟", "county-b");
    expect(await items(other)).toContain(itemId);
    expect(verdict(await other.ask("repo.ingest", { body }))).toBe("200");
  });
});
