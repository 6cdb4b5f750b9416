/** Files over several processes: each takes the next file as soon as it has answered. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { FileAnswer, FileRequest } from "./proofread-worker";

const unanswered: FileAnswer = { ok: false, problem: "校对进程意外结束，请单独重试这个文件。" };

/** Calls `onAnswer` for every file as it is ready, in no order. The children inherit how this process runs TypeScript. */
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

function start(): ChildProcess {
  return fork(fileURLToPath(new URL("./proofread-worker.ts", import.meta.url)), { serialization: "advanced" });
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
