/** The bundled platform as an operator runs it: over a PostgreSQL server, behind a gateway that ends TLS, with an SMS service. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { signInWith } from "../../e2e/api";
import { freePort } from "../../e2e/proxy";
import { createClient } from "../../main/platform/client";
import { migrate } from "../../platform/store/migrate";
import { openPostgres } from "../../platform/store/postgres";
import { type PostgresServer, startPostgres } from "../power/postgres-server";
import { type Editor, foundOneCity } from "./one-city";
import { openPlatform, type PlatformProcess } from "./platform-process";
import { openSmsLine } from "./sms-line";
import type { Door } from "./submissions";

/** The server, to be ended and started again on its data and its port. */
export interface Server {
  readonly kill: () => Promise<void>;
  readonly killBackend: () => void;
  readonly stopAtOnce: () => Promise<void>;
  readonly start: () => Promise<void>;
}

export interface FormalPlatform {
  readonly platform: PlatformProcess;
  readonly server: Server;
  readonly door: Door;
  readonly close: () => Promise<void>;
}

/** What the gateway is called outside. */
const audience = "https://platform.example.gov.cn";

export async function openFormalPlatform(folder: string): Promise<FormalPlatform> {
  const data = join(folder, "platform");
  mkdirSync(data, { recursive: true });
  const port = await freePort();
  const start = () => startPostgres(join(folder, "pgdata"), port);
  let running: PostgresServer = await start();
  const sms = await openSmsLine();
  const editor = await prepare(running.url, data);
  const platform = await openPlatform(data, {
    DATABASE_URL: running.url,
    CAIBIAN_PLATFORM_URL: audience,
    CAIBIAN_TRUSTED_PROXIES: "127.0.0.1",
    CAIBIAN_SMS_URL: sms.url,
  });
  const client = () => createClient(audience, gatewayTo(platform.url));
  const signIn = { person: editor, readCode: async () => sms.codeFor(editor.phone) };
  return {
    platform,
    server: {
      kill: () => running.kill(),
      killBackend: () => running.killBackend(),
      stopAtOnce: () => running.stopAtOnce(),
      start: async () => {
        running = await start();
      },
    },
    door: {
      person: editor,
      anchors: editor.anchors,
      client,
      signIn: async () => (await signInWith({ client: client(), ...signIn })).credential,
    },
    close: async () => {
      await platform.kill();
      await running.kill();
      await sms.close();
    },
  };
}

/** @throws Error when the server would answer before its log is on the disk: nothing could be told of such a one */
async function prepare(url: string, data: string): Promise<Editor> {
  const store = openPostgres(url);
  try {
    for (const setting of ["fsync", "synchronous_commit", "full_page_writes"]) {
      const { rows } = await sql<{ value: string }>`select current_setting(${setting}) as value`.execute(store.db);
      if (rows[0]?.value !== "on") throw new Error(`PostgreSQL：${setting} 没有打开`);
    }
    await migrate(store.db);
    return await foundOneCity(store.db, data);
  } finally {
    await store.close();
  }
}

/** What a gateway does with a request: it goes on to the platform, with who sent it and how. */
const gatewayTo =
  (platformUrl: string) =>
  (url: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set("x-forwarded-for", "10.1.0.8");
    headers.set("x-forwarded-proto", "https");
    return fetch(url.replace(audience, platformUrl), { ...init, headers });
  };
