/** What an operator does on the command line: `npm run platform -- backup DIR` and the like (docs/platform.md). */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { nodeCheck } from "../node/signature-check";
import { AppError } from "../shared/failure";
import type { Reconciliation } from "../shared/http/audit";
import { purgeAudit } from "./audit/purge";
import { reconcileDevice, reconcileItem } from "./audit/reconciliation";
import { makeBackup } from "./backup/backup";
import { checkEvidence } from "./backup/evidence-check";
import { restoreBackup } from "./backup/restore";
import { openBlobs } from "./blobs/open-blobs";
import { LiveSites } from "./live-sites";
import { forgetSecret } from "./platform-secret";
import { backupKey } from "./settings";
import type { PlatformOptions } from "./start";
import { openEmbedded } from "./store/embedded";
import { migrate } from "./store/migrate";
import { openPostgres } from "./store/postgres";
import type { Store } from "./store/tables";

export interface Commanded {
  readonly args: readonly string[];
  readonly options: PlatformOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
}

type Command = (store: Store, given: Commanded) => Promise<void>;

const commands: Readonly<Record<string, Command>> = {
  backup: async (store, given) => {
    const made = await makeBackup({ store, ...(await placeOf(given)), into: argument(given, 1, "备份目录") });
    given.say(`备份已写入 ${made.file}`);
    given.say(
      made.verified
        ? `已重新读出并核对：${made.rows} 行，${made.files} 个附件。`
        : "本机只有收件公钥，不能读出核对；请在持有私钥的机器上用 restore 演练。",
    );
  },
  restore: async (store, given) => {
    const from = argument(given, 1, "备份目录");
    const restored = await restoreBackup({ store, ...(await placeOf(given)), from });
    given.say(
      `已从 ${restored.file} 恢复：${restored.rows} 行，${restored.files} 个附件；同步纪元 ${restored.epoch}。`,
    );
    await sayEvidence(store, given);
  },
  check: (store, given) => sayEvidence(store, given),
  purge: async (store, given) => {
    const day = argument(given, 1, "截止日期，如 2026-01-31");
    const before = new Date(`${day}T00:00:00.000Z`);
    if (Number.isNaN(before.getTime())) throw new AppError("E_INPUT", "日期须写成 2026-01-31");
    const sites = await LiveSites.open(store.db, nodeCheck);
    const purged = await purgeAudit({ store, sites, check: nodeCheck, clock: () => new Date() }, before);
    for (const { chain, from, to } of purged) given.say(`${chain}：已清除第 ${from} 至 ${to} 条`);
    if (purged.length === 0) given.say("没有可以清除的记录：须满六个月，并已有其后的检查点。");
  },
  "reconcile-device": async (store, given) => {
    const [site, device] = [argument(given, 1, "站点"), argument(given, 2, "工作站编号")];
    sayReconciled(await reconcileDevice(store.db, site, device), given);
  },
  "reconcile-item": async (store, given) => {
    const [site, item] = [argument(given, 1, "站点"), argument(given, 2, "稿件编号")];
    sayReconciled(await reconcileItem(store.db, site, item), given);
  },
  "new-secret": async (store, given) => {
    await forgetSecret(store.db);
    given.say("下一个启动的进程决定平台密钥；其余进程须用同一个密钥文件。");
  },
};

export const commandNames: readonly string[] = Object.keys(commands);

/** @throws AppError for a command that is not known, or as the command itself */
export async function runCommand(given: Commanded): Promise<void> {
  const [name = ""] = given.args;
  const command = commands[name];
  if (command === undefined) throw new AppError("E_INPUT", `没有命令 ${name}；可用：${commandNames.join("、")}`);
  const store = await openStore(given.options);
  try {
    // A restore brings the database to the backup's version by itself.
    if (name !== "restore") await migrate(store.db);
    await command(store, given);
  } finally {
    await store.close();
  }
}

async function openStore({ databaseUrl, folder, template }: PlatformOptions): Promise<Store> {
  if (databaseUrl !== undefined) return openPostgres(databaseUrl);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return openEmbedded(join(folder, "platform"), template);
}

async function placeOf({ options, env }: Commanded) {
  const blobs = await openBlobs(options.folder, options);
  return { blobs, folder: options.folder, key: backupKey(env), clock: () => new Date() };
}

function argument({ args }: Commanded, at: number, what: string): string {
  const value = args[at];
  if (value === undefined || value === "") throw new AppError("E_INPUT", `缺少${what}`);
  return value;
}

async function sayEvidence(store: Store, { say }: Commanded): Promise<void> {
  const sites = await LiveSites.open(store.db, nodeCheck);
  const { chains, receipts } = await checkEvidence(store.db, { sites, check: nodeCheck });
  for (const { chain, first, last, covered } of chains)
    say(`审计链 ${chain}：第 ${first} 至 ${last} 条完整，检查点覆盖至第 ${covered} 条`);
  say(`回执 ${receipts} 份，签名全部有效`);
}

const words = {
  both: "一致",
  differs: "不一致",
  "desk-only": "仅工作站有记录",
  "platform-only": "仅平台有记录",
} as const;

function sayReconciled({ logs, operations, fault }: Reconciliation, { say }: Commanded): void {
  for (const { device, log, lines, lastAt } of logs)
    say(`工作站 ${device} 记录 ${log.slice(8, 20)}：${lines} 行，至 ${lastAt}`);
  say(fault === null ? "工作站记录连续、未经改动" : `工作站记录不连续：${fault}`);
  for (const { operationId, platformAt, deskAt, verdict } of operations)
    say(`${operationId}  平台 ${platformAt ?? "－"}  工作站 ${deskAt ?? "－"}  ${words[verdict]}`);
}
