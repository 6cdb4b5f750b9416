/** 装入词库、退回上一版 (R17, MX-3): by 系统管理 only (LA-42), judged as every desk will judge it, kept in the audit. */
import { fromBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { type OfferedPack, offeredPack } from "../../shared/http/pack";
import { admitPack } from "../../shared/proofreading/packs/admission";
import { builtinPacks } from "../../shared/proofreading/packs/index";
import { loadPack } from "../../shared/proofreading/packs/load-pack";
import type { PackContents } from "../../shared/proofreading/packs/pack-file";
import { dayOf } from "../../shared/proofreading/run";
import { systemRoles } from "../../shared/workflow/duty";
import { audit } from "../audit";
import { perform } from "../effects/operation";
import type { Call } from "../http/register";
import { requireCity } from "../identity/administration";
import { lockItem } from "../items/record";
import type { Caller, Services } from "../services";
import type { Work } from "../store/tables";
import { offeredNow } from "./reading";

/** @throws AppError E_PERM unless the account is 系统管理 */
function requireSystemRole(caller: Caller): void {
  if (!caller.account.roles.some((role) => systemRoles.includes(role)))
    throw new AppError("E_PERM", "词库由系统管理人员装入和退回");
  requireCity(caller);
}

interface Judged {
  readonly contents: PackContents;
  readonly bytes: Uint8Array;
  /** The issue it was judged against. */
  readonly installed: string | null;
}

export function storePack(services: Services, call: Call<"packs.store">): Promise<OfferedPack> {
  const { caller, operationId, params, body } = call;
  const request = {
    caller,
    operationId,
    content: { route: "packs.store", packId: params.packId, body },
    itemId: "",
    event: "pack-stored",
  };
  return perform(services, request, {
    answer: offeredPack,
    prepare: () => judge(services, call),
    apply: async (work, judged) => {
      const at = services.clock().toISOString();
      await replaceActive(work, caller, { ...judged, at });
      const { manifest, hash } = judged.contents;
      const detail = `${manifest.id} ${manifest.version} ${hash}`;
      await audit(work, at, { event: "pack-stored", accountId: caller.account.accountId, detail });
      return offeredNow(work, caller.site.site, params.packId);
    },
  });
}

async function judge(services: Services, { caller, params, body }: Call<"packs.store">): Promise<Judged> {
  requireSystemRole(caller);
  const bytes = fromBase64(body.bytes);
  const today = dayOf(services.clock().toISOString());
  const active = await services.packs.active(caller.site.site);
  const installed = active.find(({ manifest }) => manifest.id === params.packId) ?? null;
  const others = active.filter((one) => one !== installed).map((one) => loadPack(one, today));
  const contents = admitPack(bytes, {
    trust: { anchors: caller.site.anchors, check: services.check },
    installed: installed?.manifest ?? null,
    today,
    beside: [...builtinPacks, ...others],
    now: () => performance.now(),
  });
  if (contents.manifest.id !== params.packId) throw new AppError("E_LEXICON", "文件不是所说的词库");
  return { contents, bytes, installed: installed?.hash ?? null };
}

async function replaceActive(
  work: Work,
  { site, account }: Caller,
  { contents, bytes, installed, at }: Judged & { readonly at: string },
): Promise<void> {
  const { manifest, hash } = contents;
  const place = { site: site.site, pack_id: manifest.id };
  const active = await lockActive(work, place);
  if ((active?.hash ?? null) !== installed) throw new AppError("E_STATE", "词库刚被别人更换，请重试");
  if (active !== null) {
    await drop(work, place, "previous");
    await move(work, place, { from: "active", to: "previous" });
  }
  await work
    .insertInto("lexicon_packs")
    .values({
      ...place,
      slot: "active",
      name: manifest.name,
      version: manifest.version,
      hash,
      bytes,
      account_id: account.accountId,
      uploaded_by: account.name,
      at,
    })
    .execute();
}

/** The previous issue becomes active again and the active one previous: desks that have it go back with it. */
export function rollBackPack(services: Services, call: Call<"packs.rollback">): Promise<OfferedPack> {
  const { caller, operationId, params } = call;
  const place = { site: caller.site.site, pack_id: params.packId };
  const request = {
    caller,
    operationId,
    content: { route: "packs.rollback", packId: params.packId },
    itemId: "",
    event: "pack-rolled-back",
  };
  return perform(services, request, {
    answer: offeredPack,
    prepare: async () => requireSystemRole(caller),
    apply: async (work) => {
      const at = services.clock().toISOString();
      await lockActive(work, place);
      const { previous } = await offeredNow(work, place.site, place.pack_id);
      if (previous === null) throw new AppError("E_STATE", "没有可以退回的上一版");
      await move(work, place, { from: "active", to: "leaving" });
      await move(work, place, { from: "previous", to: "active" });
      await move(work, place, { from: "leaving", to: "previous" });
      const detail = `${place.pack_id} ${previous.version} ${previous.hash}`;
      await audit(work, at, { event: "pack-rolled-back", accountId: caller.account.accountId, detail });
      return offeredNow(work, place.site, place.pack_id);
    },
  });
}

interface Place {
  readonly site: string;
  readonly pack_id: string;
}

/** One change of a pack at a time, also of one that is not there yet. */
async function lockActive(work: Work, { site, pack_id }: Place): Promise<{ readonly hash: string } | null> {
  await lockItem(work, `pack ${site} ${pack_id}`);
  const row = await work
    .selectFrom("lexicon_packs")
    .select("hash")
    .where("site", "=", site)
    .where("pack_id", "=", pack_id)
    .where("slot", "=", "active")
    .executeTakeFirst();
  return row ?? null;
}

async function drop(work: Work, { site, pack_id }: Place, slot: string): Promise<void> {
  await work
    .deleteFrom("lexicon_packs")
    .where("site", "=", site)
    .where("pack_id", "=", pack_id)
    .where("slot", "=", slot)
    .execute();
}

async function move(
  work: Work,
  { site, pack_id }: Place,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await work
    .updateTable("lexicon_packs")
    .set({ slot: to })
    .where("site", "=", site)
    .where("pack_id", "=", pack_id)
    .where("slot", "=", from)
    .execute();
}
