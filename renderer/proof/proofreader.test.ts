import { expect, test } from "vitest";
import { contentOf } from "../../shared/model/content";
import { emptyMetadata } from "../../shared/model/metadata";
import type { Report } from "../../shared/proofreading/finding";
import { spellingPack } from "../../shared/proofreading/packs/spelling-pack";
import { profiles } from "../../shared/workflow/profiles/index";
import { pass } from "./pass";
import { createProofreader, isSuperseded, type ProofWorker, type WorkerEvents } from "./proofreader";
import type { PassRequest } from "./protocol";

const contentWith = (title: string) => contentOf({ title, blocks: [] }, emptyMetadata);

const reportFor = (request: PassRequest): Report => ({
  contentHash: `sha-256:${"0".repeat(64)}`,
  status: "complete",
  reason: request.content.document.title,
  findings: [],
  packs: [],
  at: request.at,
});

class FakeWorker implements ProofWorker {
  readonly asked: PassRequest[] = [];
  readonly events: WorkerEvents;
  stopped = false;

  constructor(events: WorkerEvents) {
    this.events = events;
  }
  send = (request: PassRequest): void => {
    if (this.stopped) throw new Error("asked after its end");
    this.asked.push(request);
  };
  stop = (): void => {
    this.stopped = true;
  };
  answer(index: number): void {
    const request = this.asked[index];
    if (request === undefined) throw new Error("nothing to answer");
    this.events.onAnswer({ seq: request.seq, ok: true, report: reportFor(request) });
  }
}

function bench() {
  const workers: FakeWorker[] = [];
  const timers = new Set<() => void>();
  const proofreader = createProofreader(() => profiles.tongnan, {
    spawn: (events) => {
      const worker = new FakeWorker(events);
      workers.push(worker);
      return worker;
    },
    now: () => new Date("2026-11-22T01:00:00.000Z"),
    after: (_delay, task) => {
      timers.add(task);
      return () => timers.delete(task);
    },
  });
  const worker = (index: number): FakeWorker => {
    const found = workers[index];
    if (found === undefined) throw new Error(`no worker ${index}`);
    return found;
  };
  return { proofreader, worker, workers, timers };
}

test("while a pass runs only the newest text waits, and an older one is refused at once", async () => {
  const { proofreader, worker } = bench();
  const first = proofreader.check(contentWith("一")).catch(isSuperseded);
  const second = proofreader.check(contentWith("二")).catch(isSuperseded);
  const third = proofreader.check(contentWith("三"));
  expect(await first).toBe(true);
  expect(await second).toBe(true);
  worker(0).answer(0);
  worker(0).answer(1);
  expect((await third).reason).toBe("三");
  expect(worker(0).asked.map((request) => request.content.document.title)).toEqual(["一", "三"]);
});

test("a worker that breaks fails its pass clearly and the next pass gets a new worker", async () => {
  const { proofreader, worker, workers } = bench();
  const broken = proofreader.check(contentWith("一"));
  worker(0).events.onError();
  await expect(broken).rejects.toMatchObject({ code: "E_INTERNAL" });
  expect(worker(0).stopped).toBe(true);
  const next = proofreader.check(contentWith("二"));
  worker(1).answer(0);
  expect((await next).reason).toBe("二");
  expect(workers).toHaveLength(2);
});

test("a pass that never answers is given up after its limit instead of hanging the panel", async () => {
  const { proofreader, worker, timers } = bench();
  const hung = proofreader.check(contentWith("一"));
  for (const task of timers) task();
  await expect(hung).rejects.toMatchObject({ code: "E_INTERNAL" });
  expect(worker(0).stopped).toBe(true);
});

test("each pass goes by the settings of the profile at that moment: an outside link blocks in 南充 (NC-22), not in 潼南", () => {
  const runs = [{ text: "详见 https://www.example.com/a 。", marks: [], link: null }];
  const content = contentOf(
    { title: "通知", blocks: [{ kind: "paragraph", id: "p1", align: "left", runs }] },
    emptyMetadata,
  );
  const at = "2026-11-22T01:00:00.000Z";
  const severity = (profile: PassRequest["profile"]) => {
    const answer = pass({ seq: 1, content, attachments: [], at, profile }, spellingPack(null));
    return answer.ok ? answer.report.findings.map((finding) => `${finding.rule} ${finding.severity}`) : [];
  };
  expect(severity(profiles.nanchong)).toContain("link-external block");
  expect(severity(profiles.tongnan)).toContain("link-external error");
  expect(severity(profiles.luan)).toContain("link-external warning");
});

test("the profile that came while a text was open is the one its next pass goes by", async () => {
  const workers: FakeWorker[] = [];
  let profile: PassRequest["profile"] = null;
  const proofreader = createProofreader(() => profile, {
    spawn: (events) => {
      const worker = new FakeWorker(events);
      workers.push(worker);
      return worker;
    },
    now: () => new Date("2026-11-22T01:00:00.000Z"),
    after: () => () => undefined,
  });
  const first = proofreader.check(contentWith("甲"));
  workers[0]?.answer(0);
  await first;
  profile = profiles.nanchong;
  const second = proofreader.check(contentWith("甲"));
  workers[0]?.answer(1);
  await second;
  expect(workers[0]?.asked.map((request) => request.profile?.id ?? "none")).toEqual(["none", "nanchong"]);
});
