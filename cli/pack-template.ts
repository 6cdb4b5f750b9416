/** The folder a new pack begins as: every file says in its first lines what belongs into it. */
import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { writeFileAtomic } from "../node/atomic-file";
import { leaderColumns, nameColumns, ruleColumns, termColumns } from "./pack-tables";

const settings = (id: string): string => `{
  // 词库标识：字母、数字和短横，签发后不再更改。
  "id": ${JSON.stringify(id)},
  // 工作站上显示的名称。
  "name": "某市领导人名单",
  // 每次签发加一。
  "version": 1,
  // 过了这一天就不再用于校对；不含人员名单的词库可写 null。
  "expiresOn": null,
  // 签发满这么多天后，工作站提醒更新。
  "staleAfterDays": 90,
  // 退回旧版时写 true，并把 version 写成要退回的版本。
  "rollback": false
}
`;

const heading = (note: string, columns: readonly string[], examples: readonly string[]): string =>
  `${note
    .split("\n")
    .map((line) => `# ${line}`)
    .join("\n")}\n${columns.join(",")}\n${examples.map((line) => `# ${line}\n`).join("")}`;

const files = (id: string): Readonly<Record<string, string>> => ({
  "pack.json": settings(id),
  "terms.csv": heading(
    "错误词形，一行一个。规则不写就是 unit-term（单位勘误）；正确词形和例外可用 | 隔开几个；\n程度可写阻断、错误、警告、提示，不写随规则。以 # 开头的行是说明。",
    termColumns,
    [",皋城大道南段,皋城南路,道路已更名,,"],
  ),
  "leaders.csv": heading(
    "领导人任职，一行一个职务；同一人多个职务写多行。止：不再任职的第一天，现任留空。\n排序：1 在最前。须由有权机关核定。",
    leaderColumns,
    ["周思齐,某市市长,2023-02-01,,2"],
  ),
  "names.csv": heading(
    "有起止日期的名称。类别：机构、地名、法规。停用：不再使用的第一天。改为：新名称，可用 | 隔开几个。",
    nameColumns,
    ["机构,某市体育局,,,2025-03-01,某市文化旅游体育局,,"],
  ),
  "rules.csv": heading(
    "自编规则（正则表达式）。重复须有上限：写 {0,20}，不写 * 和 +；$0 是查出的文字，$1 是第一个括号。",
    ruleColumns,
    ["city-station-name,机构名称,服务站旧称,错误,更名通知,,2026-10-01,便民(?:服务)?站(?!点),“$0”已改名。,党群服务站"],
  ),
  "allowed.txt": "# 本地专名，一行一个：词库和规则的词条在这些词里面不算错。\n",
  "tests.txt":
    "# 自检，一行一条：规则标识：例句，错处用【】标出；不该查出的例句不标。=> 后面是首选建议，可不写。\n# 工作站装入前逐条检验，有一条不符就不装。\n# unit-term：【皋城大道南段】封闭施工。 => 皋城南路\n",
  "sources/说明.md": "把核对引文用的原文存成 txt 放在这里，文件名就是篇名。\n",
});

/** @throws Error in Chinese when the folder has something in it already */
export async function writeTemplate(folder: string): Promise<readonly string[]> {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`${folder} 里已有文件，没有改动`);
  const name = basename(resolve(folder)).replace(/[^A-Za-z0-9-]+/g, "-");
  const id = /^[A-Za-z0-9]/.test(name) ? name : "city-words";
  const written = Object.entries(files(id));
  for (const [file, text] of written) await writeFileAtomic(join(folder, file), text, 0o644);
  return written.map(([file]) => file);
}
