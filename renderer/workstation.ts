/** Everything that belongs to one unlocked person, built top to bottom; closing it leaves nothing decrypted behind. */
import type { AttachmentProgress } from "../shared/ipc/attachments";
import type { SessionView } from "../shared/ipc/contract";
import type { Digest } from "../shared/schema";
import { browserAfter } from "./after";
import { type CityPacks, createCityPacks } from "./packs/city-packs";
import { startRunner } from "./packs/pass-runner";
import { createRetroScan, type RetroScan } from "./packs/retro-scan";
import { createDictionary, type DictionaryStore } from "./proof/dictionary-store";
import { createSearch, type Search } from "./search/search";
import type { Ask, Read } from "./services";
import { createSignal, type Signal } from "./signal";
import { openChunks } from "./store/chunks";
import type { IndexedDbPort, Memory } from "./store/database";
import { punctualChunks } from "./store/deadline";
import { createDiskWatch, type DiskWatch } from "./store/disk-watch";
import { createDrafts, type LocalDrafts } from "./store/drafts";
import { createFiles, type Files } from "./store/files";
import { createItems, type PlatformItems } from "./store/items";
import { askPersistence, type Persistence, type StoragePort } from "./store/persistence";
import { openRecordsOf } from "./store/reconcile-start";
import type { Records } from "./store/records";
import { type Conflicts, createConflicts } from "./sync/conflict";
import { followCounts } from "./sync/fleet-counts";
import { createLoop, type Loop, type LoopParts } from "./sync/loop";
import { createOutbox, type OutboxView } from "./sync/outbox";
import { createSync, type DeskSync } from "./sync/sync";

export interface WorkstationParts extends Pick<LoopParts, "delay" | "lead" | "random" | "clock"> {
  readonly ask: Ask;
  readonly read: Read;
  readonly session: Signal<SessionView>;
  readonly port: IndexedDbPort;
  readonly memory: Memory;
  /** The browser's promise to keep the index; absent where there is no browser. */
  readonly storage?: StoragePort;
  readonly newId: () => string;
}

export interface Workstation {
  readonly storeId: string;
  readonly records: Records;
  readonly persistence: Persistence;
  readonly files: Files;
  readonly drafts: LocalDrafts;
  readonly dictionary: DictionaryStore;
  readonly items: PlatformItems;
  readonly packs: CityPacks;
  readonly retro: RetroScan;
  /** Begins when it is started. */
  readonly search: Search;
  readonly sync: DeskSync;
  /** Every operation this machine keeps, with what became of it. */
  readonly queue: Signal<OutboxView>;
  readonly conflicts: Conflicts;
  /** How far each file is on its way to the platform, by its hash, as main tells. */
  readonly uploads: Signal<ReadonlyMap<Digest, AttachmentProgress>>;
  /** Begins asking when it is started. */
  readonly disk: DiskWatch;
  readonly loop: Loop;
  /** Waits for writes under way, then forgets; resolves when the last request has ended too. */
  readonly close: () => Promise<void>;
}

/** @throws AppError only when the journal itself does not answer. */
export async function openWorkstation(storeId: string, parts: WorkstationParts): Promise<Workstation> {
  const { read, session, clock, newId } = parts;
  // Main reads the texts that are searched while the lists are being opened here; should it not, the search says so itself.
  void parts.ask("desk:search.begin", null).catch(() => undefined);
  const persistence = await askPersistence(parts.storage ?? null);
  const records = await openRecordsOf(storeId, parts);
  const chunks = punctualChunks(openChunks(storeId, parts.port), browserAfter);
  const files = createFiles({ records, chunks, ask: parts.ask });
  const author = () => session.get().account?.name ?? "本机用户";
  const drafts = createDrafts({ records, files, clock, newId, author, device: storeId });
  const items = createItems({ records, read, clock });
  const dictionary = createDictionary(records);
  const outbox = createOutbox({ records, files, clock });
  await drafts.load();
  await items.load();
  await dictionary.load();
  await outbox.load();
  const packs = createCityPacks(parts.ask);
  // Without main's answer the built-in data goes on alone; the next contact asks again.
  await packs.load().catch(() => undefined);
  const retro = createRetroScan({ records, drafts, items, startRunner, clock });
  await retro.load();
  const search = createSearch({ ask: parts.ask, drafts, items, after: browserAfter });
  const loop = createLoop({ ...parts, outbox, drafts, items, refreshPacks: packs.refresh });
  const sync = createSync({ outbox, drafts, items, files, loop, ask: parts.ask, newId, clock });
  const conflicts = createConflicts({ outbox, drafts, items, records, read, clock });
  const disk = createDiskWatch({ ask: parts.ask, health: records.health, delay: parts.delay });
  // Copies 4 MB at a time and may take long: nothing waits for it.
  void files.mend().catch(() => undefined);
  // What cannot be mended now, e.g. on a full disk, is mended at the next start.
  await sync.heal().catch(() => undefined);
  const stopCounting = followCounts(parts.ask, outbox.view);
  const close = async () => {
    stopCounting();
    const stopped = loop.stop();
    disk.stop();
    await drafts.settled();
    await records.settled();
    for (const part of [drafts, items, dictionary, outbox, packs, retro, search]) part.forget();
    records.close();
    chunks.close();
    await stopped;
  };
  return {
    storeId,
    persistence,
    records,
    files,
    drafts,
    dictionary,
    items,
    packs,
    retro,
    search,
    sync,
    queue: outbox.view,
    conflicts,
    uploads: createSignal<ReadonlyMap<Digest, AttachmentProgress>>(new Map()),
    disk,
    loop,
    close,
  };
}
