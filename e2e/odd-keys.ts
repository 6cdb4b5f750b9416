/** Key files that a workstation must not use: run out, not yet valid, of another city's root. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { foundCity, type IssuedKey } from "../node/demo-authority";
import { anchorsText } from "../shared/trust/anchors";

const DAY = 86_400_000;
export const oddKeyPassword = "Odd-Key-2026";

export interface OddKeys {
  readonly folder: string;
  /** Anchors of a city this machine works for, beside the demo city's. */
  readonly anchorsFile: string;
}

export async function writeOddKeys(data: string, now = new Date()): Promise<OddKeys> {
  const folder = join(data, "odd-keys");
  mkdirSync(folder, { recursive: true });
  const [pinned, foreign] = await Promise.all([
    foundCity({ site: "third", name: "第三演示市", at: new Date(now.getTime() - 400 * DAY) }),
    foundCity({ site: "foreign", name: "别处", at: now }),
  ]);
  const write = (name: string, key: IssuedKey) => {
    writeFileSync(join(folder, `${name}.p12`), key.toPkcs12(oddKeyPassword));
    writeFileSync(join(folder, `${name}.cer`), key.certificate);
  };
  const days = (from: number, to: number) => ({
    notBefore: new Date(now.getTime() + from * DAY),
    notAfter: new Date(now.getTime() + to * DAY),
  });
  const unitName = "第三演示市政府办公室";
  write("expired", await pinned.issuePerson({ name: "过期甲", unitName, ...days(-300, -1) }));
  write("future", await pinned.issuePerson({ name: "未到乙", unitName, ...days(10, 300) }));
  write("encrypting", await pinned.issuePerson({ name: "加密丙", unitName, use: "encrypt" }));
  write("foreign", await foreign.issuePerson({ name: "外来丁", unitName: "别处" }));
  writeFileSync(join(folder, "broken.p12"), "这不是证书文件");
  const anchorsFile = join(folder, "third-anchors.json");
  writeFileSync(anchorsFile, anchorsText(pinned.anchors));
  return { folder, anchorsFile };
}
