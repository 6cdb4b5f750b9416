/** A D-Bus session with a keyring of its own in a throw-away home, and a program in it that uses the real keychain. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { KeyringReply, KeyringRequest } from "./keyring-child";

export const keyringTools = ["dbus-run-session", "gnome-keyring-daemon", "dbus-send"] as const;

export interface Keyring {
  /** What the program said first: that it is ready, or why it has no keychain. */
  readonly first: KeyringReply;
  readonly ask: (op: KeyringRequest["op"], account?: string, secret?: string) => Promise<KeyringReply>;
  /** Ends the program and with it the session. */
  readonly end: () => Promise<void>;
}

const child = join(import.meta.dirname, "keyring-child.ts");
const run = [process.execPath, "--import", "tsx", child] as const;
/** The daemon goes to the background once it answers; it ends with the session's bus. */
const UNLOCKED = 'printf %s throw-away | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"';

export interface Home {
  readonly folder: string;
  readonly remove: () => void;
}

export function makeHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), "caibian-keyring-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** `bus: false`: the same program where there is no D-Bus at all. */
export async function startKeyring({ folder }: Home, { bus }: { readonly bus: boolean }): Promise<Keyring> {
  const [program = "", ...rest] = bus ? ["dbus-run-session", "--", "bash", "-c", UNLOCKED, "bash", ...run] : run;
  const started = spawn(program, [...rest, join(folder, "markers")], {
    stdio: ["pipe", "pipe", "ignore"],
    env: environment(folder),
  });
  const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
  const reply = async (): Promise<KeyringReply> => {
    const line = await lines.next();
    if (line.done === true) throw new Error("the program in the keyring's session ended");
    return JSON.parse(line.value);
  };
  const ended = new Promise<void>((done) => started.once("exit", () => done()));
  return {
    first: await reply(),
    ask: (op, account = "", secret = "") => {
      started.stdin.write(`${JSON.stringify({ op, account, secret })}\n`);
      return reply();
    },
    end: async () => {
      started.stdin.end();
      await ended;
    },
  };
}

/** Nothing of this machine's session: no bus, no display to show a prompt on. */
function environment(folder: string): NodeJS.ProcessEnv {
  const places = ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"];
  return { PATH: process.env.PATH ?? "", ...Object.fromEntries(places.map((name) => [name, folder])) };
}
