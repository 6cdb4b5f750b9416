/** AC-8, TN-35, LAM-32.1: rights end at once; the departure is closed only when the list of four is complete. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { toBase64, utf8 } from "../../shared/bytes";
import { AdminBrowser, said } from "../testing/admin-browser";
import { signIn, verdict } from "../testing/desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "../testing/platform";
import { newItem, notice, revise } from "../testing/work";

let platform: TestPlatform;
let first: AdminBrowser;
let second: AdminBrowser;

const person = (name: string) => personOf(cityOf(platform, "luan"), name);
const db = () => platform.services.store.db;
const all = {
  ...{ successor: "林初晴", handed: "2026-01-05", pledged: "2026-01-05", keys: "2026-01-05" },
  ...{ "keys-what": "值班共用口令", equipment: "USB 密钥 1 个", returned: "2026-01-05" },
};

async function browserOf(name: string): Promise<AdminBrowser> {
  const browser = new AdminBrowser(platform);
  await browser.enter(await signIn(platform, "luan", name));
  await browser.confirm();
  return browser;
}
const handOver = (name: string) =>
  db()
    .selectFrom("hand_overs")
    .selectAll()
    .where("account_id", "=", person(name).accountId)
    .orderBy("opened_at", "desc")
    .executeTakeFirstOrThrow();
const noted = (event: string) =>
  db().selectFrom("audit").select(["detail", "account_id"]).where("event", "=", event).orderBy("seq").execute();

beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  platform.pass(61 * 60_000);
  [first, second] = [await browserOf("方亦舟"), await browserOf("秦望舒")];
});

describe("AC-8: a transfer", () => {
  const pem = (chain: readonly Uint8Array[]): Uint8Array =>
    utf8(
      chain
        .toReversed()
        .map((der) => `-----BEGIN CERTIFICATE-----\n${toBase64(der)}\n-----END CERTIFICATE-----\n`)
        .join(""),
    );
  /** Asked, approved by another and carried out. */
  const change = async (unit: string): Promise<string> => {
    const key = await cityOf(platform, "luan").authority.issuePerson({ name: "林初晴", unitName: "办公室" });
    const fields = {
      ...{ account: person("林初晴").accountId, name: "林初晴", phone: "13900001111", unit, role: "编辑员" },
      ...{ staff: "permanent", reason: "工作需要", vetted: "2026-01-02", trained: "2026-01-05" },
    };
    const asked = await first.act("enrolments/request", fields, { files: { certificate: pem(key.signer.chain) } });
    const enrolment = /enrolments\/([^?]+)/.exec(asked.location)?.[1] ?? "";
    await second.act("enrolments/approve", { enrolment, reason: "同意" });
    return said(await first.act("enrolments/execute", { enrolment }));
  };
  const opened = () =>
    db().selectFrom("hand_overs").select("kind").where("account_id", "=", person("林初晴").accountId).execute();

  it("to another unit opens a list of its own; a new certificate for the same post opens none", async () => {
    expect(await change("luan-office")).toBe("303");
    expect(await opened()).toEqual([]);
    await first.confirm();
    expect(await change("luan-centre")).toBe("303");
    expect(await opened()).toEqual([{ kind: "transfer" }]);
  });
});

describe("AC-8: a departure", () => {
  it("ends the rights at once, lists what was under way, and is not closed with one of the four missing (E_FORM)", async () => {
    const desk = await signIn(platform, "luan", "乔知夏");
    await revise(platform, desk, { itemId: newItem(), content: notice(undefined, {}, "汛期值班安排") });
    await first.act("accounts/leave", { account: person("乔知夏").accountId, reason: "调离" });
    expect(verdict(await desk.ask("session.read"))).toBe("401 E_SESSION");
    const row = await handOver("乔知夏");
    const path = `/admin/hand-overs/${row.handover_id}`;
    expect((await first.get(path)).text).toContain("汛期值班安排");
    const close = () => first.act("hand-overs/close", { handover: row.handover_id });
    for (const [field, words] of [
      ["successor", "工作移交"],
      ["pledged", "保密承诺"],
      ["keys", "口令和证书更换"],
      ["returned", "设备交还"],
    ] as const) {
      await first.act("hand-overs/note", { handover: row.handover_id, ...all, [field]: "" });
      const refused = await close();
      expect([said(refused), refused.text.includes(words)], field).toEqual(["E_FORM", true]);
    }
    expect((await first.get("/admin/hand-overs")).text).toContain("缺：设备交还");
    await first.act("hand-overs/note", { handover: row.handover_id, ...all, equipment: "无", returned: "" });
    expect((await close()).location).toContain("done=handed-over");
    expect((await first.get(path)).text).toContain("已离岗");
    expect(said(await close())).toBe("E_STATE");
    expect(said(await first.act("hand-overs/note", { handover: row.handover_id, ...all }))).toBe("E_STATE");
  });

  it("stands in the ledger from its opening to its end, with how many are open and without what was typed", async () => {
    const { handover_id: id, account_id } = await handOver("乔知夏");
    expect(await noted("handover-opened")).toContainEqual({ detail: `${id} leave`, account_id });
    const steps = await noted("handover-noted");
    expect(steps.map(({ detail }) => detail.split(" ").at(-1))).toEqual(["1", "1", "1", "1", "0"]);
    expect(await noted("handover-closed")).toHaveLength(1);
    expect(JSON.stringify(steps)).not.toContain("值班共用口令");
  });

  it("has a form on paper with its four entries and places to sign, and no act and no script on it", async () => {
    const { handover_id: id } = await handOver("乔知夏");
    const { text } = await first.get(`/admin/hand-overs/${id}/print`);
    for (const words of ["移交单", "林初晴", "值班共用口令", "汛期值班安排", "签字", "单位负责人"])
      expect(text, words).toContain(words);
    const paper = text.slice(text.indexOf('class="paper"'), text.indexOf("</section>"));
    expect(paper).not.toMatch(/<form|<script|<button/);
  });

  it("needs a fresh code to close, days that are not to come, another successor than the leaver, and the own city", async () => {
    await first.act("accounts/leave", { account: person("沈亦谦").accountId, reason: "退休" });
    const { handover_id: handover } = await handOver("沈亦谦");
    for (const bad of [{ pledged: "2999-01-01" }, { handed: "昨天" }, { successor: "沈亦谦" }])
      expect(said(await first.act("hand-overs/note", { handover, ...all, ...bad })), JSON.stringify(bad)).toBe(
        "E_FORM",
      );
    await first.act("hand-overs/note", { handover, ...all });
    platform.pass(11 * 60_000);
    expect(said(await first.act("hand-overs/close", { handover }))).toBe("E_CONFIRM");
    const theirs = new AdminBrowser(platform);
    await theirs.enter(await signIn(platform, "tongnan", "祁安歌"));
    expect(said(await theirs.get(`/admin/hand-overs/${handover}`))).toBe("E_NOT_FOUND");
    expect(said(await theirs.act("hand-overs/note", { handover, ...all }))).toBe("E_NOT_FOUND");
  });
});
