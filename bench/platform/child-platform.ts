/** The platform as a process of its own, in formal mode behind a gateway on PostgreSQL, as the demo on the embedded database. */
import { startPlatform } from "../../platform/start";
import { servingOrder, tellCpu } from "./serving";

const order = servingOrder.parse(JSON.parse(process.argv[2] ?? ""));

const formal =
  order.databaseUrl === undefined
    ? {}
    : {
        databaseUrl: order.databaseUrl,
        proxies: ["127.0.0.1"],
        publicUrl: order.audience,
        smsUrl: "http://127.0.0.1:9/",
      };
const updates = order.updates === undefined ? {} : { updates: order.updates };
const platform = await startPlatform({ folder: order.folder, port: order.port, ...formal, ...updates });
tellCpu();
process.send?.("ready");
process.once("disconnect", () => {
  void platform.stop().then(() => process.exit(0));
});
