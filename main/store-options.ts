/** Where the stores of a workstation lie and what opens them, from what a shell gave. */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Policy } from "../shared/model/policy";
import type { SpaceLimits } from "./journal/space";
import type { StoreOptions } from "./store";
import { systemTimers, type Timers } from "./timers";
import type { ScryptCost } from "./vault/stretch";

export interface StorePlace extends Pick<StoreOptions, "fs" | "clock" | "anchors" | "startSearchThread"> {
  readonly dataFolder: string;
  readonly policy: Policy;
  readonly timers?: Timers;
  readonly scryptCost?: ScryptCost;
  readonly spaceLimits?: SpaceLimits;
}

export function storeOptions(place: StorePlace, keychain: StoreOptions["keychain"]): StoreOptions {
  const { fs, dataFolder, clock, anchors, policy, scryptCost, startSearchThread, spaceLimits: limits } = place;
  return {
    fs,
    folder: join(dataFolder, "stores"),
    clock,
    anchors,
    keychain,
    wait: pause,
    timers: place.timers ?? systemTimers,
    deviceUnlock: policy.deviceUnlock === true,
    ...(scryptCost === undefined ? {} : { cost: scryptCost }),
    ...(limits === undefined ? {} : { limits }),
    ...(startSearchThread === undefined ? {} : { startSearchThread }),
    ...(policy.journalFolder === undefined ? {} : { journalFolder: policy.journalFolder }),
  };
}
