/** The demo cities for tests: keys are made once per process, and each asking revokes for itself. */
import { foundCities, type SeededCity } from "../demo/seed";

/** The day on which the tests take place; every clock starts here. */
export const testDay = new Date("2026-11-20T02:00:00.000Z");

let made: Promise<SeededCity[]> | undefined;

export async function testCities(): Promise<SeededCity[]> {
  made ??= foundCities(testDay, () => {});
  return (await made).map((city) => ({ ...city, authority: city.authority.unrevoked() }));
}
