/** `npm run bench [-- suite [file…]]`: medians of the figures that are promised. Nothing here passes or fails. */

import { attachment } from "./attachment";
import { desk } from "./desk";
import { mutation } from "./mutation";
import { packages } from "./package";
import { packs } from "./packs";
import { platform } from "./platform";
import { policy } from "./policy";
import { proofreading } from "./proofreading";
import { signing } from "./signing";
import { trust } from "./trust";
import { updates } from "./updates";
import { vault } from "./vault";

/** A suite prints its figures itself; files, where it takes any, are the texts to run on. */
const suites: Readonly<Record<string, (files: readonly string[]) => Promise<void>>> = {
  proofreading,
  packs,
  trust,
  signing,
  mutation,
  vault,
  desk,
  platform,
  attachment,
  package: packages,
  updates,
  policy,
};

const [wanted, ...files] = process.argv.slice(2);
if (wanted !== undefined && suites[wanted] === undefined) {
  console.error(`没有这个测量：${wanted}。可用：${Object.keys(suites).join("、")}`);
  process.exitCode = 2;
}
for (const [name, suite] of Object.entries(suites)) {
  if (wanted !== undefined && wanted !== name) continue;
  console.log(name);
  await suite(files);
}
