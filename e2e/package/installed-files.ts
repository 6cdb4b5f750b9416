/** What must lie where, whatever package brought it. */
import type { DebianRoot } from "./debian-root";
import type { Ledger } from "./ledger";

const wanted: readonly (readonly [string, string])[] = [
  ["/opt/caibian/node", "755"],
  ["/opt/caibian/launcher/launcher.js", "644"],
  ["/usr/bin/caibian", "755"],
  ["/usr/share/applications/caibian.desktop", "644"],
  ["/usr/share/mime/packages/caibian.xml", "644"],
  ["/usr/share/icons/hicolor/scalable/apps/caibian.svg", "644"],
  ["/etc/caibian", "755"],
];

/** @throws Error naming the file that is missing or open to others */
export function requireInstalledFiles(root: DebianRoot, ledger: Ledger): void {
  const facts = root.must(`stat -c '%n %a %U %G' ${wanted.map(([path]) => path).join(" ")}`);
  const missing = wanted.filter(([path, mode]) => !facts.includes(`${path} ${mode} root root\n`));
  ledger.holds("程序、启动器、菜单、文件类型、图标各在其位", missing.length === 0, () => facts);
  const others = root.must(
    "find /opt/caibian -name '*.map' -o -name '*.test.*' -o -name 'platform.js' -o -name launch.js -o -type l",
  );
  ledger.holds("没有源映射、测试、平台和链接", others === "", () => others);
  const native = root.must("find /opt/caibian -name '*.node' | sort");
  ledger.holds(
    "本机库只有这一种处理器的",
    native.trim().split("\n").length >= 2 && !/musl|darwin|win32|ia32|armv7/.test(native),
    () => native,
  );
}
