/** The same over PostgreSQL, where platform and database are two things that end for themselves: each alone, and both. */
import { seeded } from "../../e2e/random";
import type { Campaign, CampaignOptions } from "../campaign";
import { missingForServer } from "../power/postgres-server";
import { type FormalPlatform, openFormalPlatform } from "./formal-platform";
import { type Fault, strikeUnderLoad } from "./rounds";
import { openSubmitter } from "./submissions";

export const platformOnPostgres: Campaign = {
  name: "platform-postgres",
  title: "负载下对平台进程与 PostgreSQL kill -9（fsync 打开）",
  run: async (options) => {
    const lacks = missingForServer();
    if (lacks !== null) return options.say(`  跳过：${lacks}`);
    const formal = await openFormalPlatform(options.folder);
    try {
      await strike(formal, options);
    } finally {
      await formal.close();
    }
  },
};

async function strike(formal: FormalPlatform, options: CampaignOptions): Promise<void> {
  const submitter = await openSubmitter(formal.door);
  const random = seeded(options.seed);
  const { mustRun } = formal.platform;
  await strikeUnderLoad({ submitter, random, faults: faultsOf(formal), atMost: 1_500, mustRun }, options);
}

function faultsOf({ platform, server }: FormalPlatform): readonly Fault[] {
  const together = async () => {
    await Promise.all([platform.kill(), server.kill()]);
  };
  const bothBack = async () => {
    await server.start();
    await platform.start();
  };
  return [
    { case: "平台进程", strike: platform.kill, recover: platform.start },
    // The server ends its other processes by itself, replays its log and goes on.
    { case: "数据库的一个后端进程", strike: async () => server.killBackend(), recover: async () => undefined },
    { case: "数据库的全部进程", strike: server.kill, recover: server.start },
    { case: "数据库立即停止（immediate）", strike: server.stopAtOnce, recover: server.start },
    { case: "平台与数据库同时", strike: together, recover: bothBack },
  ];
}
