/** docs/offline.md: what works without the network, from the tables the window explains itself with (D6). */
import { offlineCalls } from "../shared/offline/calls";
import { offlineCommands } from "../shared/offline/commands";
import { type OfflineRow, offlineKinds } from "../shared/offline/row";

const cell = (text: string) => text.replaceAll("|", "\\|");

const line = ([id, { name, offline, why, grows }]: readonly [string, OfflineRow]): string =>
  `| \`${id}\` | ${cell(name)} | ${offlineKinds[offline]} | ${grows ? "暂停" : "可用"} | ${cell(why)} |`;

export function offlineDocument(): string {
  return [
    "# Offline matrix",
    "",
    "Made from `shared/offline/` by `npm run check -- --write`. The window takes the explanation of every command that cannot",
    "be used now from the same tables (`renderer/commands/command-button.tsx`). The fourth column says what happens below",
    "100 MB of free disk (D5).",
    "",
    "## What people do",
    "",
    "| Command | 名称 | 离线时 | 磁盘不足时 | 原因 |",
    "|---|---|---|---|---|",
    ...Object.entries(offlineCommands).map(line),
    "",
    "## Calls from the window to main",
    "",
    "| Call | 名称 | 离线时 | 磁盘不足时 | 原因 |",
    "|---|---|---|---|---|",
    ...Object.entries(offlineCalls).map(line),
    "",
  ].join("\n");
}
