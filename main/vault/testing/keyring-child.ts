/** A program inside a D-Bus session of its own: does with the real keychain what each line of its input says. */
import { execFileSync } from "node:child_process";
import { createInterface } from "node:readline";
import { toFailure } from "../../../shared/failure";
import { never } from "../../../shared/never";
import { nodeFileSystem } from "../../journal/filesystem";
import { readingBack } from "../dual-store";
import { loadKeytar, openKeytar } from "../keychain";
import { markedStore } from "../marked-store";
import type { SecretBackend } from "../secret-store";

export interface KeyringRequest {
  readonly op: "get" | "set" | "remove" | "lock" | "set-elsewhere";
  readonly account: string;
  readonly secret: string;
}

export type KeyringReply = { readonly value: string | boolean | null } | { readonly code: string };

/** The keyring that gnome-keyring-daemon unlocks at the start. */
const COLLECTION = "/org/freedesktop/secrets/collection/login";

function lock(): true {
  const call = "org.freedesktop.Secret.Service.Lock";
  const to = ["--dest=org.freedesktop.secrets", "/org/freedesktop/secrets"];
  execFileSync("dbus-send", ["--session", "--print-reply", ...to, call, `array:objpath:${COLLECTION}`]);
  return true;
}

async function answer(store: SecretBackend, { op, account, secret }: KeyringRequest): Promise<string | boolean | null> {
  switch (op) {
    case "get":
      return store.get(account);
    case "set":
      return store.set(account, secret).then(() => true);
    case "remove":
      return store.remove(account);
    case "lock":
      return lock();
    case "set-elsewhere":
      await (await loadKeytar()).setPassword("other.program", account, secret);
      return true;
    default:
      return never(op);
  }
}

function say(reply: KeyringReply): void {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

async function main(folder: string): Promise<void> {
  const opened = await openKeytar(loadKeytar).catch(toFailure);
  if (!("get" in opened)) return say({ code: opened.code });
  const store = await markedStore(readingBack(opened), { fs: nodeFileSystem, folder });
  say({ value: "ready" });
  for await (const line of createInterface({ input: process.stdin })) {
    const request: KeyringRequest = JSON.parse(line);
    say(
      await answer(store, request).then(
        (value) => ({ value }),
        (error) => ({ code: toFailure(error).code }),
      ),
    );
  }
}

await main(process.argv[2] ?? "");
