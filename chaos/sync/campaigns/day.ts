/** A whole working day in virtual time. */
import { join } from "node:path";
import type { Campaign } from "../../campaign";
import { workDay } from "../day/working-day";
import { randomFrom } from "../schedule/random";
import { closeGround, openGround } from "../world/world";

const HOURS = 8;
const QUICK_HOURS = 0.25;

export const syncDay: Campaign = {
  name: "sync-day",
  title: "虚拟时间中的一个工作日：两台工作站与平台，断网、重启、时钟偏差",
  run: async ({ quick, seed, count, folder, note, say }) => {
    const days = quick ? 1 : Math.max(1, Math.floor(count / 10));
    for (let at = 0; at < days; at += 1) {
      const ground = await openGround();
      const began = performance.now();
      const cpu = process.cpuUsage();
      const hours = quick ? QUICK_HOURS : HOURS;
      const random = randomFrom(seed + at);
      const day = await workDay({ ground, folder: join(folder, String(at)), random, hours, say });
      const seconds = Math.round((performance.now() - began) / 1_000);
      const { user, system } = process.cpuUsage(cpu);
      say(
        `种子 ${seed + at}：${day.hours} 小时，${day.events} 个事件，保存 ${day.saves} 次，上报 ${day.acknowledged} 次，签名 ${day.signed} 次，` +
          `终止 ${day.deaths} 次，用时 ${seconds} 秒（处理器 ${Math.round((user + system) / 1e6)} 秒）`,
      );
      const found = day.faults.length === 0 ? {} : { note: `种子 ${seed + at}：${day.faults.join("；")}` };
      const doubled = day.faults.filter((fault) => fault.startsWith("doubled")).length;
      const lost = day.faults.length - doubled;
      note({
        case: `${day.hours} 小时`,
        runs: 1,
        acknowledged: day.saves + day.acknowledged + day.signed,
        lost,
        doubled,
        ...found,
      });
      await closeGround(ground);
    }
  },
};
