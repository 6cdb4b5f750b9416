/** L7–L10: a terminal and its updates under lies, cuts, full disks and kills. What is counted are starts and data gone wrong. */
import { spawnSync } from "node:child_process";
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Random, seeded } from "../../e2e/random";
import { nodeFileSystem } from "../../main/journal/filesystem";
import { offeredOrderFile } from "../../main/update/signed-files";
import { makeOrder, makeRotation, newReleaseKey, writeSigned } from "../../main/update/testing/fake-release";
import { writeUpdateBundle } from "../../node/update-bundle";
import type { Campaign, CampaignOptions, Outcome } from "../campaign";
import { deskOn } from "./desk-on";
import { directed } from "./directives";
import { killAtAnyTime, killAtStep, killedSteps, stepNames } from "./kills";
import { killLauncher, launcherCases } from "./launcher-kills";
import { killedPublishSteps, killPublisher, publishStepNames } from "./publisher-kills";
import { flipOneBit, lies } from "./refusals";
import { smallDisk } from "./small-disk";
import { next, present, Terminal } from "./terminal";

export const updates: Campaign = {
  name: "updates",
  title: "更新：伪造、中断、满盘、逐步 kill -9（L7–L10）",
  run: harmUpdates,
};

interface Round {
  readonly terminal: Terminal;
  readonly random: Random;
}

type Deed = (round: Round) => Promise<readonly string[]>;

/** What was promised in each run: a verified version starts, and nothing of the data has changed. */
const PROMISES = 2;

async function harmUpdates(options: CampaignOptions): Promise<void> {
  const { folder, seed, count, say, note, quick } = options;
  const random = seeded(seed);
  const terminal = new Terminal(folder);
  await terminal.open();
  const round = { terminal, random };
  try {
    const deeds = quick ? all.filter(({ slow }) => slow !== true) : all;
    if (quick) say("  快速：不含逐步 kill -9，那要另开进程");
    for (const { name, deed, control } of deeds) {
      for (let nth = 0; nth < count; nth += 1) {
        terminal.fresh();
        terminal.server().cutAfter(null);
        const wrong = await deed(round);
        note(outcomeOf({ name, wrong, control: control === true, seed }));
      }
      say(`  ${name}：${count} 次`);
    }
    await fullDisk(options, random);
  } finally {
    await terminal.close();
  }
}

interface Counted {
  readonly name: string;
  readonly wrong: readonly string[];
  readonly control: boolean;
  readonly seed: number;
}

const outcomeOf = ({ name, wrong, control, seed }: Counted): Outcome => ({
  case: name,
  runs: 1,
  acknowledged: PROMISES,
  lost: Math.min(wrong.length, PROMISES),
  doubled: 0,
  ...(control ? { control } : {}),
  ...(wrong.length === 0 || control ? {} : { note: `种子 ${seed}，${name}：${wrong.join("；")}` }),
});

async function judged(terminal: Terminal, starts: string): Promise<readonly string[]> {
  const started = await terminal.start();
  return [
    ...(started === starts ? [] : [`应启动 ${starts}，启动了“${started}”`]),
    ...(terminal.isDataWhole() ? [] : ["数据变了"]),
  ];
}

const refused: readonly { readonly name: string; readonly deed: Deed }[] = lies.map((lie) => ({
  name: lie.case,
  deed: async ({ terminal }) => {
    await lie.tell(terminal);
    const { failure } = await terminal.desk().updates.check();
    const wrong = await judged(terminal, lie.starts);
    return failure !== null && lie.codes.includes(failure.code)
      ? wrong
      : [...wrong, `没有拒绝：${failure?.code ?? ""}`];
  },
}));

async function expiredKey({ terminal }: Round): Promise<readonly string[]> {
  const ended = newReleaseKey("release-1", "2026-01-01T00:00:00.000Z");
  terminal.offer({ version: next, serial: 2, keys: [ended] });
  const { failure } = await terminal.desk(present, [ended.key]).updates.check();
  const wrong = await judged(terminal, present);
  return failure?.code === "E_UPDATE_KEY" ? wrong : [...wrong, "到期的密钥没有被拒绝"];
}

/** Cut at any byte, several times: it goes on each time, and is whole in the end. */
async function cutDownload({ terminal, random }: Round): Promise<readonly string[]> {
  const { archive } = terminal.offer({ version: next, serial: 2 }, 600_000);
  for (let cut = 0; cut < 3; cut += 1) {
    // Documents pass whole: they are shorter.
    terminal.server().cutAfter(20_000 + random.below(Math.floor(archive.length / 4)));
    await terminal.desk().updates.check();
  }
  const between = await judged(terminal, present);
  terminal.server().cutAfter(null);
  terminal.server().forget();
  await terminal.desk().updates.check();
  const resumed = terminal.server().asked.some(({ status }) => status === 206);
  return [...between, ...(await judged(terminal, next)), ...(resumed ? [] : ["没有接着下载"])];
}

async function damagedAfterwards({ terminal }: Round): Promise<readonly string[]> {
  terminal.offer({ version: next, serial: 2 });
  await terminal.desk().updates.check();
  const payload = join(terminal.data, "versions", next, "payload");
  const files = readdirSync(payload, { recursive: true, encoding: "utf8" });
  const own = files.map((name) => join(payload, name)).filter((path) => statSync(path).isFile());
  for (const path of own) if (path.endsWith("desk.js")) flipOneBit(path);
  return judged(terminal, present);
}

async function failingVersion({ terminal, random }: Round): Promise<readonly string[]> {
  terminal.offer({ version: next, serial: 2, behaviour: random.below(2) === 0 ? "crash" : "refused" });
  await terminal.desk().updates.check();
  const first = await terminal.start();
  // A refusal ends the first go: the second one counts it out.
  const wrong = first === present ? [] : await secondStart(terminal);
  const { offer } = await terminal.desk().updates.check();
  return [...wrong, ...(await judged(terminal, present)), ...(offer === null ? [] : ["坏版本又被装入"])];
}

async function secondStart(terminal: Terminal): Promise<readonly string[]> {
  await terminal.start();
  const third = await terminal.start();
  return third === present ? [] : [`两次失败后启动了“${third}”`];
}

async function rollbackOrder({ terminal }: Round): Promise<readonly string[]> {
  terminal.offer({ version: next, serial: 2 });
  await terminal.desk().updates.check();
  const forward = await judged(terminal, next);
  terminal.offer({ version: present, serial: 3, change: { rollbackOf: next } });
  const order = { from: next, to: present, serial: 3 };
  writeSigned(terminal.feed, "rollback.json", makeOrder({ ...order, keys: [newReleaseKey("foreign")] }));
  await terminal.desk(next).updates.check();
  const forged = await judged(terminal, next);
  writeSigned(terminal.feed, "rollback.json", makeOrder({ ...order, keys: [terminal.key] }));
  await terminal.desk(next).updates.check();
  rmSync(offeredOrderFile(join(terminal.data, "updates")), { force: true });
  return [...forward, ...forged, ...(await judged(terminal, present))];
}

async function rotation({ terminal }: Round): Promise<readonly string[]> {
  const newer = newReleaseKey("release-2");
  const step = { serial: 1, next: [newer], signers: [terminal.key, newer] };
  writeSigned(terminal.feed, "keys-1.json", makeRotation(step));
  terminal.offer({ version: next, serial: 2, keys: [newer], change: { keys: 1 } });
  await terminal.desk().updates.check();
  const wrong = await judged(terminal, next);
  terminal.offer({ version: "1.2.0", serial: 3, keys: [terminal.key], change: { keys: 1 } });
  await terminal.desk(next).updates.check();
  return [...wrong, ...(await judged(terminal, next))];
}

/** L10: the same feed in one file, whole and with one bit changed. */
async function bundle({ terminal, random }: Round): Promise<readonly string[]> {
  terminal.offer({ version: next, serial: 2 });
  const path = join(terminal.data, "stick.cbupdate");
  const names = readdirSync(terminal.feed).toSorted((a, b) => Number(a.endsWith(".gz")) - Number(b.endsWith(".gz")));
  const parts = names.map((name) => ({
    name,
    file: join(terminal.feed, name),
    size: statSync(join(terminal.feed, name)).size,
  }));
  await writeUpdateBundle(path, parts);
  const whole = readFileSync(path);
  rmSync(path);
  const broken = Buffer.from(whole);
  // Within the archive, which comes last; before it padding follows each document.
  const at = whole.length - 2_000 - random.below(100_000);
  broken[at] = (broken[at] ?? 0) ^ 1;
  await hand(terminal, broken).catch(() => undefined);
  const harmed = await judged(terminal, present);
  await hand(terminal, whole);
  return [...harmed, ...(await judged(terminal, next))];
}

const hand = (terminal: Terminal, bytes: Buffer) =>
  terminal.desk().updates.importBundle({ upload: "u1", at: 0, bytes: bytes.toString("base64"), last: true });

/** Without the launcher's check a changed program runs: the harm that is done is real. */
async function unverified({ terminal }: Round): Promise<readonly string[]> {
  terminal.offer({ version: next, serial: 2 });
  await terminal.desk().updates.check();
  const program = join(terminal.data, "versions", next, "payload", "node", "desk.js");
  appendFileSync(program, `\nappendFileSync(process.env.CAIBIAN_DATA + "/planted", "x");\n`);
  writeFileSync(join(terminal.data, "planted"), "");
  spawnSync(process.execPath, [program], { env: { CAIBIAN_DATA: terminal.data }, timeout: 20_000 });
  return readFileSync(join(terminal.data, "planted"), "utf8") === "" ? [] : ["被改动的程序运行了"];
}

interface Case {
  readonly name: string;
  readonly deed: Deed;
  /** Needs processes of its own. */
  readonly slow?: boolean;
  readonly control?: boolean;
}

const all: readonly Case[] = [
  ...refused,
  { name: "密钥已到期", deed: expiredKey },
  { name: "下载断在任意处，接着下", deed: cutDownload },
  { name: "装入之后文件被改动", deed: damagedAfterwards },
  { name: "新版本两次启动失败", deed: failingVersion },
  { name: "回退令：伪造的与真的", deed: rollbackOrder },
  { name: "更替密钥", deed: rotation },
  { name: "平台的批次、暂停和最低版本：说谎的更新源与真的", deed: directed },
  { name: "离线更新包：改动一位与完好的", deed: bundle },
  ...killedSteps.map((step) => ({
    name: `kill -9：${stepNames[step]}之后`,
    slow: true,
    deed: async ({ terminal, random }: Round) => {
      // Long enough that it comes in many pieces.
      terminal.offer({ version: next, serial: 2 }, 1_500_000);
      return (await killAtStep(terminal, step, random)).wrong;
    },
  })),
  {
    name: "kill -9：任意时刻",
    slow: true,
    deed: async ({ terminal, random }: Round) => {
      terminal.offer({ version: next, serial: 2 }, 2_000_000);
      return (await killAtAnyTime(terminal, random)).wrong;
    },
  },
  ...launcherCases.map((about) => ({
    name: about.name,
    slow: true,
    deed: (round: Round) => killLauncher(about, round),
  })),
  ...killedPublishSteps.map((step) => ({
    name: `kill -9：发布者，${publishStepNames[step]}之后`,
    slow: true,
    deed: ({ terminal }: Round) => killPublisher(terminal, step),
  })),
  { name: "对照：不经启动器核验", deed: unverified, control: true },
];

/** A disk with room for anything between nothing and almost enough. */
async function fullDisk({ folder, count, say, note, seed }: CampaignOptions, random: Random): Promise<void> {
  const disk = smallDisk(join(folder, "small"));
  if (disk.missing !== null) return say(`  跳过：磁盘写满，${disk.missing}`);
  const terminal = new Terminal(join(folder, "on-small"), join(folder, "small", "data"));
  // What is asked of a real disk before a download is not asked here: it is to run full in the middle.
  const fs = { ...nodeFileSystem, freeBytes: async () => Number.MAX_SAFE_INTEGER };
  for (let nth = 0; nth < count; nth += 1) {
    disk.mount(1_500_000 + random.below(4_500_000));
    try {
      await terminal.open();
      terminal.offer({ version: next, serial: 2 }, 3_000_000);
      const about = {
        data: terminal.data,
        feed: terminal.server().url,
        version: present,
        keys: [terminal.key.key],
        fs,
      };
      const { failure } = await deskOn(about).updates.check();
      const wrong = [
        ...(await judged(terminal, present)),
        ...(failure?.code === "E_UPDATE_SPACE" ? [] : ["没有说明磁盘已满"]),
      ];
      note(outcomeOf({ name: "磁盘写满", wrong, control: false, seed }));
    } finally {
      await terminal.close();
      disk.unmount();
    }
  }
  say(`  磁盘写满：${count} 次`);
}
