/** What the desk remembers of updates. Nothing in it is believed about a version: that stands on signatures alone. */
import { join } from "node:path";
import { z } from "zod";
import { releaseVersion } from "../../shared/model/build-identity";
import { digest, instant } from "../../shared/schema";
import { updateDirective } from "../../shared/update/directive";
import { readText, writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import type { Step } from "./step";

const memory = z.strictObject({
  format: z.literal("caibian-updates/1"),
  checkedAt: instant.nullable(),
  /** What to ask the feed with, and the digest of the address it is for. */
  mark: z.strictObject({ feed: digest, value: z.string().max(200) }).nullable(),
  /** When the version that waits came to lie ready: the deferral counts from there. */
  staged: z.strictObject({ version: releaseVersion, at: instant }).nullable(),
  deferredUntil: instant.nullable(),
  /** Operations without acknowledgement when the window told last. */
  unsynced: z.number().int().nonnegative(),
  /** A restart for a version that did not come up is not tried again and again. */
  tried: z.strictObject({ version: releaseVersion, at: instant }).nullable(),
  /** What the platform's administrators set, as it was told last. Absent from memories of older versions. */
  directive: updateDirective.nullable().default(null),
  /** The version that the platform turned away at sign-in. */
  turnedAway: releaseVersion.nullable().default(null),
});
export type UpdateMemory = z.infer<typeof memory>;

const nothing: UpdateMemory = {
  format: "caibian-updates/1",
  checkedAt: null,
  mark: null,
  staged: null,
  deferredUntil: null,
  unsynced: 0,
  tried: null,
  directive: null,
  turnedAway: null,
};

const NAME = "memory.json";

/** A damaged memory is begun anew: everything in it can be learnt again. */
export async function readMemory(fs: FileSystem, updates: string): Promise<UpdateMemory> {
  const text = await readText(fs, join(updates, NAME));
  if (text === null) return nothing;
  try {
    return memory.parse(JSON.parse(text));
  } catch {
    return nothing;
  }
}

interface MemoryParts {
  readonly fs: FileSystem;
  readonly step?: Step;
}

/** Memories are written one after another, the newest last. */
export class MemoryFile {
  readonly #parts: MemoryParts;
  readonly #updates: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: MemoryParts, updates: string) {
    this.#parts = parts;
    this.#updates = updates;
  }

  readonly write = (memory: UpdateMemory): Promise<void> => {
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#write(memory));
    return this.#writing;
  };

  readonly settled = (): Promise<void> => this.#writing.catch(() => undefined);

  async #write(memory: UpdateMemory): Promise<void> {
    const { fs, step } = this.#parts;
    await fs.makeFolder(this.#updates);
    await writeDurable(fs, join(this.#updates, NAME), `${JSON.stringify(memory)}\n`);
    step?.("memory-kept");
  }
}
