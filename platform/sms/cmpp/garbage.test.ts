/** Octets that nobody meant, at both ends of real connections. */
import { connect, createServer } from "node:net";
import fc from "fast-check";
import { expect, it } from "vitest";
import { SmsFault } from "../provider";
import { fakeTime, until } from "../testing/timers";
import { frameBytes } from "./frame";
import { frameOf } from "./pdu";
import { cmppProvider } from "./provider";
import { cmppSettings } from "./settings";
import { startCmppSimulator } from "./simulator";

const account = { spId: "900001", secret: "s3cret" };
const noise = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  // A true header, then noise: deeper into the reading.
  fc
    .tuple(fc.constantFrom(1, 4, 5, 8, 0x8000_0001, 0x8000_0004), fc.uint8Array({ maxLength: 250 }))
    .map(([command, body]) => frameBytes({ command, sequence: 1, body: Buffer.from(body) })),
);

it("PKI-41: a gateway that sends anything at all ends a message in a fault, never in a crash", async () => {
  await fc.assert(
    fc.asyncProperty(noise, async (octets) => {
      const time = fakeTime();
      const server = createServer((socket) => {
        socket.on("error", () => undefined);
        socket.once("data", () => socket.end(octets));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const place = { kind: "cmpp", name: "移动", version: "3.0", host: "127.0.0.1", port, sourceId: "1" };
      const provider = cmppProvider(cmppSettings.parse({ ...place, ...account }), time);
      const order = { key: "k", phone: "13800000001", text: "文字", values: [] };
      const fault = await provider.send(order).catch((error) => error);
      expect(fault).toBeInstanceOf(SmsFault);
      await provider.stop();
      await new Promise((done) => server.close(done));
    }),
    { numRuns: 40 },
  );
});

it("PKI-41: a client that sends anything at all leaves the simulated gateway working for the next one", async () => {
  const simulator = await startCmppSimulator({ ...account, version: "2.0", clock: () => new Date() });
  await fc.assert(
    fc.asyncProperty(fc.array(noise, { minLength: 1, maxLength: 4 }), async (chunks) => {
      const socket = connect(simulator.port, "127.0.0.1");
      socket.on("error", () => undefined);
      const closed = new Promise<void>((done) => socket.once("close", () => done()));
      socket.resume();
      for (const chunk of chunks) socket.write(chunk);
      socket.end();
      await closed;
    }),
    { numRuns: 40 },
  );
  expect(simulator.inbox()).toEqual([]);
  await until(() => simulator.connections() === 0);
  const socket = connect(simulator.port, "127.0.0.1");
  const answer = new Promise<Buffer>((done) => socket.once("data", done));
  socket.write(frameBytes(frameOf({ kind: "active-test" }, 7, "2.0")));
  expect((await answer).toString("hex")).toBe("0000000d800000080000000700");
  socket.destroy();
  await simulator.stop();
});
