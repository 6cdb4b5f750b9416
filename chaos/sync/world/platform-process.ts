/** The platform as a process over a store that outlives it: killed between two statements, and started again. */
import type { KyselyPlugin } from "kysely";
import { build } from "../../../platform/app";
import type { Services } from "../../../platform/services";
import { openTestPlatform, type TestPlatform } from "../../../platform/testing/platform";

/** The process is gone; whoever waited for its answer sees the connection close. */
export class ConnectionLost extends Error {}

export interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

type App = ReturnType<typeof build>;

export class PlatformProcess {
  readonly #store: TestPlatform;
  #app: App;
  #dead = false;
  /** Statements left until it dies by itself. */
  #fuse = Number.POSITIVE_INFINITY;

  constructor(store: TestPlatform) {
    this.#store = store;
    this.#app = this.#start();
  }

  static async open(): Promise<PlatformProcess> {
    return new PlatformProcess(await openTestPlatform());
  }

  get store(): TestPlatform {
    return this.#store;
  }

  get services(): Services {
    return this.#store.services;
  }

  /** It dies before so many more statements have reached the store, which rolls back what was open. */
  readonly dieAfter = (statements: number): void => {
    this.#fuse = statements;
  };

  readonly die = (): void => {
    this.#dead = true;
  };

  /** A new process over the same store, if the last one died. */
  readonly start = async (): Promise<void> => {
    this.#fuse = Number.POSITIVE_INFINITY;
    if (!this.#dead) return;
    await this.#app.close();
    this.#dead = false;
    this.#app = this.#start();
  };

  /** @throws ConnectionLost when the process is dead or dies on the way */
  readonly answer = async ({ method, url, headers, body }: Request): Promise<Reply> => {
    if (this.#dead) throw new ConnectionLost();
    const reply = await this.#app.inject({
      method: method as "GET",
      url,
      headers,
      ...(body === null ? {} : { payload: body }),
    });
    if (this.#dead) throw new ConnectionLost();
    const given = Object.entries(reply.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as const],
    );
    return { status: reply.statusCode, headers: Object.fromEntries(given), text: reply.payload };
  };

  readonly close = async (): Promise<void> => {
    await this.#app.close();
    await this.#store.close();
  };

  #start(): App {
    const { services, inbox } = this.#store;
    const db = services.store.db.withPlugin(this.#killer());
    return build({ services: { ...services, store: { ...services.store, db } }, inbox, tls: null });
  }

  #killer(): KyselyPlugin {
    return {
      transformQuery: ({ node }) => {
        this.#fuse -= 1;
        if (this.#fuse <= 0) this.#dead = true;
        if (this.#dead) throw new ConnectionLost();
        return node;
      },
      transformResult: async ({ result }) => result,
    };
  }
}
