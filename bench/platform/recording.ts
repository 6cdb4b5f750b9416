/** What SQL one submission is: the platform's own code takes one, and every statement is written down as it is compiled. */
import { randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from "kysely";
import { pino } from "pino";
import { nodeCheck } from "../../node/signature-check";
import { build } from "../../platform/app";
import { diskBlobs } from "../../platform/blobs/disk";
import { openReceiptKeys } from "../../platform/demo/seed";
import { inspectorOf } from "../../platform/effects/inspection";
import { Throttle } from "../../platform/http/throttle";
import { LiveSites } from "../../platform/live-sites";
import { databaseMemory } from "../../platform/memory/database-memory";
import { localMemory } from "../../platform/memory/local-memory";
import { createShelf } from "../../platform/packs/shelf";
import type { Services } from "../../platform/services";
import { demoInbox } from "../../platform/sms/gateway";
import type { Database, Store } from "../../platform/store/tables";
import { proofNonceHeader } from "../../shared/http/proof";
import { RevocationChecker } from "../../shared/trust/revocation-checker";
import { credentials, deskOf, seat, seatOf } from "./desks";
import { manuscripts, wholeEngine } from "./manuscripts";
import type { ServingOrder } from "./serving";

export interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export interface Recorded {
  readonly itemId: string;
  readonly operationId: string;
  readonly statements: readonly Statement[];
  /** From this statement on everything is in the transaction. */
  readonly begins: number;
  readonly answer: string;
}

class Recorder implements KyselyPlugin {
  readonly statements: Statement[] = [];
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    const { sql, parameters } = this.#db.getExecutor().compileQuery(node, queryId);
    this.statements.push({ sql, parameters });
    return node;
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result;
  }
}

/** The account that is recorded; the measured desks come after it. */
const RECORDED = 1_000_000;

export async function recordSubmission(store: Store, { folder }: ServingOrder): Promise<Recorded> {
  const desk = deskOf(seatOf(RECORDED + process.pid));
  await seat(store.db, [desk]);
  const recorder = new Recorder(store.db);
  const services = await servicesOn({ ...store, db: store.db.withPlugin(recorder) }, folder);
  const app = build({ services, inbox: null, tls: null });
  const [itemId, operationId] = [`item-${randomUUID()}`, `op-${randomUUID()}`];
  const [manuscript] = await manuscripts(services.packs, 1);
  const path = `/items/${itemId}/revisions`;
  const submit = async (nonce: string) =>
    app.inject({
      method: "PUT",
      url: path,
      headers: {
        ...credentials(desk, { method: "PUT", url: `http://localhost${path}`, nonce }),
        "idempotency-key": operationId,
        "content-type": "application/json",
      },
      payload: JSON.stringify({ parent: null, ...manuscript }),
    });
  // The first is refused for its nonce, and fills what the platform keeps in memory.
  const refused = await submit("");
  await services.packs.active(desk.unitId);
  recorder.statements.length = 0;
  const taken = await submit(String(refused.headers[proofNonceHeader]));
  if (taken.statusCode !== 200) throw new Error(`the recorded submission was refused: ${taken.body}`);
  const statements = [...recorder.statements];
  const begins = statements.findIndex(({ sql }) => sql.startsWith('insert into "operations"'));
  return { itemId, operationId, statements, begins, answer: taken.body };
}

async function servicesOn(store: Store, folder: string): Promise<Services> {
  const clock = (): Date => new Date();
  const sites = await LiveSites.open(store.db, nodeCheck);
  const packs = createShelf({ db: store.db, sites, check: nodeCheck });
  const keys = await openReceiptKeys(folder, [...sites.keys()], readFile);
  return {
    store,
    blobs: await diskBlobs(join(tmpdir(), `caibian-bench-blobs-${process.pid}`)),
    sites,
    clock,
    receiptSigner: (site) => {
      const key = keys.get(site);
      if (key === undefined) throw new Error(`no receipt key for ${site}`);
      return key;
    },
    recoveryKey: () => null,
    check: nodeCheck,
    sms: demoInbox(clock),
    pepper: randomBytes(32),
    memory: store.engine === "postgres" ? databaseMemory(store.db) : localMemory(),
    throttle: new Throttle(),
    revocation: new RevocationChecker({
      source: { crl: async () => null, ocsp: async () => null },
      check: nodeCheck,
      policy: "hard",
      randomBytes,
    }),
    audience: "http://localhost",
    demo: true,
    inspector: inspectorOf({ engine: wholeEngine, packs, clock }),
    packs,
    policyKeys: [],
    log: pino({ level: "silent" }),
  };
}
