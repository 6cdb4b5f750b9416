/** L11: an evidence pack carries the audit's signed checkpoints and the way of the item's rows to them, checked offline. */
import { beforeAll, describe, expect, it } from "vitest";
import { checkpoint } from "../shared/audit/checkpoint";
import type { TraceRun } from "../shared/audit/trace";
import { fromUtf8, utf8 } from "../shared/bytes";
import { readArchive } from "../shared/trust/pack-archive";
import { readPack } from "../shared/trust/pack-read";
import { verifyPack } from "../shared/trust/verdict";
import { nodeCheck } from "./signature-check";
import { auditTrail, signCheckpoint } from "./testing/audit-trail";
import { reseal } from "./testing/forgery";
import { refusalOf } from "./testing/refusal";
import { luanReview, type Review } from "./testing/review";

let review: Review;
let runs: readonly TraceRun[];
let pack: Uint8Array;
beforeAll(async () => {
  review = await luanReview();
  runs = await review.audit();
  pack = await review.pack();
});

/** What the check says of the pack: ok, caution or fault, with its sentence; the code of one that cannot be read. */
function audited(bytes: Uint8Array): string {
  let found = "";
  const refusal = refusalOf(() => {
    const { checks } = verifyPack(bytes, review.city.anchors, nodeCheck);
    const one = checks.find(({ name }) => name === "审计检查点");
    found = `${one?.ok !== true ? "fault" : one.caution ? "caution" : "ok"} ${one?.detail ?? ""}`;
  });
  return refusal === null ? found : refusal.code;
}
const withRuns = async (audit: readonly TraceRun[]): Promise<string> => audited(await review.pack({ audit }));
const change = (at: number, more: Partial<TraceRun>): TraceRun[] =>
  runs.map((run, i) => (i === at ? { ...run, ...more } : run));
const sealed = (files: ReadonlyMap<string, Uint8Array>) => reseal(files, review.city.receiptKey.signer);

describe("the audit in an evidence pack (L11)", () => {
  it("binds every receipt to a row under a signed checkpoint, and tells nothing of the rows between", async () => {
    expect(audited(pack)).toBe("ok 6 条审计记录由 2 个检查点签名覆盖，与回执逐一相符");
    const { audit, checkpoints } = readPack(pack);
    expect(checkpoints.map(({ value }) => value.seq)).toEqual([6, 12]);
    expect(audit.flatMap(({ value }) => value.links).filter((one) => "entry" in one)).toHaveLength(6);
    expect(Buffer.from(pack).toString()).not.toContain("item-of-others");
  });

  it("is refused with a row altered, left out, moved or put in, or a way that ends elsewhere, whoever sealed it", async () => {
    const [first] = runs;
    if (first === undefined) throw new Error("no run");
    const { links } = first;
    const altered = links.map((one) => ("entry" in one ? { entry: { ...one.entry, account_id: "another" } } : one));
    const harms: Readonly<Record<string, readonly TraceRun[]>> = {
      altered: change(0, { links: altered }),
      "left out": change(0, { links: links.slice(0, -1) }),
      moved: change(0, { links: [...links.slice(2), ...links.slice(0, 2)] }),
      "put in": change(0, { links: [...links, ...links.slice(-1)] }),
      "counted from another place": change(0, { after: { ...first.after, seq: 1 } }),
      "another chain": change(0, { chain: "tongnan" }),
      "twice the same way": [first, ...runs],
      "in another order": runs.toReversed(),
    };
    for (const [name, audit] of Object.entries(harms)) expect(await withRuns(audit), name).toMatch(/^fault /);
  });

  it("is refused with a checkpoint of another key, another city's chain, or one that does not follow its neighbour", async () => {
    const said = runs.map((run) => checkpoint.parse(JSON.parse(run.checkpoint.document)));
    const [one, two] = said;
    if (one === undefined || two === undefined) throw new Error("no checkpoints");
    const { receiptKey, profileKey } = review.city;
    const by = async (value: typeof one, signer = receiptKey.signer) => ({
      checkpoint: await signCheckpoint(value, signer),
    });
    expect(await withRuns(change(0, await by(one, profileKey.signer)))).toBe("fault 检查点签名未通过核验");
    expect(await withRuns(change(0, await by({ ...one, site: "tongnan" })))).toBe("fault 检查点不属于本站点");
    const platform = await by({ ...one, chain: "@platform" });
    expect(await withRuns(change(0, { chain: "@platform", ...platform }))).toContain("不属于本站点的审计链");
    expect(await withRuns(change(1, await by({ ...two, previous: null })))).toContain("不衔接");
    expect(await withRuns(change(1, await by({ ...two, number: 1 })))).toContain("不衔接");
  });

  it("is refused where rows and receipts tell different things, each under honest signatures of the platform", async () => {
    const { signer } = review.city.receiptKey;
    const { history, receipts } = review;
    const story = { site: "luan", history, signer };
    const other = await auditTrail({ ...story, receipts: receipts.toReversed() });
    expect(await withRuns(other)).toBe("fault 审计记录与平台回执不相符");
    // A row in the middle is never gone: old rows are purged from the beginning.
    const gap = await auditTrail({ ...story, receipts: receipts.filter((_, i) => i !== 2) });
    expect(await withRuns(gap)).toBe("fault 审计记录与平台回执不相符");
    const late = await auditTrail({ ...story, receipts: receipts.slice(0, -1) });
    expect(await withRuns(late)).toBe("fault 审计记录与平台回执不相符");
  });

  it("is a caution where rows of the beginning, or all, were purged before the pack was made (LG-2)", async () => {
    expect(await withRuns(runs.slice(1))).toMatch(/^caution 3 条审计记录由 1 个检查点签名覆盖；最早的 3 份回执/);
    expect(await withRuns([])).toMatch(/^caution 最早的 6 份回执/);
  });

  it("is a caution in a pack of the third format, which still verifies; and its files belong to the fourth alone", async () => {
    const files = new Map(readArchive(pack));
    const named = fromUtf8(files.get("manifest.json") ?? new Uint8Array());
    files.set("manifest.json", utf8(named.replace("caibian-pack/4", "caibian-pack/3")));
    expect(audited(await sealed(files))).toBe("E_PACK");
    for (const name of files.keys()) if (/^(?:audit|checkpoints)\//.test(name)) files.delete(name);
    const old = await sealed(files);
    expect(audited(old)).toMatch(/^caution 早期格式/);
    expect(verifyPack(old, review.city.anchors, nodeCheck).ok).toBe(true);
  });

  it("is refused with a checkpoint or a way taken out of the files, also when sealed again", async () => {
    for (const gone of [/^checkpoints\/002/, /^audit\/002/, /^checkpoints\/002\.p7s/]) {
      const files = [...readArchive(pack)].filter(([name]) => !gone.test(name));
      expect(audited(await sealed(new Map(files))), gone.source).toMatch(/^(?:fault|E_PACK)/);
    }
  });
});
