import { spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import { type UtilityFork, utilitySigner } from "./signer";

/** A utility process by hand: what it was started with, and what it hears. */
class FakeUtility extends EventEmitter {
  pid: number | undefined = undefined;
  readonly posted: unknown[] = [];
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
}

function fork() {
  const child = new FakeUtility();
  const calls: Parameters<UtilityFork["fork"]>[] = [];
  const utility: UtilityFork = {
    fork: (...call) => {
      calls.push(call);
      return child;
    },
  };
  return { child, calls, utility };
}
const program = { path: "/app/dist/node/signer.js", execArgv: [] };

it("S5: starts a utility process without arguments, with silent streams and without what brings other code in", () => {
  const { calls, utility } = fork();
  utilitySigner(utility, program, { PATH: "/bin", LD_PRELOAD: "/tmp/evil.so", NODE_OPTIONS: "--require /tmp/x" })();
  expect(calls).toEqual([
    [
      "/app/dist/node/signer.js",
      [],
      {
        env: { PATH: "/bin" },
        execArgv: [],
        stdio: "ignore",
        serviceName: "Caibian signer",
        allowLoadingUnsignedLibraries: true,
      },
    ],
  ]);
});

it("passes messages both ways and tells its end, also to two listeners", () => {
  const { child, utility } = fork();
  const signer = utilitySigner(utility, program, {})();
  const heard: unknown[] = [];
  signer.onMessage((message) => heard.push(message));
  signer.onExit(() => heard.push("first"));
  signer.onExit(() => heard.push("second"));
  signer.send({ id: 1, call: "tokens", input: null });
  child.emit("message", { id: 1, ok: true, value: [] });
  child.emit("exit", 0);
  expect(child.posted).toEqual([{ id: 1, call: "tokens", input: null }]);
  expect(heard).toEqual([{ id: 1, ok: true, value: [] }, "first", "second"]);
  // Nothing left to end.
  signer.kill();
});

it("S5: killed before it has started, ends as soon as it has", async () => {
  const { child, utility } = fork();
  utilitySigner(utility, program, {})().kill();
  const victim = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], { stdio: "ignore" });
  const ended = new Promise((done) => victim.on("exit", (_, signal) => done(signal)));
  child.pid = victim.pid;
  child.emit("spawn");
  expect(await ended).toBe("SIGKILL");
});
