/** `npm run bench`: medians of the figures that are promised. Nothing here passes or fails. */
import type { Figure } from "./figure";
import { proofreading } from "./proofreading";
import { trust } from "./trust";

const suites: Readonly<Record<string, () => Figure[] | Promise<Figure[]>>> = { proofreading, trust };

async function median({ runs, work }: Figure): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const at = performance.now();
    await work();
    times.push(performance.now() - at);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

const wanted = process.argv.slice(2);
for (const [name, figures] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(name);
  for (const figure of await figures()) console.log(`  ${figure.name}: ${(await median(figure)).toFixed(2)} ms`);
}
