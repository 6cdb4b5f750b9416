/** What the window says about keys, their PINs and their end. */
import type { KeyInfo } from "../../shared/ipc/key";

type Token = NonNullable<KeyInfo["token"]>;

/** Where a key lies: 密钥文件, or the USB key with its label and the end of its serial number. */
export const placeOf = ({ token }: Pick<KeyInfo, "token">): string =>
  token === undefined ? "密钥文件" : `USB密钥 ${token.label}（序列号尾号 ${token.serial.slice(-6)}）`;

const UNLOCKING = "锁定后须携带密钥到证书服务点，按规定解锁。";

export const pinText = {
  pad: "请在密钥的键盘上输入口令；按下面的按钮后，密钥会提示输入。",
  understood: "我已确认口令无误，知道再错一次密钥将被锁定",
} as const;

/** What to know before a PIN is tried; null when there is nothing to warn of (S3). */
export function pinWarning({ pin, retriesLeft }: Pick<Token, "pin" | "retriesLeft">): string | null {
  switch (pin) {
    case "locked":
      return "密钥口令已锁定，不能再试。请携带密钥到证书服务点，按规定解锁。";
    case "final":
      return `这是最后一次机会：再错一次，密钥将被锁定。${UNLOCKING}`;
    case "low":
      return retriesLeft === null
        ? `口令此前输错过，剩余次数不多。${UNLOCKING}`
        : `口令还可以试 ${retriesLeft} 次。${UNLOCKING}`;
    case "fine":
      return retriesLeft !== null && retriesLeft <= 2 ? `口令还可以试 ${retriesLeft} 次。${UNLOCKING}` : null;
  }
}

export const batchText = {
  title: (count: number) => `一并签名 ${count} 件`,
  note: (count: number) => `有 ${count} 件已读完、待一并签名。锁定或关闭窗口后须重新打开。`,
  open: "一并签名",
  add: "读完，加入一并签名",
  full: "一并签名最多 20 件，请先签完已加入的。",
  added: "已加入一并签名",
  pin: "证书口令",
  later: "稍后",
  remove: "移出",
  confirm: (count: number) => `签名 ${count} 件`,
  signed: (count: number) => `已签名 ${count} 件，正在上报。`,
} as const;

export interface Expiry {
  readonly level: "info" | "warning" | "error";
  readonly words: string;
}

const DAY_MS = 86_400_000;

/** 到期提醒: from 30 days on, again at 7 and on the last day (S11). `now` by the platform's clock. */
export function expiryOf({ notAfter, issuer }: Pick<KeyInfo, "notAfter" | "issuer">, now: Date): Expiry | null {
  const days = Math.ceil((Date.parse(notAfter) - now.getTime()) / DAY_MS);
  if (days > 30) return null;
  const steps = `请携带密钥和本人证件到${issuer}的证书服务点办理更新，更新前签名的稿件仍然有效。`;
  if (days <= 0) return { level: "error", words: `签名证书已于 ${notAfter.slice(0, 10)} 到期，不能再签名。${steps}` };
  const left = days === 1 ? "不到一天" : `${days} 天`;
  return {
    level: days <= 1 ? "error" : days <= 7 ? "warning" : "info",
    words: `签名证书还有${left}到期（${notAfter.slice(0, 10)}）。${steps}`,
  };
}
