/**
 * One random mutation of every byte of the CMS, certificate and CRL files of a pack (PKI-44): none may be accepted, each
 * must be refused with one of our errors in less than 50 ms. CAIBIAN_SEED repeats a run.
 */
import { mutated, randomFrom, type Target, targetsOf } from "../node/testing/mutation";
import { figureLine, quantile } from "./figure";
import { threeKinds } from "./three-kinds";

const LIMIT_MS = 50;

interface Tally {
  readonly times: readonly number[];
  readonly accepted: readonly string[];
}

export async function mutation(): Promise<void> {
  const review = await threeKinds();
  const targets = targetsOf(await review.pack(), review.city.anchors);
  const seed = Number(process.env.CAIBIAN_SEED ?? Date.now() % 1_000_000_000);
  const random = randomFrom(seed);
  const tallies = targets.map((target) => tallyOf(target, random));
  const times = tallies.flatMap((tally) => tally.times);
  const accepted = tallies.flatMap((tally) => tally.accepted);
  const slow = times.filter((time) => time >= LIMIT_MS).length;
  console.log(
    `  seed ${seed}: ${targets.length} files, ${times.length} bytes, ${accepted.length} accepted, ${slow} over ${LIMIT_MS} ms`,
  );
  console.log(figureLine("refuse one changed byte", times));
  console.log(`  slowest: ${quantile(times, 1).toFixed(2)} ms`);
  for (const one of accepted) console.log(`  ACCEPTED ${one}`);
  // The one suite whose figure is a promise about behaviour and not about speed.
  if (accepted.length > 0) process.exitCode = 1;
}

function tallyOf({ name, bytes, judge }: Target, random: (limit: number) => number): Tally {
  const times: number[] = [];
  const accepted: string[] = [];
  for (let place = 0; place < bytes.length; place += 1) {
    const changed = mutated(bytes, place, random);
    const { time, refusal } = timed(() => judge(changed));
    // A machine at other work stalls now and then: what is slow is tried once more, and slow twice is slow.
    times.push(time < LIMIT_MS ? time : Math.min(time, timed(() => judge(changed)).time));
    if (refusal === null) accepted.push(`${name} byte ${place}`);
  }
  return { times, accepted };
}

function timed<T>(work: () => T): { readonly time: number; readonly refusal: T } {
  const begun = performance.now();
  const refusal = work();
  return { time: performance.now() - begun, refusal };
}
