import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ItemSummary } from "../../../shared/http/item";
import type { OutboxEntry } from "../../services";
import { syncSummary } from "../../sync/summary";
import { levelOf, matching, pageOf, workLists } from "./work-lists";

const hash = `sha-256:${"0".repeat(64)}`;
const item = (patch: Partial<ItemSummary>): ItemSummary => ({
  itemId: "i1",
  site: "luan",
  title: "关于防汛的通知",
  itemType: "notice",
  columnId: "",
  important: false,
  revision: 1,
  contentHash: hash,
  phase: "in-review",
  nextStep: "复审",
  waitingForMe: false,
  mine: false,
  updatedAt: "2026-11-22T02:00:00.000Z",
  ...patch,
});
const entry = (itemId: string, state: OutboxEntry["state"]): OutboxEntry => ({
  operation: { operationId: `${itemId}-${state}`, body: { kind: "ingest", itemId, contentHash: hash } },
  state,
  title: itemId,
  queuedAt: "2026-11-22T02:00:00.000Z",
  attempts: 0,
  failure: null,
});
const session = { state: "online", storeId: "s", account: null, reachable: true, clockOffset: 0 } as const;

describe("the work list", () => {
  const items = fc.uniqueArray(
    fc.record({
      itemId: fc.integer({ min: 0, max: 30 }).map((n) => `i${n}`),
      phase: fc.constantFrom("draft", "in-review", "returned", "approved", "in-repository", "published"),
      waitingForMe: fc.boolean(),
      mine: fc.boolean(),
    }),
    { selector: (one) => one.itemId },
  );
  const states = fc.constantFrom(
    "queued",
    "sending",
    "acknowledged",
    "confirmed",
    "waiting",
    "conflict",
    "rejected",
    "withdrawn",
  );

  it("N1: shows every item of the platform under exactly one tab, or under 待上报 while a decision waits", () => {
    fc.assert(
      fc.property(items, fc.array(fc.tuple(fc.nat(30), states)), (some, ops) => {
        const all = some.map((one) => item(one as Partial<ItemSummary>));
        const entries = ops.map(([n, state]) => entry(`i${n}`, state as OutboxEntry["state"]));
        const lists = workLists({ drafts: [], items: all, entries });
        const open = new Set(lists.unsent.map((one) => one.itemId));
        for (const one of all) {
          const places = [lists.waiting, lists.returned, lists.done].filter((list) => list.includes(one)).length;
          expect(places).toBe(open.has(one.itemId) ? 0 : 1);
        }
        expect(lists.unsent.length).toBe(open.size);
      }),
    );
  });

  it("a returned item waits for its author under 退回, not under 待我审核", () => {
    const returned = item({ phase: "returned", mine: true, waitingForMe: true });
    const lists = workLists({ drafts: [], items: [returned], entries: [] });
    expect(lists.returned).toEqual([returned]);
    expect(lists.waiting).toEqual([]);
  });

  it("finds titles that hold every typed word", () => {
    const rows = [
      { itemId: "a", title: "关于防汛的通知" },
      { itemId: "b", title: "关于防火的通知" },
    ];
    expect(matching(rows, { query: "通知 防汛", found: new Map() })).toEqual([rows[0]]);
    expect(matching(rows, { query: " ", found: new Map() })).toEqual(rows);
  });

  it("D7: what the search found comes first in its order, then what holds the words in its title", () => {
    const rows = ["通知一", "无关", "别的", "通知二"].map((title) => ({ itemId: title, title }));
    const found = new Map([
      ["别的", 0],
      ["通知二", 1],
    ]);
    expect(matching(rows, { query: "通知", found }).map(({ title }) => title)).toEqual(["别的", "通知二", "通知一"]);
  });

  it("D7: of ten thousand drafts one page becomes lines, and the count is of all that match", () => {
    const drafts = Array.from({ length: 10_000 }, (_, at) => ({
      itemId: `d${at}`,
      title: at % 2 === 0 ? `通知${at}` : `公告${at}`,
      characters: 1,
      updatedAt: "2026-11-22T02:00:00.000Z",
      stage: "draft" as const,
    }));
    const lists = workLists({ drafts, items: [], entries: [] });
    const { lists: shown, total } = pageOf(lists, "drafts", { query: "公告", found: new Map(), page: 2 });
    expect(total).toBe(5_000);
    expect(shown.drafts.map(({ itemId }) => itemId)).toEqual(Array.from({ length: 50 }, (_, at) => `d${101 + at * 2}`));
  });

  it("names the level by the step that acts next, else by the phase", () => {
    expect(levelOf({ phase: "in-review", nextStep: "复审" })).toBe("待复审");
    expect(levelOf({ phase: "published", nextStep: "" })).toBe("已发布");
  });
});

describe("D2: the line in the title bar", () => {
  const sync = (entries: OutboxEntry[], reachable = true) => ({ reachable, waiting: 0, lastSyncAt: null, entries });

  it("says 全部已上报 only when nothing is open and the platform answers", () => {
    expect(syncSummary(sync([entry("a", "confirmed")]), session).words).toBe("在线 · 全部已上报");
    expect(syncSummary(sync([], false), session).words).toBe("离线 · 没有待上报");
    expect(syncSummary(sync([entry("a", "acknowledged")]), session).words).toBe("在线 · 1 已送达");
  });

  it("puts what needs a person first and counts items, not requests", () => {
    const entries = [entry("a", "queued"), entry("a", "waiting"), entry("b", "conflict"), entry("c", "rejected")];
    const summary = syncSummary(sync(entries, false), session);
    expect(summary).toEqual({ words: "离线 · 1 冲突 · 1 需要处理 · 1 待上报", tone: "trouble" });
  });
});
