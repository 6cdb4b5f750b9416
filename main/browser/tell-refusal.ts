/** Says why nothing was started: on the terminal always, and in a window where the person has one. */
import { REFUSAL_SHOWN } from "../../shared/refusal-shown";
import { type Facts, refusalPage, type Told } from "./refusal-page";
import { showRefusal } from "./refusal-window";

export interface Telling {
  readonly told: Told;
  readonly facts: Facts;
  readonly browser: string | null;
  /** Whether a file may be laid into the data folder to say so. */
  readonly usesData: boolean;
  readonly say: (line: string) => void;
}

export async function tellRefusal({ told, facts, browser, usesData, say }: Telling): Promise<void> {
  const shown = await showRefusal(refusalPage(told, facts), {
    browser,
    dataFolder: usesData ? facts.dataFolder : null,
    platform: process.platform,
    env: process.env,
  });
  if (shown) say(REFUSAL_SHOWN);
}
