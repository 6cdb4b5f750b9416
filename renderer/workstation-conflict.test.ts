import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { openPlaces } from "../shared/merge/resolve";
import { type Content, contentHash, contentOf } from "../shared/model/content";
import type { Block, ManuscriptDocument } from "../shared/model/manuscript";
import type { Draft } from "./services";
import { type Bench, bench, type OpenBench, openBench } from "./testing/bench";
import { ledgerFor, signedFor } from "./testing/fake-item";

const fresh = () => bench({ indexedDB: new IDBFactory(), IDBKeyRange });
const paragraph = (id: string, text: string): Block => ({
  kind: "paragraph",
  id,
  align: "left",
  runs: [{ text, marks: [], link: null }],
});
const three = (a: string, b: string, c: string): ManuscriptDocument => ({
  title: "关于防汛的通知",
  blocks: [paragraph("a", a), paragraph("b", b), paragraph("c", c)],
});
const hashOf = (draft: Draft) => contentHash(contentOf(draft.document, draft.metadata));
const textOf = ({ blocks }: ManuscriptDocument) =>
  blocks.map((block) => ("runs" in block ? block.runs.map((run) => run.text).join("") : ""));

async function submit(station: OpenBench, draft: Draft) {
  const hash = hashOf(draft);
  const { itemId, document } = draft;
  await station.sync.submit({
    draft,
    itemId,
    title: document.title,
    ledger: ledgerFor(hash),
    signed: signedFor(itemId, hash),
  });
}

/** One item that both sides have, then changed here and there; the platform refuses this side's revision. */
async function inConflict(here: Bench, station: OpenBench, mine: ManuscriptDocument, theirs: ManuscriptDocument) {
  const created = await station.drafts.create({ document: three("甲段。", "乙段。", "丙段。") });
  await submit(station, created);
  await station.loop.round();
  const parent = hashOf(created);
  const other: Content = contentOf(theirs, created.metadata);
  const body = { kind: "revision" as const, itemId: created.itemId, parent, content: other, ledger: ledgerFor(parent) };
  here.fake.platform.deliver({ operationId: "someone-else", body });
  const draft: Draft = { ...created, document: mine, parent, baseRevision: 1 };
  await station.drafts.save(draft);
  here.fake.platform.refuse = { kind: "revision", code: "E_CONFLICT" };
  await submit(station, draft);
  await station.loop.round();
  here.fake.platform.refuse = null;
  return { itemId: created.itemId, draft, other };
}

const mine = three("甲段本机改。", "乙段本机这样改了。", "丙段。");
const theirs = three("甲段。", "乙段平台那样改成。", "丙段平台改。");

describe("D3: a conflict on this machine", () => {
  it("finds the common text among the versions and asks only about the paragraph both changed", async () => {
    const here = fresh();
    const station = await openBench(here);
    const { itemId } = await inConflict(here, station, mine, theirs);
    const conflict = await station.conflicts.read(itemId);
    expect(conflict.merge.hasBase).toBe(true);
    const open = openPlaces(conflict.merge, conflict.choices);
    expect(open).toMatchObject([{ mine: { id: "b" }, theirs: { id: "b" } }]);
    await station.close();
  });

  it("names the approvals that end: those on the platform's text, and the signature that was never sent", async () => {
    const here = fresh();
    const station = await openBench(here);
    const { itemId, other } = await inConflict(here, station, mine, theirs);
    const hash = contentHash(other);
    const body = { kind: "review" as const, itemId, ledger: ledgerFor(hash), signed: signedFor(itemId, hash) };
    here.fake.platform.deliver({ operationId: "their-review", body });
    const conflict = await station.conflicts.read(itemId);
    expect(conflict.voided).toMatchObject([{ name: "张晓岚", role: "编辑员" }]);
    expect(conflict.unsent).toHaveLength(1);
    await station.close();
  });

  it("keeps each decision through a restart, and drops them when the platform's text is another", async () => {
    const here = fresh();
    const first = await openBench(here);
    const { itemId, draft } = await inConflict(here, first, mine, theirs);
    const conflict = await first.conflicts.read(itemId);
    const [place] = openPlaces(conflict.merge, conflict.choices);
    await first.conflicts.keep(conflict, new Map([[place?.id ?? "", { kind: "both" as const }]]));
    await first.close();
    const next = await openBench(here);
    const again = await next.conflicts.read(itemId);
    expect([...again.choices.values()]).toEqual([{ kind: "both" }]);
    const later = contentOf(three("甲段。", "又改。", "丙段。"), draft.metadata);
    const body = { kind: "revision" as const, itemId, parent: null, content: later, ledger: ledgerFor(hashOf(draft)) };
    here.fake.platform.deliver({ operationId: "someone-again", body });
    expect((await next.conflicts.read(itemId)).choices.size).toBe(0);
    await next.close();
  });

  it("refuses to finish while a place is open, and changes nothing then", async () => {
    const here = fresh();
    const station = await openBench(here);
    const { itemId } = await inConflict(here, station, mine, theirs);
    const conflict = await station.conflicts.read(itemId);
    await expect(station.conflicts.finish(conflict, new Map())).rejects.toMatchObject({ code: "E_STATE" });
    expect(station.sync.state().entries.some((entry) => entry.state === "conflict")).toBe(true);
    await station.close();
  });

  it("finishes on the platform's head: one append holds both originals, the result and the draft; then it goes up", async () => {
    const here = fresh();
    const station = await openBench(here);
    const { itemId, other } = await inConflict(here, station, mine, theirs);
    const conflict = await station.conflicts.read(itemId);
    const choices = new Map(
      openPlaces(conflict.merge, conflict.choices).map(({ id }) => [id, { kind: "mine" as const }]),
    );
    const before = here.fake.journal.appends.length;
    await station.conflicts.finish(conflict, choices);
    const [merge] = here.fake.journal.appends
      .slice(before)
      .filter((rows) => rows.some(({ table }) => table === "drafts"));
    expect(merge?.map(({ table }) => table)).toEqual(["drafts", "drafts", "revisions", "revisions", "revisions"]);
    const draft = await station.drafts.open(itemId);
    expect(textOf(draft.document)).toEqual(["甲段本机改。", "乙段本机这样改了。", "丙段平台改。"]);
    expect(draft).toMatchObject({ parent: contentHash(other), baseRevision: 2 });
    const versions = (await station.drafts.versions(itemId)).slice(-3);
    expect(versions.map(({ reason }) => reason)).toEqual([
      "冲突时本机的版本",
      "冲突时平台上的第 2 版（张晓岚）",
      "与平台第 2 版合并",
    ]);
    expect(versions.map(({ document }) => textOf(document))).toEqual([
      textOf(mine),
      textOf(theirs),
      textOf(draft.document),
    ]);
    await submit(station, draft);
    await station.loop.round();
    expect(textOf(here.fake.platform.details.get(itemId)?.content.document ?? mine)).toEqual(textOf(draft.document));
    await station.close();
  });

  it("starts over when the platform moved on while somebody was choosing", async () => {
    const here = fresh();
    const station = await openBench(here);
    const { itemId, draft } = await inConflict(here, station, mine, theirs);
    const conflict = await station.conflicts.read(itemId);
    const choices = new Map(
      openPlaces(conflict.merge, conflict.choices).map(({ id }) => [id, { kind: "mine" as const }]),
    );
    const later = contentOf(three("甲段。", "又改。", "丙段。"), draft.metadata);
    const body = { kind: "revision" as const, itemId, parent: null, content: later, ledger: ledgerFor(hashOf(draft)) };
    here.fake.platform.deliver({ operationId: "someone-again", body });
    await expect(station.conflicts.finish(conflict, choices)).rejects.toMatchObject({ code: "E_CONFLICT" });
    expect(textOf((await station.drafts.open(itemId)).document)).toEqual(textOf(mine));
    await station.close();
  });

  it("a window that dies between the merged draft and taking the operations back asks nothing again", async () => {
    const here = fresh();
    const station = await openBench(here);
    const { itemId } = await inConflict(here, station, mine, theirs);
    const conflict = await station.conflicts.read(itemId);
    const choices = new Map(
      openPlaces(conflict.merge, conflict.choices).map(({ id }) => [id, { kind: "theirs" as const }]),
    );
    const append = here.fake.journal.append.bind(here.fake.journal);
    let merged = false;
    here.fake.journal.append = (entries) => {
      if (merged) throw new Error("the window died here");
      merged = true;
      return append(entries);
    };
    await station.conflicts.finish(conflict, choices).catch(() => undefined);
    here.fake.journal.append = append;
    await station.close();
    const next = await openBench(here);
    const again = await next.conflicts.read(itemId);
    expect(openPlaces(again.merge, again.choices)).toEqual([]);
    await next.conflicts.finish(again, again.choices);
    expect(textOf((await next.drafts.open(itemId)).document)).toEqual([
      "甲段本机改。",
      "乙段平台那样改成。",
      "丙段平台改。",
    ]);
    await next.close();
  });
});
