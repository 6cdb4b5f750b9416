/** The whole workstation on one machine, to be killed and started again: desk, Chromium, a platform that stays. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { CastPerson } from "../../e2e/api";
import { signIn, unlock } from "../../e2e/driver/sign-in";
import { startWorld, type World } from "../../e2e/world";
import { type KillableChromium, startChromium } from "./killable-chromium";

export interface Workstation {
  readonly world: World;
  readonly author: CastPerson;
  /** The window; another one after each start. */
  readonly page: () => Page;
  /** SIGKILL to desk and Chromium at the same moment. Answers that moment. */
  readonly kill: () => Promise<number>;
  /** Starts both again on what the kill left, and unlocks. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface WorkstationPlace {
  /** Of the platform, and of the desk unless `desk` says otherwise. */
  readonly folder: string;
  /** Data folder of the desk. */
  readonly desk?: string;
  /** Profile folder of Chromium. */
  readonly profile?: string;
  /** Runs in the page before its own scripts. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Starts everything and signs an author in. */
export async function openWorkstation(place: WorkstationPlace): Promise<Workstation> {
  const { folder, desk = join(folder, "data"), profile = join(folder, "profile") } = place;
  for (const each of [folder, desk, profile]) mkdirSync(each, { recursive: true });
  const world = await startWorld(join(folder, "data"), { deskData: desk });
  const author = world.person("luan", "编辑员");
  let browser: KillableChromium | null = null;
  let page: Page | null = null;
  const openWindow = async (deskStarts: Promise<void> = Promise.resolve()) => {
    // Kept before anything else may fail: whoever gives up must be able to end it.
    const started = startChromium(profile).then((each) => {
      browser = each;
      return each;
    });
    const [{ context }] = await Promise.all([started, deskStarts]);
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.addInitScript("globalThis.__name = (value) => value");
    await place.prepare?.(page);
    await page.goto(await world.launchUrl());
    return page;
  };
  const kill = async () => {
    const at = Date.now();
    browser?.kill();
    await Promise.all([world.killDesk(), browser?.gone]);
    return at;
  };
  await signIn(await openWindow(), author, world.cast.smsInbox);
  return {
    world,
    author,
    page: () => {
      if (page === null) throw new Error("no window is open");
      return page;
    },
    kill,
    start: async () => {
      await unlock(await openWindow(world.startDesk()), author);
    },
    stop: async () => {
      await kill();
      await world.stop();
    },
  };
}
