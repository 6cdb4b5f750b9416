/** The platform's process: reads the environment, starts, says one line, stops cleanly. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder } from "../node/folders";
import { AppError, explain } from "../shared/failure";
import { blobOptions } from "./blobs/open-blobs";
import type { SmsOptions } from "./sms/outlet";
import { type Platform, type PlatformOptions, startPlatform } from "./start";

const DEFAULT_PORT = 17_810;
/** Beside dist/node, where the build puts it. */
const TEMPLATE = join(import.meta.dirname, "..", "platform-template");

function optionsFrom(env: NodeJS.ProcessEnv): PlatformOptions {
  const { DATABASE_URL, CAIBIAN_PLATFORM_HOST, CAIBIAN_TLS_CERT, CAIBIAN_TLS_KEY } = env;
  const tls =
    CAIBIAN_TLS_CERT === undefined || CAIBIAN_TLS_KEY === undefined
      ? {}
      : { tls: { cert: readFileSync(CAIBIAN_TLS_CERT), key: readFileSync(CAIBIAN_TLS_KEY) } };
  return {
    folder: dataFolder(env, process.platform),
    port: Number(env.CAIBIAN_PLATFORM_PORT ?? DEFAULT_PORT),
    template: TEMPLATE,
    say: (line) => console.log(line),
    ...(CAIBIAN_PLATFORM_HOST === undefined ? {} : { host: CAIBIAN_PLATFORM_HOST }),
    ...(DATABASE_URL === undefined || DATABASE_URL === "" ? {} : { databaseUrl: DATABASE_URL }),
    ...smsOptions(env),
    ...blobOptions(env),
    ...identityOptions(env),
    ...(env.CAIBIAN_DEMO_KEYS === "sm2" ? { demoKeys: "sm2" as const } : {}),
    ...tls,
  };
}

function identityOptions(env: NodeJS.ProcessEnv): Pick<PlatformOptions, "publicUrl" | "revocation"> {
  const { CAIBIAN_PLATFORM_URL, CAIBIAN_CRL_URLS = "", CAIBIAN_OCSP_URL } = env;
  const crls = CAIBIAN_CRL_URLS.split(/[\s,]+/).filter((url) => url !== "");
  return {
    ...(CAIBIAN_PLATFORM_URL === undefined ? {} : { publicUrl: CAIBIAN_PLATFORM_URL }),
    revocation: { crls, ocsp: CAIBIAN_OCSP_URL ?? null },
  };
}

function smsOptions({ CAIBIAN_SMS_FILE, CAIBIAN_SMS_URL, CAIBIAN_SMS_SIMULATOR }: NodeJS.ProcessEnv): SmsOptions {
  return {
    ...(CAIBIAN_SMS_FILE === undefined ? {} : { smsFile: CAIBIAN_SMS_FILE }),
    ...(CAIBIAN_SMS_URL === undefined ? {} : { smsUrl: CAIBIAN_SMS_URL }),
    ...(CAIBIAN_SMS_SIMULATOR === undefined ? {} : { smsSimulator: CAIBIAN_SMS_SIMULATOR }),
  };
}

function startLine({ url, demo, engine }: Platform): string {
  const database = engine === "embedded" ? "内置数据库" : "PostgreSQL";
  const mode = demo ? "演示城市：仅对本机放宽 TLS 与政务外网限制，不可用于正式办公" : "正式模式：须 TLS 与政务外网";
  return `平台已启动：${url}（${database}；${mode}）`;
}

function explainStart(error: unknown, port: number): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "EADDRINUSE")
    return `平台端口 ${port} 已被占用。请关闭占用它的程序，或设置 CAIBIAN_PLATFORM_PORT 后重试。`;
  if (code === "ECONNREFUSED") return "连接不上 DATABASE_URL 所指的数据库。请检查地址和数据库是否已启动。";
  if (error instanceof AppError && error.code === "E_STATE") return `平台没有启动：${error.detail}。`;
  if (error instanceof AppError) {
    const { text, next } = explain(error);
    return `平台没有启动：${text}${next}`;
  }
  return `平台没有启动：${error instanceof Error ? error.message : String(error)}`;
}

async function main(): Promise<void> {
  const options = optionsFrom(process.env);
  let platform: Platform;
  try {
    platform = await startPlatform(options);
  } catch (error) {
    console.error(explainStart(error, options.port));
    process.exit(1);
  }
  console.log(startLine(platform));
  const stop = (): void => {
    void platform.stop().then(() => process.exit(0));
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  // The launcher's channel closes when it ends, however that happens.
  process.once("disconnect", stop);
}

await main();
