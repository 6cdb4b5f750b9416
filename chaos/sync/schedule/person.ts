/** What a person does at a workstation, by the same services as the screens use. */
import { notice } from "../../../platform/testing/work";
import { reopen } from "../../../renderer/screens/work/reopen";
import type { Draft } from "../../../renderer/services";
import type { Workstation } from "../../../renderer/workstation";
import { toFailure } from "../../../shared/failure";
import { contentHash, contentOf } from "../../../shared/model/content";
import { ledgerOf } from "../../../shared/proofreading/ledger";
import { dayOf } from "../../../shared/proofreading/run";
import type { World } from "../world/world";
import type { Notebook } from "./notebook";
import type { DeskNumber } from "./step";

export interface Person {
  readonly world: World;
  readonly notebook: Notebook;
  readonly desk: DeskNumber;
  readonly station: Workstation;
}

let texts = 0;

/** Writes a text nobody has written before and submits it. An item that cannot be opened here is left alone. */
export async function write(person: Person, slot: number): Promise<void> {
  const { station, notebook, desk } = person;
  const draft = await draftOf(person, slot).catch(whenRefused);
  if (draft === null) return;
  texts += 1;
  const { itemId } = draft;
  const body = `为方便群众办事，便民服务中心自本月起实行预约办理，第${texts}号窗口照常开放。`;
  const { document } = notice(body);
  const next: Draft = { ...draft, document };
  await station.drafts.save(next);
  const content = contentOf(document, next.metadata);
  const submission = { desk, itemId, hash: contentHash(content) };
  const ledger = await ledgerFor(person, content);
  notebook.trying(submission);
  await station.sync.submit({ draft: next, itemId, title: document.title, ledger, signed: null });
  notebook.told(submission);
}

/** Keeps the own text of a parked item, and submits it again on what the platform has. */
export async function answer(person: Person, slot: number): Promise<void> {
  const itemId = person.notebook.items.get(slot);
  const entries = person.station.sync.state().entries.filter((entry) => entry.operation.body.itemId === itemId);
  if (itemId === undefined || !entries.some(({ state }) => state === "conflict" || state === "rejected")) return;
  if (await takeBack(person, slot)) await write(person, slot);
}

/** Whether it was taken back. */
export async function takeBack({ station, notebook }: Person, slot: number): Promise<boolean> {
  const itemId = notebook.items.get(slot);
  if (itemId === undefined || !station.drafts.has(itemId)) return false;
  const done = await station.sync.withdraw(itemId).catch(whenRefused);
  return done !== null;
}

async function draftOf({ station, notebook, world, desk }: Person, slot: number): Promise<Draft | null> {
  const itemId = notebook.items.get(slot);
  if (itemId === undefined) {
    const { document, metadata } = notice();
    const draft = await station.drafts.create({ document, metadata });
    notebook.items.set(slot, draft.itemId);
    return draft;
  }
  if (!station.drafts.has(itemId)) {
    const { detail } = await station.items.read(itemId);
    const at = new Date(world.now() + (world.shifts[desk] ?? 0)).toISOString();
    await reopen(detail, station.drafts, at);
  }
  return station.drafts.open(itemId);
}

async function ledgerFor({ world }: Person, content: ReturnType<typeof contentOf>) {
  const { inspector, sites } = world.platform.services;
  const site = sites.get("luan");
  if (site === undefined) throw new Error("no site luan");
  const day = dayOf(new Date(world.now()).toISOString());
  return ledgerOf(await inspector.inspect(content, { day, site, attachments: [] }), []);
}

/** A refusal with a code is what a person is told; anything else is a bug of ours and fails the schedule. */
function whenRefused(error: unknown): null {
  if (toFailure(error).code === "E_INTERNAL") throw error;
  return null;
}
