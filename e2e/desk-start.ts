/** Starts of the bundled desk under conditions that a test makes: followed until it ends, or has shown its address. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort } from "./proxy";

/** Whether this account may mount: tried, not assumed. */
export function mayMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), "caibian-mount-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "none", place], { stdio: "ignore" });
    execFileSync("umount", [place]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

export interface Start {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly runtime?: readonly string[];
  readonly program?: string;
  /** With a window, as from a menu; without one unless said. */
  readonly window?: boolean;
}

export interface Outcome {
  /** Null while it runs. */
  readonly code: number | null;
  readonly printed: () => string;
}

export interface Starts {
  /** Starts a desk and waits until it ends, or shows its address and has said `words`. */
  readonly start: (order: Start, words?: RegExp) => Promise<Outcome>;
  /** A disk of memory, by mount's options. */
  readonly mount: (options: string) => string;
  /** Ends what was started and takes the disks away. */
  readonly clear: () => void;
}

/** `policy`: of the demo city, unless an order names another. */
export function openStarts(folder: string, policy: () => string): Starts {
  const children: ChildProcess[] = [];
  const mounts: string[] = [];
  return {
    async start({ env = {}, runtime = [], program, window = false }, words = /\?launch=/) {
      const own = {
        CAIBIAN_DATA: mkdtempSync(join(folder, "data-")),
        CAIBIAN_DESK_PORT: String(await freePort()),
        CAIBIAN_POLICY: policy(),
        // Of the machine that runs the tests; a locked build takes no authorities from there.
        NODE_EXTRA_CA_CERTS: undefined,
        NODE_OPTIONS: undefined,
      };
      const desk = program ?? resolve(import.meta.dirname, "..", "dist", "node", "desk.js");
      const child = spawn(process.execPath, [...runtime, desk, ...(window ? [] : ["--no-window"])], {
        env: { ...process.env, ...own, ...env },
        stdio: ["pipe", "pipe", "pipe"],
      });
      children.push(child);
      let text = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => {
          text += chunk.toString("utf8");
        });
      const deadline = Date.now() + 60_000;
      while (child.exitCode === null && !(text.includes("?launch=") && words.test(text))) {
        if (Date.now() > deadline) throw new Error(`neither started nor refused:\n${text}`);
        await new Promise((done) => setTimeout(done, 50));
      }
      return { code: child.exitCode, printed: () => text };
    },
    mount(options) {
      const place = mkdtempSync(join(folder, "disk-"));
      execFileSync("mount", ["-t", "tmpfs", "-o", options, "none", place]);
      mounts.push(place);
      return place;
    },
    clear() {
      for (const child of children.splice(0)) child.kill("SIGKILL");
      for (const place of mounts.splice(0).reverse()) execFileSync("umount", ["-l", place]);
    },
  };
}
