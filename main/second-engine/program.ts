/**
 * Any program as a second engine: the text on its standard input, JSON lines on its standard output, as
 * `npm run proofread -- --json -` writes them. Which program is the administrator's decision (machine policy), never a
 * user's, and it is started without a shell.
 */
import { spawn } from "node:child_process";
import { z } from "zod";
import type { EngineProgram } from "../../shared/model/policy";
import { type EngineBlock, type EngineRemark, engineTrouble, type SecondEngine } from "./second-engine";

const LIMIT_MS = 60_000;
const MOST_BYTES = 8_000_000;

/** Other fields are allowed and ignored. Offsets are UTF-16 units of the text that was sent. */
const line = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  message: z.string().max(500),
  suggestions: z.array(z.string().max(500)).default([]),
});

export function programEngine({ id, name, version, command }: EngineProgram, limit = LIMIT_MS): SecondEngine {
  return {
    id,
    name,
    version: async () => version,
    check: async (blocks) => {
      const { text, starts } = joined(blocks);
      const output = await run({ name, command, limit }, text);
      return output
        .split("\n")
        .flatMap((each) => (each.trim() === "" ? [] : placed(parsed(each, name), blocks, starts)));
    },
  };
}

/** One line a block. A line break inside a block counts as a space, so that offsets stay. */
function joined(blocks: readonly EngineBlock[]): { readonly text: string; readonly starts: readonly number[] } {
  const starts: number[] = [];
  let at = 0;
  for (const { text } of blocks) {
    starts.push(at);
    at += text.length + 1;
  }
  return { text: blocks.map(({ text }) => text.replace(/[\r\n]/g, " ")).join("\n"), starts };
}

function parsed(text: string, name: string): z.infer<typeof line> {
  try {
    return line.parse(JSON.parse(text));
  } catch (cause) {
    throw engineTrouble(name, "的输出不符合约定，没有采用。", cause);
  }
}

/** A remark over several blocks belongs to none. */
function placed(
  { start, end, message, suggestions }: z.infer<typeof line>,
  blocks: readonly EngineBlock[],
  starts: readonly number[],
): EngineRemark[] {
  const index = starts.findLastIndex((from) => from <= start);
  const [block, from] = [blocks[index], starts[index]];
  if (block === undefined || from === undefined || end - from > block.text.length) return [];
  return [{ block: block.id, start: start - from, end: end - from, right: suggestions[0] ?? null, message }];
}

interface Running {
  readonly name: string;
  readonly command: readonly string[];
  readonly limit: number;
}

/** Exit code 0 or 1: our own command answers 1 when it found something. */
function run({ name, command, limit }: Running, text: string): Promise<string> {
  const [program = "", ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { shell: false, windowsHide: true, stdio: ["pipe", "pipe", "ignore"] });
    const chunks: Buffer[] = [];
    let bytes = 0;
    const timer = setTimeout(() => fail("超过时限，已停止。"), limit);
    const fail = (why: string, cause?: unknown): void => {
      clearTimeout(timer);
      child.kill("SIGKILL");
      reject(engineTrouble(name, why, cause));
    };
    child.on("error", (cause) => fail("没有启动，请系统管理员检查策略文件。", cause));
    child.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) fail("的输出过长，已停止。");
      else chunks.push(chunk);
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      if (code === 0 || code === 1) resolve(Buffer.concat(chunks).toString("utf8"));
      else fail("运行出错，没有结果。");
    });
    // A program that does not read to the end is no reason to fall over.
    child.stdin.on("error", () => undefined);
    child.stdin.end(text, "utf8");
  });
}
