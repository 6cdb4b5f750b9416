/** Shows the demo cast, so that a stranger can sign in within a minute and play every role. */
import type { Cast } from "../../shared/model/cast";

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;
const width = (text: string) => [...text].reduce((total, char) => total + (wide.test(char) ? 2 : 1), 0);
const pad = (text: string, to: number) => text + " ".repeat(Math.max(1, to - width(text)));

/** The cast as lines for the terminal. */
export function castLines(cast: Cast): string[] {
  return [
    "演示人员（虚构）：登录 = 选择证书 → 输入口令 → 短信验证码",
    ...cast.sites.flatMap(({ name, publicUrl, persons }) => [
      "",
      `  ${name}    公开网站 ${publicUrl}`,
      ...persons.map(
        (person) =>
          `    ${pad(person.name, 10)}${pad(person.roles.join("、"), 24)}口令 ${pad(person.passphrase, 16)}${person.keyFile}`,
      ),
    ]),
    "",
    `  短信验证码显示在：${cast.smsInbox}`,
  ];
}
