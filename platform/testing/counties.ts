/** Two counties of one city, and what is known of the one that the other must not see (RP-1). */
import type { Tables } from "../store/tables";
import { signIn, verdict } from "./desk";
import { cityOf, openTestPlatform, personOf, type TestPlatform } from "./platform";
import { newItem, notice, revise, sign } from "./work";

const at = "2026-11-20T00:00:00.000Z";
export const unitNames: Readonly<Record<string, string>> = {
  "county-a": "甲县政府办公室",
  "school-a": "甲县一中",
  "county-b": "乙县政府办公室",
  "far-a": "甲县运维站",
};

/** Ids of 乙县; none of it may appear. */
export const foreign = {
  unit: "county-b",
  device: "device-of-county-b",
  enrolment: "enrolment-of-b",
  approved: "approved-of-b",
  recovery: "recovery-of-b",
  officer: "officer-of-b",
} as const;

export interface Counties {
  readonly platform: TestPlatform;
  /** An account and an item of 乙县. */
  readonly account: string;
  readonly itemId: string;
  /** Words and ids that stand for 乙县 alone. */
  readonly secrets: readonly string[];
}

export const inLuan = (platform: TestPlatform, name: string) => personOf(cityOf(platform, "luan"), name);

/** Puts a person into another unit. */
export async function put(platform: TestPlatform, name: string, unit: string): Promise<void> {
  await platform.services.store.db
    .updateTable("accounts")
    .set({ unit_id: unit, unit_name: unitNames[unit] ?? unit })
    .where("account_id", "=", inLuan(platform, name).accountId)
    .execute();
}

const unit = (unit_id: string, parent_id: string, more: Partial<Tables["units"]> = {}): Tables["units"] => ({
  ...{ site: "luan", unit_id, parent_id, name: unitNames[unit_id] ?? "", duty: "manages" },
  ...{ reach: "subtree", state: "open", manager: "", manager_phone: "", changed_at: at },
  ...more,
});

/** Of somebody called 贝新人. */
export const enrolment = (
  enrolment_id: string,
  state: "requested" | "approved",
  unitId: string,
): Tables["enrolments"] => ({
  ...{ enrolment_id, site: "luan", account_id: null, state, requested_by: "贝申请", requested_person: "p-b" },
  ...{ requested_at: at, decided_by: null, decided_person: null, decided_at: null, decision_reason: null },
  ...{ executed_by: null, executed_at: null },
  form: JSON.stringify({
    ...{ kind: "open", name: "贝新人", phone: "13766666666", unitId, unitName: unitNames[unitId], roles: ["编辑员"] },
    ...{ staff: { kind: "permanent" }, chain: ["AAAA"], reason: "乙县新入职" },
  }),
});

async function plant({ services: { store } }: TestPlatform, account: string): Promise<void> {
  const { db } = store;
  const { device } = foreign;
  const requests = [enrolment(foreign.enrolment, "requested", foreign.unit)];
  requests.push(enrolment(foreign.approved, "approved", foreign.unit));
  await db.insertInto("enrolments").values(requests).execute();
  await db
    .insertInto("recoveries")
    .values({
      ...{ recovery_id: foreign.recovery, site: "luan", account_id: account, store_id: "store-b", kid: "k", device },
      ...{ requested_at: at, state: "waiting", decided_by: "", reason: "", decided_at: null, released_at: null },
    })
    .execute();
  const officer = { unit_id: foreign.unit, duty: "联络员", name: "贝联络", phone: "13755555555", entered_by: "贝负责" };
  await db
    .insertInto("officers")
    .values({ officer_id: foreign.officer, site: "luan", ...officer, since: at, until: null, ended_by: null })
    .execute();
  await db
    .insertInto("fleet")
    .values({
      ...{ site: "luan", device, account_id: account, version: "1.0.0", edition: "browser", locked: true, ring: null },
      ...{
        policy_hash: null,
        policy_serial: null,
        unsynced: 3,
        oldest: at,
        clock_offset: 0,
        first_at: at,
        last_at: at,
      },
    })
    .execute();
  const use = { account_id: account, device, first_at: at, last_at: at, refused_at: null };
  await db.insertInto("devices").values(use).execute();
}

/** 方亦舟 administers 甲县, 秦望舒 乙县; each has authors and reviewers of its own. The item of 乙县 has its first signature. */
export async function openCounties(): Promise<Counties> {
  const platform = await openTestPlatform();
  await platform.services.store.db
    .insertInto("units")
    .values([
      unit("county-a", "luan-office"),
      unit("school-a", "county-a", { duty: "uses" }),
      unit("far-a", "county-a", { reach: "city" }),
      unit("county-b", "luan-office", { manager: "贝负责", manager_phone: "13777777777" }),
    ])
    .execute();
  // Owned by nobody, so that what is told apart here is units and not columns (RP-9).
  await platform.services.store.db
    .updateTable("columns")
    .set({ owner_unit: null })
    .where("site", "=", "luan")
    .execute();
  for (const name of ["方亦舟", "林初晴", "梁书远"]) await put(platform, name, "county-a");
  const people = ["秦望舒", "乔知夏", "沈亦谦"];
  for (const name of people) await put(platform, name, "county-b");
  const account = inLuan(platform, "乔知夏").accountId;
  await plant(platform, account);
  const itemId = newItem();
  const author = await signIn(platform, "luan", "乔知夏");
  const draft = { itemId, content: notice(undefined, {}, "乙县道路封闭通知") };
  for (const step of [() => revise(platform, author, draft), () => sign(author, itemId)]) {
    const answer = await step();
    if (verdict(answer) !== "200") throw new Error(JSON.stringify(answer.body));
  }
  const ids = people.map((name) => inLuan(platform, name).accountId);
  const words = ["乙县", "贝", "store-b", "137****"];
  return { platform, account, itemId, secrets: [...people, ...ids, ...Object.values(foreign), itemId, ...words] };
}
