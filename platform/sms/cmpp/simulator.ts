/** A CMPP gateway on loopback that speaks the whole protocol to any client: for tests and for the demo city. */
import { createServer, type Server, type Socket } from "node:net";
import { GARBAGE, noFaults, type Simulator, type SimulatorFaults } from "../simulator";
import { type After, afterReal } from "../timer";
import { frameBytes } from "./frame";
import { type CmppAccount, gatewayDigest, sameDigest, sourceDigest } from "./login";
import { reportBytes, type Submit } from "./message";
import { frameOf, type Pdu } from "./pdu";
import { type Phones, simulatedPhones } from "./phones";
import { type CmppVersion, widths } from "./version";
import { bareAnswer, wireOver } from "./wire";

export interface CmppSimulatorOptions extends CmppAccount {
  readonly version: CmppVersion;
  readonly clock: () => Date;
  readonly after?: After;
}

export interface CmppSimulator extends Simulator {
  readonly connections: () => number;
  /** Asks all clients whether they are there. */
  readonly test: () => void;
  /** Answers to `test` so far. */
  readonly alive: () => number;
}

interface City {
  readonly options: CmppSimulatorOptions;
  readonly after: After;
  readonly phones: Phones;
  readonly sockets: Set<Socket>;
  faults: SimulatorFaults;
  requests: number;
  sequence: number;
  alive: number;
}

export async function startCmppSimulator(options: CmppSimulatorOptions): Promise<CmppSimulator> {
  const city: City = {
    ...{ options, after: options.after ?? afterReal, phones: simulatedPhones(0x2a00_0000_0000_0000n) },
    ...{ sockets: new Set<Socket>(), faults: noFaults, requests: 0, sequence: 0, alive: 0 },
  };
  const server = createServer((socket) => serve(city, socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const hangUp = (): void => {
    for (const socket of city.sockets) socket.destroy();
  };
  return {
    port: portOf(server),
    inbox: city.phones.inbox,
    requests: () => city.requests,
    fail: (faults) => {
      city.faults = { ...noFaults, ...faults };
    },
    hangUp,
    connections: () => city.sockets.size,
    test: () => {
      for (const socket of city.sockets) tell(city, socket, { kind: "active-test" });
    },
    alive: () => city.alive,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        hangUp();
      }),
  };
}

function serve(city: City, socket: Socket): void {
  city.sockets.add(socket);
  let known = false;
  const wire = wireOver(socket, city.options.version, {
    closed: () => city.sockets.delete(socket),
    pdu: (pdu, sequence) => {
      const bare = bareAnswer(pdu.kind);
      if (bare !== null && !city.faults.silent) wire.send(bare, sequence);
      if (pdu.kind === "terminate") socket.end();
      if (pdu.kind === "active-test-answer") city.alive += 1;
      if (pdu.kind === "connect") {
        const answer = loginAnswer(city, pdu);
        known = answer.status === 0;
        wire.send(answer, sequence);
      }
      if (pdu.kind === "submit" && known) submitted(city, socket, { pdu, sequence });
    },
  });
}

function loginAnswer(
  { options, faults }: City,
  pdu: Pdu & { kind: "connect" },
): Pdu & {
  kind: "connect-answer";
} {
  const { spId, version } = options;
  const secret = faults.wrongSecret ? `${options.secret}.` : options.secret;
  const right = sameDigest(pdu.digest, sourceDigest({ spId, secret }, pdu.timestamp));
  const status = refusal({ address: pdu.account === spId, version: pdu.version <= widths[version].code, right });
  const digest = status === 0 ? gatewayDigest(pdu.digest, 0, { spId, secret, version }) : new Uint8Array(16);
  return { kind: "connect-answer", status, digest, version: widths[version].code };
}

function refusal({ address, version, right }: { address: boolean; version: boolean; right: boolean }): number {
  if (!version) return 4;
  if (!address) return 2;
  return right ? 0 : 3;
}

function submitted(city: City, socket: Socket, { pdu, sequence }: { pdu: Submit; sequence: number }): void {
  const { faults } = city;
  city.requests += 1;
  if (faults.garbage) return void socket.write(GARBAGE);
  const id = faults.rateLimit ? 0n : city.phones.take(sequence, pdu);
  if (faults.silent) return;
  const result = faults.rateLimit ? 8 : Number(id === null);
  const answer = frameBytes(frameOf({ kind: "submit-answer", id: id ?? 0n, result }, sequence, city.options.version));
  if (faults.cutAnswer) return void socket.write(answer.subarray(0, 9), () => socket.destroy());
  const finish = (): void => {
    if (!socket.writable) return;
    socket.write(answer);
    if (result === 0 && id !== null && pdu.wantsReport && !faults.loseReports) report(city, socket, { pdu, id });
  };
  if (faults.delayMs === 0) finish();
  else city.after(faults.delayMs, finish);
}

/** The operator's DELIVER with Registered_Delivery: what became of a message. */
function report(city: City, socket: Socket, { pdu, id }: { pdu: Submit; id: bigint }): void {
  const time = city.options.clock().toISOString().replace(/\D/g, "").slice(2, 12);
  for (const phone of pdu.phones) {
    const content = reportBytes(
      { id, status: city.faults.status, submitted: time, done: time, phone, centre: 1 },
      city.options.version,
    );
    tell(city, socket, {
      ...{ kind: "deliver", id: id + 0x1_0000_0000n, destination: pdu.source, service: pdu.service },
      ...{ header: false, format: 0, phone, isReport: true, content },
    });
  }
}

function tell(city: City, socket: Socket, pdu: Pdu): void {
  city.sequence += 1;
  socket.write(frameBytes(frameOf(pdu, city.sequence, city.options.version)));
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
