/** The chosen key at the moment its PIN is sent: the list may have changed while the PIN was typed. */
import type { Failure } from "../../../shared/failure";
import type { KeyInfo } from "../../../shared/ipc/key";

export interface Chosen {
  readonly keyId: string | null;
  /** As the list shows it; null while it shows none. */
  readonly key: KeyInfo | null;
}

/** A list that is only being read anew costs nobody the PIN they typed; a key that is gone is said, and never sent a PIN. */
export async function keyNow(
  { keyId, key }: Chosen,
  list: () => Promise<readonly KeyInfo[]>,
): Promise<KeyInfo | Failure> {
  if (key !== null) return key;
  const found = keyId === null ? undefined : (await list()).find((one) => one.keyId === keyId);
  if (found?.usable === true) return found;
  const why = found === undefined ? "刚才选的密钥已不在列表中" : `刚才选的密钥现在不能使用：${found.reason}`;
  return { code: "E_TOKEN_ABSENT", detail: `${why}；口令没有发出，也没有计入错误次数` };
}
