/** Files over several processes: each takes the next file as soon as it has answered. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { FileAnswer, FileRequest } from "./proofread-worker";

const unanswered: FileAnswer = { ok: false, problem: "校对进程意外结束，请单独重试这个文件。" };

/** Calls `onAnswer` for every file as it is ready, in no order. */
export async function proofreadAll(
  requests: readonly FileRequest[],
  jobs: number,
  onAnswer: (index: number, answer: FileAnswer) => void,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    let child = start();
    while (next < requests.length) {
      const index = next++;
      const request = requests[index];
      if (request === undefined) break;
      const answer = await ask(child, request);
      onAnswer(index, answer);
      // A file that killed its process must not take the others with it.
      if (child.exitCode !== null || child.signalCode !== null) child = start();
    }
    child.kill();
  };
  await Promise.all(Array.from({ length: Math.min(jobs, requests.length) }, lane));
}

/** Under `npm run` this process runs TypeScript already and its children inherit how; a test runner must say so. */
function start(): ChildProcess {
  const inherits = process.execArgv.some((argument) => argument.includes("tsx"));
  const execArgv = inherits ? process.execArgv : ["--import", "tsx"];
  return fork(fileURLToPath(new URL("./proofread-worker.ts", import.meta.url)), {
    serialization: "advanced",
    execArgv,
  });
}

function ask(child: ChildProcess, request: FileRequest): Promise<FileAnswer> {
  return new Promise((resolve) => {
    const ended = (): void => resolve(unanswered);
    child.once("exit", ended);
    child.once("message", (answer: FileAnswer) => {
      child.off("exit", ended);
      resolve(answer);
    });
    child.send(request, (error) => {
      if (error !== null) ended();
    });
  });
}
