/** The diagnostics bundle of this machine: gathered once, read as often as wanted, exported in the parts that were chosen. */
import { randomUUID } from "node:crypto";
import { zipTexts } from "../../shared/archive/text-zip";
import { toBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import type { Handlers } from "../../shared/ipc/contract";
import type { BundleView } from "../../shared/ipc/diagnostics";
import type { GatheredFile } from "./gather";
import { type GatherParts, gatherFiles } from "./gather";

interface Bundle extends BundleView {
  readonly contents: readonly GatheredFile[];
}

type Calls = "desk:diagnostics.prepare" | "desk:diagnostics.read" | "desk:diagnostics.export";

const DAY_MS = 86_400_000;

export function diagnosticsHandlers(parts: GatherParts): Pick<Handlers, Calls> {
  let bundle: Bundle | null = null;
  /** @throws AppError E_STATE when another one was gathered since */
  const current = (bundleId: string): Bundle => {
    if (bundle?.bundleId !== bundleId) throw new AppError("E_STATE", "诊断信息已重新收集");
    return bundle;
  };
  return {
    "desk:diagnostics.prepare": async ({ days, window }) => {
      const at = parts.clock();
      const since = new Date(at.getTime() - days * DAY_MS).toISOString();
      const contents = [readme(days), ...(await gatherFiles(parts, { since, window }))];
      const files = contents.map(({ name, title, text }) => ({ name, title, bytes: Buffer.byteLength(text) }));
      bundle = { bundleId: randomUUID(), at: at.toISOString(), files, contents };
      return { bundleId: bundle.bundleId, at: bundle.at, files };
    },
    "desk:diagnostics.read": async ({ bundleId, name }) => {
      const file = current(bundleId).contents.find((each) => each.name === name);
      if (file === undefined) throw new AppError("E_NOT_FOUND");
      return { text: file.text };
    },
    "desk:diagnostics.export": async ({ bundleId, names }) => {
      const { contents, at } = current(bundleId);
      const chosen = contents.filter(({ name }) => names.includes(name));
      if (chosen.length !== new Set(names).size) throw new AppError("E_NOT_FOUND");
      return { name: `caibian-diagnostics-${at.slice(0, 10)}.zip`, bytes: toBase64(zipTexts(chosen)) };
    },
  };
}

const readme = (days: number): GatheredFile => ({
  name: "00-readme.txt",
  title: "说明",
  text: [
    "采编工作站诊断信息",
    "",
    `由本机收集，含最近 ${days} 天的日志。导出前已逐个显示给操作人，未勾选的文件没有写入。`,
    "不含：稿件文字和标题、口令、验证码、令牌、姓名、电话、身份证号、证书和密钥的序列号、平台与更新源的地址。",
    "",
  ].join("\n"),
});
