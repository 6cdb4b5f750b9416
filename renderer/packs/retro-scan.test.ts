import { beforeEach, describe, expect, it } from "vitest";
import type { ItemDetail, ItemSummary } from "../../shared/http/item";
import { type Content, contentHash, contentOf } from "../../shared/model/content";
import { emptyMetadata } from "../../shared/model/metadata";
import type { Finding } from "../../shared/proofreading/finding";
import type { LexiconPart } from "../../shared/proofreading/packs/lexicon-schema";
import type { PackData } from "../../shared/proofreading/packs/load-pack";
import { contentsOf } from "../../shared/proofreading/packs/pack-file";
import { profiles } from "../../shared/workflow/profiles/index";
import { pass, takePacks } from "../proof/pass";
import type { Draft } from "../services";
import { createSignal } from "../signal";
import type { StoredValue } from "../store/records";
import { documentOf, ledgerFor } from "../testing/fake-item";
import { type PassSetup, startRunner } from "./pass-runner";
import { createRetroScan, type RetroScan } from "./retro-scan";

const ZERO = `sha-256:${"0".repeat(64)}`;
const AT = "2026-11-20T02:00:00.000Z";

const packOf = (version: number, lexicon: LexiconPart, expiresOn: string | null = null): PackData =>
  contentsOf({
    manifest: {
      id: "city-words",
      name: "六安市用词",
      version,
      issuedAt: AT,
      expiresOn,
      staleAfterDays: 90,
      rollback: false,
    },
    lexicon,
    patterns: [],
    tests: [],
    model: null,
  });

const renamed = packOf(1, {
  terms: { "unit-term": [{ wrong: "皋城大道南段", right: ["皋城南路"], why: "道路已更名", severity: "error" }] },
});
const leaders = packOf(2, {
  leaders: [{ name: "周思齐", posts: [{ title: "某市市委书记", from: "2023-02-01" }] }],
});

/** The worker, in this thread: answers in a later turn, as a worker does. */
const spawned: { stopped: boolean }[] = [];
const runner = (setup: PassSetup) =>
  startRunner(setup, ({ onAnswer }) => {
    const worker = { stopped: false };
    spawned.push(worker);
    let packs: readonly PackData[] = [];
    return {
      use: (given) => {
        packs = given;
      },
      send: (request) =>
        setTimeout(() => {
          takePacks(packs);
          if (!worker.stopped) onAnswer(pass(request, null));
        }, 0),
      stop: () => {
        worker.stopped = true;
      },
    };
  });

/** What the ledger of an item shows that was approved before there was a pack. */
function foundWithoutPacks(content: Content): Finding[] {
  takePacks([]);
  const answer = pass({ seq: 0, content, attachments: [], at: AT, profile: profiles.luan }, null);
  return answer.ok ? answer.report.findings : [];
}

function detail(itemId: string, text: string, phase: ItemSummary["phase"]): ItemDetail {
  const content = contentOf(documentOf(`稿件${itemId}`, text), emptyMetadata);
  const hash = contentHash(content);
  return {
    summary: {
      itemId,
      site: "luan",
      title: `稿件${itemId}`,
      itemType: "notice",
      columnId: "notices",
      important: false,
      revision: 1,
      contentHash: hash,
      phase,
      nextStep: "",
      waitingForMe: false,
      mine: true,
      updatedAt: AT,
    },
    content,
    ledger: { ...ledgerFor(hash), findings: foundWithoutPacks(content) },
    history: [],
    statements: [],
    receipts: [],
    repoId: null,
    publicPath: "",
  };
}

interface World {
  readonly retro: RetroScan;
  readonly list: ReturnType<typeof createSignal<readonly ItemSummary[]>>;
  readonly details: Map<string, ItemDetail>;
  readonly stored: Map<string, StoredValue>;
  readonly drafts: Draft[];
}

function open(details: readonly ItemDetail[], drafts: readonly Draft[] = [], stored = new Map<string, StoredValue>()) {
  const byId = new Map(details.map((one) => [one.summary.itemId, one]));
  const list = createSignal<readonly ItemSummary[]>(details.map(({ summary }) => summary));
  const retro = createRetroScan({
    records: {
      append: async (entries) => {
        for (const { key, index, value } of entries) stored.set(key, { key, index, value });
        return { savedAt: AT };
      },
      get: async (_, keys) => keys.flatMap((key) => stored.get(key) ?? []),
      note: () => undefined,
    },
    drafts: {
      list: () =>
        drafts.map(({ itemId, document, updatedAt, stage }) => ({
          itemId,
          title: document.title,
          characters: 0,
          updatedAt,
          stage,
        })),
      open: async (itemId) => {
        const draft = drafts.find((one) => one.itemId === itemId);
        if (draft === undefined) throw new Error(`no draft ${itemId}`);
        return draft;
      },
    },
    items: {
      list: list.get,
      subscribe: list.subscribe,
      copies: async (ids) => ids.flatMap((id) => byId.get(id) ?? []),
    },
    startRunner: runner,
    clock: () => new Date("2026-11-22T02:00:00.000Z"),
  });
  return { retro, list, details: byId, stored, drafts: [...drafts] } satisfies World;
}

const draftOf = (itemId: string, text: string): Draft => ({
  itemId,
  document: documentOf("草稿", text),
  metadata: emptyMetadata,
  entries: [],
  report: {
    contentHash: ZERO,
    status: "complete",
    reason: "",
    findings: foundWithoutPacks(contentOf(documentOf("草稿", text), emptyMetadata)),
    packs: [],
    at: AT,
  },
  parent: null,
  baseRevision: 0,
  previousStatement: null,
  stage: "draft",
  createdAt: AT,
  updatedAt: AT,
});

const wrong = "皋城大道南段封闭施工，请绕行。";
const tasksOf = ({ retro }: World) => retro.state.get().tasks.map(({ itemId, count }) => `${itemId} ${count}`);

beforeEach(() => {
  spawned.length = 0;
});

describe("the scan after a change of packs (R18)", () => {
  it("makes a task of every approved or published item with a new error, and of no other", async () => {
    const world = open([
      detail("a", wrong, "published"),
      detail("b", `${wrong}另：${wrong}`, "in-repository"),
      detail("c", wrong, "approved"),
      detail("d", wrong, "in-review"),
      detail("e", wrong, "returned"),
      detail("f", "街道照常通行。", "published"),
    ]);
    await world.retro.follow([renamed], profiles.luan);
    expect(tasksOf(world)).toEqual(["a 1", "b 2", "c 1"]);
    const [task] = world.retro.state.get().tasks;
    expect(task?.findings[0]).toMatchObject({ rule: "unit-term", text: "皋城大道南段", severity: "error" });
    expect(spawned.every(({ stopped }) => stopped)).toBe(true);
  });

  it("counts drafts with new errors, and makes no task of them", async () => {
    const world = open([], [draftOf("x", wrong), draftOf("y", "街道照常通行。")]);
    await world.retro.follow([renamed], profiles.luan);
    expect([tasksOf(world), world.retro.state.get().record?.drafts]).toEqual([[], 1]);
  });

  it("is not made of what was found and settled before the item was approved", async () => {
    const known = detail("a", wrong, "published");
    const finding = (await runner({ profile: profiles.luan, packs: [renamed] }).run(known.content, AT)).findings;
    const world = open([{ ...known, ledger: { ...known.ledger, findings: finding } }]);
    await world.retro.follow([renamed], profiles.luan);
    expect(tasksOf(world)).toEqual([]);
  });

  it("runs once for each set of packs, also over a restart, and again when a pack changes", async () => {
    const world = open([detail("a", "某市市长周思齐到现场查看。", "published")]);
    await world.retro.follow([renamed], profiles.luan);
    await world.retro.follow([renamed], profiles.luan);
    expect(spawned).toHaveLength(1);
    const again = open([...world.details.values()], [], world.stored);
    await again.retro.load();
    await again.retro.follow([renamed], profiles.luan);
    expect(spawned).toHaveLength(1);
    await again.retro.follow([leaders], profiles.luan);
    expect([spawned.length, tasksOf(again)]).toEqual([2, ["a 1"]]);
    expect(again.retro.state.get().tasks[0]?.findings[0]?.category).toBe("leader");
  });

  it("waits for the city's profile, without which findings would be others", async () => {
    const world = open([detail("a", wrong, "published")]);
    await world.retro.follow([renamed], null);
    expect(spawned).toHaveLength(0);
  });

  it("does not go by an expired pack", async () => {
    const old = packOf(3, renamed.lexicon, "2026-11-21");
    const world = open([detail("a", wrong, "published")]);
    await world.retro.follow([old], profiles.luan);
    expect(tasksOf(world)).toEqual([]);
  });

  it("finds in 1,000 items each of those that hold the error, and says how far it is", async () => {
    const details = Array.from({ length: 1_000 }, (_, at) =>
      detail(`i${at}`, at % 100 === 7 ? wrong : "街道照常通行。", "published"),
    );
    const world = open(details);
    const seen: number[] = [];
    world.retro.state.subscribe(() => {
      const { progress } = world.retro.state.get();
      if (progress !== null) seen.push(progress.done);
    });
    await world.retro.follow([renamed], profiles.luan);
    expect(tasksOf(world)).toEqual([7, 107, 207, 307, 407, 507, 607, 707, 807, 907].map((at) => `i${at} 1`));
    expect([seen[0], seen.at(-1), seen.length > 20]).toEqual([0, 1_000, true]);
    expect(world.retro.state.get()).toMatchObject({ progress: null, record: { scanned: 1_000 } });
  });

  it("stops when it is cancelled, keeps what it found, and begins again at the next start", async () => {
    const world = open(Array.from({ length: 200 }, (_, at) => detail(`i${at}`, wrong, "published")));
    const running = world.retro.follow([renamed], profiles.luan);
    await new Promise<void>((resolve) => {
      world.retro.state.subscribe(() => {
        if ((world.retro.state.get().progress?.done ?? 0) >= 40) resolve();
      });
    });
    world.retro.cancel();
    await running;
    const found = world.retro.state.get().tasks.length;
    expect(found).toBeGreaterThanOrEqual(40);
    expect(found).toBeLessThan(200);
    const again = open([...world.details.values()], [], world.stored);
    await again.retro.load();
    await again.retro.follow([renamed], profiles.luan);
    expect(again.retro.state.get().tasks).toHaveLength(200);
  });
});

describe("a task 待更正", () => {
  it("goes when the item has other text, comes back with the old text, and goes for good when it is settled", async () => {
    const world = open([detail("a", wrong, "published"), detail("b", wrong, "published")]);
    await world.retro.follow([renamed], profiles.luan);
    const before = world.list.get();
    world.list.set([detail("a", "皋城南路封闭施工。", "published").summary, ...before.slice(1)]);
    expect(tasksOf(world)).toEqual(["b 1"]);
    world.list.set(before);
    expect(tasksOf(world)).toEqual(["a 1", "b 1"]);
    const [task] = world.retro.state.get().tasks;
    if (task !== undefined) await world.retro.settle(task);
    expect(tasksOf(world)).toEqual(["b 1"]);
    await world.retro.scan([renamed], profiles.luan);
    expect(tasksOf(world)).toEqual(["b 1"]);
  });
});
