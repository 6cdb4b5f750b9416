/** kill -9 of the platform while several callers submit: nothing acknowledged is lost, nothing takes effect twice. */
import { join } from "node:path";
import { signInByApi } from "../../e2e/api";
import { seeded } from "../../e2e/random";
import { createClient } from "../../main/platform/client";
import type { Campaign, CampaignOptions } from "../campaign";
import { openPlatform, type PlatformProcess } from "./platform-process";
import { strikeUnderLoad } from "./rounds";
import { type Door, openSubmitter, site } from "./submissions";

export const platformKills: Campaign = {
  name: "platform",
  title: "负载下对平台进程 kill -9（内置数据库）",
  run: killUnderLoad,
};

async function killUnderLoad(options: CampaignOptions): Promise<void> {
  const platform = await openPlatform(join(options.folder, "data"));
  try {
    const faults = [{ case: "上报（内置数据库）", strike: platform.kill, recover: platform.start }];
    const submitter = await openSubmitter(doorOf(platform));
    const atMost = options.quick ? 700 : 2_500;
    await strikeUnderLoad(
      { submitter, random: seeded(options.seed), faults, atMost, mustRun: platform.mustRun },
      options,
    );
  } finally {
    await platform.kill();
  }
}

function doorOf(platform: PlatformProcess): Door {
  const { sites, anchors, smsInbox } = platform.cast();
  const person = sites.find((each) => each.site === site)?.persons.find(({ roles }) => roles.includes("编辑员"));
  if (person === undefined) throw new Error("演示城市里没有编辑员");
  return {
    person,
    anchors: anchors[site] ?? "",
    client: () => createClient(platform.url, fetch),
    signIn: async () => (await signInByApi(platform.url, smsInbox, person)).credential,
  };
}
