/** Which syllables are taken for one another: by dialect, by ear, by one slip on the keyboard. */

const INITIALS = ["zh", "ch", "sh", ..."bpmfdtnlgkhjqxrzcsyw"];

function parts(syllable: string): { initial: string; final: string } {
  const initial = INITIALS.find((start) => syllable.startsWith(start)) ?? "";
  return { initial, final: syllable.slice(initial.length) };
}

function bothWays(pairs: readonly string[]): ReadonlySet<string> {
  return new Set(pairs.flatMap((pair) => [pair, pair.split(" ").reverse().join(" ")]));
}

const NEAR_INITIALS = bothWays(["z zh", "c ch", "s sh", "n l", "f h", "r l"]);
const NEAR_FINALS = bothWays([
  "an ang",
  "en eng",
  "in ing",
  "ian iang",
  "uan uang",
  "ong eng",
  "un ong",
  "o uo",
  "e o",
  "ian ia",
  "ui ei",
  "un en",
  "v u",
  "uo ou",
  "i v",
  "ie ve",
  "in un",
]);

/** Whether two different syllables are commonly mixed up. */
export function areNear(one: string, other: string): boolean {
  const a = parts(one);
  const b = parts(other);
  if (a.initial === b.initial) return NEAR_FINALS.has(`${a.final} ${b.final}`);
  return a.final === b.final && NEAR_INITIALS.has(`${a.initial} ${b.initial}`);
}

/** The syllable that stands for all that are mixed up with it most: 中 and 宗, 因 and 英, 那 and 拉. */
export function folded(syllable: string): string {
  const { initial, final } = parts(syllable);
  const start =
    initial.length === 2 ? initial.slice(0, 1) : initial === "n" && final !== "" && final !== "g" ? "l" : initial;
  return start + final.replace(/(?<=[aei])ng$/u, "n");
}
