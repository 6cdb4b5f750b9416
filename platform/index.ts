/** The platform's process: reads the environment, starts, says one line, stops cleanly. With words it runs a command. */
import { AppError, explain } from "../shared/failure";
import { runCommand } from "./commands";
import { optionsFrom } from "./settings";
import { type Platform, startPlatform } from "./start";

function startLine({ url, demo, engine }: Platform): string {
  const database = engine === "embedded" ? "内置数据库" : "PostgreSQL";
  const mode = demo ? "演示城市：仅对本机放宽 TLS 与政务外网限制，不可用于正式办公" : "正式模式：须 TLS 与政务外网";
  return `平台已启动：${url}（${database}；${mode}）`;
}

function explainStart(error: unknown, port: string): string {
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

const say = (line: string): void => console.log(line);

/** A command instead of a platform: it does its work and ends. */
async function command(args: readonly string[]): Promise<never> {
  try {
    const given = { args, options: optionsFrom(process.env), env: process.env };
    await runCommand({ ...given, say });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { text, next } = explain(error);
    console.error(`没有完成：${text}${next}`);
    process.exit(1);
  }
  // The embedded engine keeps a worker alive; its files are closed.
  process.exit(0);
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.length > 0) return command(args);
  let platform: Platform;
  try {
    platform = await startPlatform({ ...optionsFrom(process.env), say });
  } catch (error) {
    console.error(explainStart(error, process.env.CAIBIAN_PLATFORM_PORT ?? "17810"));
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
