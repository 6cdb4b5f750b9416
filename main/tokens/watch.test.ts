import { expect, it } from "vitest";
import { AppError } from "../../shared/failure";
import { FakeTimers } from "../testing/fake-timers";
import type { TokenDriver, TokenInfo } from "./driver";
import { type TokenEvent, TokenWatch } from "./watch";

const token = (serial: string): TokenInfo => ({
  driver: "vendor",
  serial,
  label: "CA-KEY",
  pin: "fine",
  retriesLeft: null,
  hasPinPad: false,
});

/** A driver of which only the list is asked. */
class ListDriver implements TokenDriver {
  now: readonly TokenInfo[] | AppError | "hangs" = [];
  asked = 0;
  readonly tokens = async (): Promise<readonly TokenInfo[]> => {
    this.asked += 1;
    if (this.now === "hangs") return new Promise(() => undefined);
    if (this.now instanceof AppError) throw this.now;
    return this.now;
  };
  readonly certificates = () => Promise.reject(new Error("the watch reads no certificates"));
  readonly login = () => Promise.reject(new Error("the watch logs in nowhere"));
  readonly close = async (): Promise<void> => undefined;
}

function watching(...drivers: readonly ListDriver[]) {
  const timers = new FakeTimers();
  const told: TokenEvent[] = [];
  const bugs: unknown[] = [];
  const watch = new TokenWatch({
    drivers,
    timers,
    tell: (event) => told.push(event),
    bug: (error) => bugs.push(error),
  });
  const pass = async (milliseconds: number): Promise<void> => {
    for (let passed = 0; passed < milliseconds; passed += 100) {
      timers.advance(100);
      await new Promise((done) => setImmediate(done));
    }
  };
  const events = () => told.splice(0).map(({ kind, token: { serial } }) => `${kind} ${serial}`);
  watch.start();
  return { watch, pass, events, bugs };
}

it("S4: tells what is plugged in and pulled within two seconds, each once, also with one label twice", async () => {
  const driver = new ListDriver();
  const { pass, events } = watching(driver);
  await pass(200);
  driver.now = [token("a"), token("b")];
  await pass(2_000);
  expect(events()).toEqual(["inserted a", "inserted b"]);
  driver.now = [token("b")];
  await pass(2_000);
  expect(events()).toEqual(["removed a"]);
  driver.now = [token("c")];
  await pass(2_000);
  expect(events()).toEqual(["removed b", "inserted c"]);
  await pass(10_000);
  expect(events()).toEqual([]);
});

it("keeps what it knows while a driver does not answer, and asks it less and less often", async () => {
  const driver = new ListDriver();
  driver.now = [token("a")];
  const { pass, events } = watching(driver);
  await pass(1_000);
  driver.now = new AppError("E_SIGNER_CRASHED");
  const before = driver.asked;
  await pass(60_000);
  expect(driver.asked - before).toBeLessThan(8);
  expect(events()).toEqual(["inserted a"]);
  driver.now = [];
  await pass(31_000);
  expect(events()).toEqual(["removed a"]);
  const again = driver.asked;
  await pass(5_000);
  expect(driver.asked - again).toBe(5);
});

it("S4: is no slower after a lock, which ends the process in the middle of a question", async () => {
  const driver = new ListDriver();
  const { pass, events } = watching(driver);
  await pass(1_000);
  driver.now = new AppError("E_CANCELLED");
  await pass(5_000);
  driver.now = [token("a")];
  await pass(1_100);
  expect(events()).toEqual(["inserted a"]);
});

it("S5: a driver that hangs keeps no other driver from being watched", async () => {
  const [stuck, well] = [new ListDriver(), new ListDriver()];
  stuck.now = "hangs";
  const { pass, events } = watching(stuck, well);
  await pass(1_000);
  well.now = [token("b")];
  await pass(2_000);
  expect(events()).toEqual(["inserted b"]);
  expect(stuck.asked).toBe(1);
});

it("asks nothing after it was stopped", async () => {
  const driver = new ListDriver();
  const { watch, pass, events, bugs } = watching(driver);
  await pass(1_000);
  watch.stop();
  driver.now = [token("a")];
  const before = driver.asked;
  await pass(5_000);
  expect(driver.asked).toBe(before);
  expect(events()).toEqual([]);
  expect(bugs).toEqual([]);
});
