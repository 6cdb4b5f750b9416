/** What `npm run recover` is asked to do. */
import { parseArgs } from "node:util";

export type Way =
  | { readonly kind: "list" }
  | { readonly kind: "key"; readonly file: string }
  | { readonly kind: "passphrase" }
  | { readonly kind: "app-pin" };

export interface RecoverRequest {
  /** A data folder, a folder of stores, or one store; null for this installation's own. */
  readonly folder: string | null;
  readonly way: Way;
  /** Where the readable text goes; null for a folder named after the store, here. */
  readonly out: string | null;
}

export const usage = `用法：npm run recover -- [文件夹] [--key 证书文件 | --passphrase | --app-pin] [--out 导出文件夹]

从本机存储中读出还能读出的一切：草稿、版本、待发送的操作、附件。只读，不改动存储；工作站打不开时也能用。
  文件夹        数据目录、stores 目录或某一个存储；不写则为本机的数据目录
  不写打开方式  只列出有哪些存储、各有多少记录、哪些字节已损坏（不需要密钥，也看不到内容）
  --key         用证书文件（.p12、.pfx）打开；口令在提示后输入，或由标准输入给出
  --passphrase  用不依赖系统钥匙串的应用口令打开
  --app-pin     用应用口令和本机系统钥匙串打开
  --out         导出到哪里；须为空或尚不存在，且不在存储之内。导出的是明文，请妥善保管
退出码：0 全部读出；1 有读不出的或打不开；2 用法不对。`;

export function readRequest(args: readonly string[]): RecoverRequest | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        key: { type: "string" },
        passphrase: { type: "boolean", default: false },
        "app-pin": { type: "boolean", default: false },
        out: { type: "string" },
      },
    });
    const ways: Way[] = [
      ...(values.key === undefined ? [] : [{ kind: "key" as const, file: values.key }]),
      ...(values.passphrase ? [{ kind: "passphrase" as const }] : []),
      ...(values["app-pin"] ? [{ kind: "app-pin" as const }] : []),
    ];
    if (ways.length > 1 || positionals.length > 1) return null;
    const [way = { kind: "list" as const }] = ways;
    return { folder: positionals[0] ?? null, way, out: values.out ?? null };
  } catch {
    // parseArgs throws for an option it does not know.
    return null;
  }
}
