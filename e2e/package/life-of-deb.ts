/** The Debian package's life: installed, refused without a policy, a day's work, upgraded, removed, purged. */
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { launchChromium } from "../chromium";
import { newWindow } from "../context";
import { signIn } from "../driver/sign-in";
import { travel } from "../journey/journey";
import { startWorld, type World } from "../world";
import type { DebianRoot, Outcome } from "./debian-root";
import { deployFolder, editor, evilMark, installedDesk } from "./installed-desk";
import { requireInstalledFiles } from "./installed-files";
import type { Ledger } from "./ledger";
import { nextVersion, type Packages } from "./make-packages";
import { inRoot, install, lay } from "./root-steps";

export interface Life {
  readonly root: DebianRoot;
  readonly packages: Packages;
  readonly ledger: Ledger;
  /** Of the platform outside. */
  readonly data: string;
  readonly sites: readonly ("luan" | "tongnan")[];
}

const dataFolder = `/home/${editor}/.local/share/caibian`;

export async function lifeOfDeb(life: Life): Promise<void> {
  const { root, ledger, data } = life;
  await ledger.step("按手册静默安装 deb", () => install(life));
  ledger.holds("安装后的文件与包一致，都归 root 且别人不能写", inRoot(life, "check") === "", () =>
    inRoot(life, "check"),
  );
  requireInstalledFiles(root, ledger);
  const bare = start(root);
  ledger.holds("没有策略时不启动，并说明原因", bare.status !== 0 && /策略/.test(bare.text), () => bare.text);
  toldInWindow(life);
  const spawnDesk = installedDesk({ root, deploy: () => deploy(life) });
  const world = await ledger.step("平台在外，工作站在 chroot 里由普通用户启动", () => startWorld(data, { spawnDesk }));
  const browser = await launchChromium();
  try {
    await work(life, world, browser);
    await upgrade(life, world, browser);
  } finally {
    await browser.close();
    await world.stop();
  }
  removal(life);
}

const start = (root: DebianRoot): Outcome => root.sh("/usr/bin/caibian --no-window", { user: editor });

/** From a menu, where no terminal is read: by the browser of the system, at its own place, without any dialog program. */
function toldInWindow({ root, ledger }: Life): void {
  const browser = "/usr/bin/chromium";
  const asked = `/home/${editor}/asked`;
  root.must(`printf '%s\\n' '#!/bin/sh' 'printf "%s\\n" "$@" >${asked}' 'sleep 3' >${browser} && chmod 755 ${browser}`);
  const { status } = root.sh("/usr/bin/caibian", { user: editor, env: { DISPLAY: ":0" } });
  const page = `${dataFolder}/not-started.html`;
  const opened = root.sh(`cat ${asked}`).text;
  ledger.holds(
    "由菜单启动而没有启动时，由浏览器窗口说明，退出代码不变",
    status === 78 && opened.includes(`--app=file://${page}`),
    () => `${status} ${opened}`,
  );
  const text = root.sh(`cat ${page}`).text;
  ledger.holds(
    "说明页写有代码、稿件安全和办法",
    ["E_POLICY_ABSENT", "没有改动", "怎么办"].every((part) => text.includes(part)),
    () => text,
  );
  root.must(`rm ${browser} ${asked}`);
}

/** L4: first without a signature, then with that of another text, then as the manual says. */
function deploy(life: Life): void {
  const { root, packages, ledger } = life;
  const place = "/etc/caibian/policy.json";
  root.must(`mkdir -p /etc/caibian/anchors && cp ${deployFolder}/anchors/*.json /etc/caibian/anchors/`);
  root.must(`cp ${deployFolder}/policy.json ${place}`);
  const unsigned = start(root);
  ledger.holds(
    "L4：没有签名的策略不被采用",
    unsigned.status !== 0 && unsigned.text.includes("签名"),
    () => unsigned.text,
  );
  packages.step("sign-policy", { DEPLOY: join(root.folder, deployFolder) });
  root.must(`cp ${deployFolder}/policy.json.sig ${place}.sig && sed -i 's/"demo": true/"demo": true /' ${place}`);
  const altered = start(root);
  ledger.holds(
    "L4：签名之后改动过的策略不被采用",
    altered.status !== 0 && altered.text.includes("签名"),
    () => altered.text,
  );
  inRoot(life, "policy");
}

/** The processes of the installed runtime and of no other. */
const ourProcesses = (line: string): string =>
  `for p in /proc/[0-9]*; do if [ "$(readlink $p/exe)" = /opt/caibian/node ]; then ${line}; fi; done`;

async function work({ root, ledger, sites }: Life, world: World, browser: Browser): Promise<void> {
  const file = resolve(import.meta.dirname, "..", "manuscripts", "notice.txt");
  const manuscript = { name: basename(file), bytes: new Uint8Array(readFileSync(file)) };
  for (const site of sites) {
    await ledger.step(`演示全程：${site}`, () =>
      travel({ browser, world, site, manuscript, seed: 1, out: null, say: () => undefined }),
    );
  }
  ledger.holds("NODE_OPTIONS 没有起作用", root.sh(`test -e ${evilMark}`).status !== 0);
  const environments = root.must(ourProcesses("tr '\\0' '\\n' < $p/environ"));
  ledger.holds(
    "工作站的进程里没有 NODE_OPTIONS、NODE_PATH、CAIBIAN_POLICY",
    environments.includes("CAIBIAN_DESK_PORT") && !/^(?:NODE_OPTIONS|NODE_PATH|CAIBIAN_POLICY)=/m.test(environments),
    () => environments,
  );
  const writable = root.must(
    "find /opt/caibian /usr/bin/caibian /etc/caibian /usr/share/applications/caibian.desktop -writable",
    { user: editor },
  );
  ledger.holds("普通用户不能改动程序、启动脚本和策略", writable === "", () => writable);
}

async function upgrade(life: Life, world: World, browser: Browser): Promise<void> {
  const { root, packages, ledger, sites } = life;
  lay(life, packages.nextDeb, `${deployFolder}/new`);
  const stores = root.must(`ls ${dataFolder}/desk/stores`);
  await ledger.step("工作站开着时升级", () => inRoot(life, "upgrade"));
  const versions = root.must("ls /opt/caibian/versions").trim().split("\n");
  ledger.holds("上一版留着，新版在旁", versions.length === 2 && versions.includes(nextVersion), () =>
    versions.join(" "),
  );
  await ledger.step("重新启动，同一个人仍能打开自己的稿件", async () => {
    await world.stopDesk();
    await world.startDesk();
    const context = await newWindow(browser);
    const page = await context.newPage();
    await page.goto(await world.launchUrl());
    const [site = "luan"] = sites;
    await signIn(page, world.person(site, site === "luan" ? "编辑员" : "信息员"), world.cast.smsInbox);
    await context.close();
  });
  const running = root.must(ourProcesses("tr '\\0' '\\n' < $p/cmdline"));
  ledger.holds("启动的是新版", running.includes(`/opt/caibian/versions/${nextVersion}/node/desk.js`), () => running);
  ledger.holds("没有另起新的本机存储", root.must(`ls ${dataFolder}/desk/stores`) === stores);
}

function removal(life: Life): void {
  const { root, ledger } = life;
  const digest = (): string => root.must(`cd ${dataFolder} && find . -type f | sort | xargs -d '\\n' sha256sum`);
  const before = digest();
  inRoot(life, "backup-config");
  root.must("rm -rf /etc/caibian");
  inRoot(life, "restore-config");
  ledger.holds("策略可由备份恢复", root.sh("test -s /etc/caibian/policy.json.sig").status === 0);
  inRoot(life, "remove");
  const left = root.sh("ls -d /opt/caibian /usr/bin/caibian /usr/share/applications/caibian*.desktop").text;
  ledger.holds("卸载后程序文件都不在了", !/^\/(?:opt|usr)\//m.test(left), () => left);
  ledger.holds("卸载保留策略", root.sh("test -s /etc/caibian/policy.json").status === 0);
  inRoot(life, "purge");
  ledger.holds("清除后策略也不在了", root.sh("test -e /etc/caibian").status !== 0);
  ledger.holds("个人的稿件一字未动", digest() === before);
}
