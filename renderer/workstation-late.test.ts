import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { contentHash, contentOf } from "../shared/model/content";
import type { Ask, Draft } from "./services";
import { brokenLink } from "./store/version-chain";
import { type Bench, bench, openBench } from "./testing/bench";
import { documentOf, ledgerFor, signedFor } from "./testing/fake-item";

/** A desk whose journal takes its time: an append that was asked for is only made when the gate is opened. */
function slowBench(): Bench & { readonly hold: () => () => void } {
  const here = bench({ indexedDB: new IDBFactory(), IDBKeyRange });
  let gate: Promise<void> = Promise.resolve();
  const ask: Ask = async (name, input) => {
    if (name === "desk:journal.append") await gate;
    return here.fake.ask(name, input);
  };
  const hold = () => {
    let open = (): void => undefined;
    gate = new Promise((done) => {
      open = done;
    });
    return open;
  };
  return { ...here, fake: { ...here.fake, ask }, hold };
}

const older = documentOf("关于防汛的通知", "旧的文字。");
const newer = documentOf("关于防汛的通知", "刚写下的文字。");
const hashOf = (draft: Draft) => contentHash(contentOf(draft.document, draft.metadata));

describe("D4: a save that is still being written", () => {
  it("is what the draft opens with: the older text is never shown, and so never saved over it", async () => {
    const here = slowBench();
    const station = await openBench(here);
    const draft = await station.drafts.create({ document: older });
    const open = here.hold();
    const saving = station.drafts.save({ ...draft, document: newer });
    const opening = station.drafts.open(draft.itemId);
    open();
    expect((await opening).document).toEqual(newer);
    await saving;
    await station.close();
  });

  it("keeps nobody from opening another draft", async () => {
    const here = slowBench();
    const station = await openBench(here);
    const [one, other] = [await station.drafts.create({ document: older }), await station.drafts.create()];
    const open = here.hold();
    const saving = station.drafts.save({ ...one, document: newer });
    expect((await station.drafts.open(other.itemId)).itemId).toBe(other.itemId);
    open();
    await saving;
    await station.close();
  });

  it("does not take away the base that the platform's answer brought meanwhile", async () => {
    const here = slowBench();
    const station = await openBench(here);
    const draft = await station.drafts.create({ document: older });
    await station.drafts.save({ ...draft, document: newer });
    const taken = { contentHash: hashOf(draft), statementHash: null, revision: 1 };
    const open = here.hold();
    const both = [station.drafts.settle(draft.itemId, taken), station.drafts.save({ ...draft, document: newer })];
    open();
    await Promise.all(both);
    expect(await station.drafts.open(draft.itemId)).toMatchObject({ parent: hashOf(draft), baseRevision: 1 });
    await station.close();
  });

  it("leaves the chain of versions whole when a version was cut beside it", async () => {
    const here = slowBench();
    const station = await openBench(here);
    const draft = await station.drafts.create({ document: older });
    const open = here.hold();
    const changed = { ...draft, document: newer };
    const three = [
      station.drafts.cutVersion(changed, "一"),
      station.drafts.save(changed),
      station.drafts.cutVersion(changed, "二"),
    ];
    open();
    await Promise.all(three);
    const versions = await station.drafts.versions(draft.itemId);
    expect(versions.map(({ reason }) => reason)).toEqual(["新建", "一", "二"]);
    expect(brokenLink(versions)).toBeNull();
    await station.close();
  });

  it("is written before the stores close, and what comes after that keeps its base and shows nothing again", async () => {
    const here = slowBench();
    const station = await openBench(here);
    const draft = await station.drafts.create({ document: older });
    const hash = hashOf(draft);
    const { itemId } = draft;
    await station.sync.submit({ draft, itemId, title: "一", ledger: ledgerFor(hash), signed: signedFor(itemId, hash) });
    await station.drafts.save({ ...draft, document: newer });
    await station.loop.round();
    const open = here.hold();
    const saving = station.drafts.save({ ...draft, document: newer });
    const closing = station.close();
    open();
    await Promise.all([saving, closing]);
    const last = documentOf("关于防汛的通知", "锁定时的最后几个字。");
    await station.drafts.save({ ...draft, document: last });
    expect(station.drafts.list()).toEqual([]);
    const next = await openBench(here);
    expect(await next.drafts.open(itemId)).toMatchObject({ document: last, parent: hash, baseRevision: 1 });
    await next.close();
  });
});
