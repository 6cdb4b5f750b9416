/** The RPM package's life in the same root: the files, their owners, an upgrade that keeps the version before, removal. */
import { spawnSync } from "node:child_process";
import type { DebianRoot } from "./debian-root";
import { requireInstalledFiles } from "./installed-files";
import type { Ledger } from "./ledger";
import { nextVersion, type Packages } from "./make-packages";

export interface RpmLife {
  readonly root: DebianRoot;
  readonly packages: Packages;
  readonly ledger: Ledger;
}

export function lifeOfRpm({ root, packages, ledger }: RpmLife): void {
  const rpm = (...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync("rpm", ["--root", root.folder, ...args], { encoding: "utf8" });
    if (status !== 0) throw new Error(`rpm ${args.join(" ")} 没有成功（${status}）：\n${stdout}${stderr}`);
    return stdout;
  };
  rpm("--initdb");
  // Debian's root has no RPM database that could satisfy a dependency.
  rpm("--nodeps", "--install", packages.rpm);
  requireInstalledFiles(root, ledger);
  ledger.holds("rpm：安装后的文件与包一致", rpm("--verify", "--nodeps", "caibian-browser") === "");
  root.must("printf x > /etc/caibian/policy.json");
  rpm("--nodeps", "--upgrade", packages.nextRpm);
  const versions = root.must("ls /opt/caibian/versions").trim().split("\n");
  ledger.holds("rpm：升级后上一版留着", versions.length === 2 && versions.includes(nextVersion), () =>
    versions.join(" "),
  );
  rpm("--erase", "caibian-browser");
  ledger.holds(
    "rpm：卸载后程序不在，策略留着",
    root.sh("test ! -e /opt/caibian && test ! -e /usr/bin/caibian && test -s /etc/caibian/policy.json").status === 0,
  );
}
