/**
 * Fastify and the driver alone: it takes the same requests and runs the statements that the platform runs for one of them,
 * with other names in them. Nothing is checked, nothing is signed, nobody is asked who they are.
 */
import { join } from "node:path";
import fastify from "fastify";
import { openEmbedded } from "../../platform/store/embedded";
import { openPostgres } from "../../platform/store/postgres";
import { recordSubmission } from "./recording";
import { replayOf } from "./replay";
import { servingOrder, tellCpu } from "./serving";

const order = servingOrder.parse(JSON.parse(process.argv[2] ?? ""));
const { folder, databaseUrl } = order;
const store = databaseUrl === undefined ? await openEmbedded(join(folder, "platform")) : openPostgres(databaseUrl);
const recorded = await recordSubmission(store, order);
const replay = replayOf(store.db, recorded);

const app = fastify({ bodyLimit: 48 * 1_048_576 });
app.put<{ Params: { itemId: string } }>("/items/:itemId/revisions", async (request, reply) => {
  const operationId = String(request.headers["idempotency-key"]);
  await replay({ itemId: request.params.itemId, operationId });
  return reply.type("application/json").send(recorded.answer);
});
await app.listen({ port: order.port, host: "127.0.0.1" });
const { statements, begins } = recorded;
tellCpu();
process.send?.(`${statements.length} statements, ${statements.length - begins} of them in the transaction`);
process.once("disconnect", () => {
  void app.close().then(async () => {
    await store.close();
    process.exit(0);
  });
});
