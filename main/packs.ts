/**
 * The city's lexicon packs on this desk (R17): taken from the platform or from a file, admitted by the same gate as on
 * the platform, used as soon as they are here. What the platform has counts: it repeats every pass with its own.
 */
import { join } from "node:path";
import { z } from "zod";
import { fromBase64, toBase64 } from "../shared/bytes";
import { AppError, type Failure, toFailure } from "../shared/failure";
import type { OfferedPack } from "../shared/http/pack";
import type { PackContent, PackLine, PackPreview, PacksView } from "../shared/ipc/packs";
import { admitPack } from "../shared/proofreading/packs/admission";
import { builtinPacks } from "../shared/proofreading/packs/index";
import { ageOf, daysOld, loadPack } from "../shared/proofreading/packs/load-pack";
import { type PackContents, readPackFile } from "../shared/proofreading/packs/pack-file";
import { dayOf } from "../shared/proofreading/run";
import { type Digest, digest, id } from "../shared/schema";
import type { SignatureCheck } from "../shared/trust/port";
import type { Audit } from "./audit";
import { readText, writeDurable } from "./durable-file";
import type { FileSystem } from "./journal/filesystem";
import { openSlots, type PackFolder, type Slots, type StoredPack, writeSlots } from "./pack-slots";
import type { Session } from "./platform/session";
import type { Store } from "./store";

export interface PackParts {
  readonly fs: FileSystem;
  readonly session: Session;
  readonly check: SignatureCheck;
  readonly audit: Audit;
  readonly newOperationId: () => string;
  /** A clock in milliseconds, for rules that take long. */
  readonly now: () => number;
}

/** What the platform had when it was last asked; packs that came from a file since then are used until it is asked again. */
const memory = z.strictObject({
  format: z.literal("caibian-desk-packs/1"),
  offered: z.record(id, digest).nullable(),
  since: z.array(digest),
});
type Memory = z.infer<typeof memory>;

const nothingKnown: Memory = { format: "caibian-desk-packs/1", offered: null, since: [] };

interface Shelf {
  readonly store: Store;
  readonly place: PackFolder;
  readonly slots: Map<string, Slots>;
  readonly troubles: Map<string, Failure>;
  /** Issues that were refused: not fetched again and again. */
  readonly refused: Map<Digest, Failure>;
  memory: Memory;
}

export class Packs {
  readonly #parts: PackParts;
  #shelf: Promise<Shelf> | null = null;
  #owner: Store | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: PackParts) {
    this.#parts = parts;
  }

  readonly list = (): Promise<PacksView> => this.#alone(async (shelf) => this.#view(shelf));

  /** One pack's data for passes. @throws AppError E_NOT_FOUND */
  readonly data = (packId: string, hash: string): Promise<PackContent> =>
    this.#alone(async ({ slots }) => {
      const found = [slots.get(packId)?.active, slots.get(packId)?.previous].find((one) => one?.contents.hash === hash);
      if (found === undefined || found === null) throw new AppError("E_NOT_FOUND", "本机没有这一版词库");
      return contentOf(found.contents);
    });

  /** Takes what the platform has that is newer; signed out or out of reach, everything stays as it is. */
  readonly refresh = (): Promise<PacksView> =>
    this.#alone(async (shelf) => {
      if (this.#parts.session.unlockedNow().credentials === null) return this.#view(shelf);
      const { packs } = await this.#parts.session.authorised("packs.list");
      for (const offered of packs) await this.#follow(shelf, offered);
      await this.#remember(shelf, {
        ...nothingKnown,
        offered: Object.fromEntries(packs.map(({ packId, hash }) => [packId, hash])),
      });
      return this.#view(shelf);
    });

  /** Judges a file and changes nothing. @throws AppError E_LEXICON… */
  readonly preview = (bytes: string): Promise<PackPreview> =>
    this.#alone(async (shelf) => {
      const contents = await this.#admit(shelf, fromBase64(bytes), this.#parts.now);
      const installed = shelf.slots.get(contents.manifest.id)?.active.contents.manifest.version ?? null;
      return {
        content: contentOf(contents),
        tests: contents.tests.length,
        installed,
        signer: shelf.store.key.anchors.name,
      };
    });

  /** @throws AppError E_LEXICON…; the installed one stays then */
  readonly install = (bytes: string): Promise<PacksView> =>
    this.#alone(async (shelf) => {
      const file = fromBase64(bytes);
      const contents = await this.#admit(shelf, file, this.#parts.now);
      await this.#put(shelf, { contents, bytes: file });
      await this.#remember(shelf, { ...shelf.memory, since: [...shelf.memory.since, contents.hash] });
      return this.#view(shelf);
    });

  /** @throws AppError E_STATE without an issue to go back to */
  readonly rollBack = (packId: string): Promise<PacksView> =>
    this.#alone(async (shelf) => {
      const slots = shelf.slots.get(packId);
      if (slots === undefined || slots.previous === null) throw new AppError("E_STATE", "没有可以退回的上一版");
      await this.#swap(shelf, { active: slots.active, previous: slots.previous });
      const { hash } = slots.previous.contents;
      await this.#remember(shelf, { ...shelf.memory, since: [...shelf.memory.since, hash] });
      return this.#view(shelf);
    });

  /** 系统管理 puts a pack on the platform, which judges it again. @throws as the platform answers */
  readonly upload = async (bytes: string): Promise<PacksView> => {
    const packId = await this.#alone(async (shelf) => {
      const contents = readPackFile(fromBase64(bytes), shelf.place.trust);
      return contents.manifest.id;
    });
    const operationId = this.#parts.newOperationId();
    await this.#parts.session.authorised("packs.store", { params: { packId }, body: { bytes }, operationId });
    return this.refresh();
  };

  readonly rollBackPlatform = async (packId: string): Promise<PacksView> => {
    const operationId = this.#parts.newOperationId();
    await this.#parts.session.authorised("packs.rollback", { params: { packId }, operationId });
    return this.refresh();
  };

  #today(): string {
    return dayOf(this.#parts.session.platformNow().toISOString());
  }

  /** Makes the platform's issue the active one: from the slot, or fetched and judged. A refusal is told and kept. */
  async #follow(shelf: Shelf, offered: OfferedPack): Promise<void> {
    const { packId, hash } = offered;
    const slots = shelf.slots.get(packId);
    const known = shelf.refused.get(hash);
    shelf.troubles.delete(packId);
    if (slots?.active.contents.hash === hash) return;
    if (slots?.previous?.contents.hash === hash)
      return this.#swap(shelf, { active: slots.active, previous: slots.previous });
    if (known !== undefined) return void shelf.troubles.set(packId, known);
    const { bytes } = await this.#parts.session.authorised("packs.read", { params: { packId, hash } });
    try {
      // The platform has timed its rules already; a slow machine must not think otherwise.
      const contents = await this.#admit(shelf, fromBase64(bytes), () => 0);
      if (contents.hash !== hash) throw new AppError("E_LEXICON", "收到的不是平台所说的那一版");
      await this.#put(shelf, { contents, bytes: fromBase64(bytes) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const failure = toFailure(error);
      shelf.refused.set(hash, failure);
      shelf.troubles.set(packId, failure);
    }
  }

  async #admit(shelf: Shelf, bytes: Uint8Array, now: () => number): Promise<PackContents> {
    const today = this.#today();
    try {
      const { manifest } = readPackFile(bytes, shelf.place.trust);
      const others = [...shelf.slots].flatMap(([packId, { active }]) => (packId === manifest.id ? [] : [active]));
      return admitPack(bytes, {
        trust: shelf.place.trust,
        installed: shelf.slots.get(manifest.id)?.active.contents.manifest ?? null,
        today,
        beside: [...builtinPacks, ...others.map(({ contents }) => loadPack(contents, today))],
        now,
      });
    } catch (error) {
      if (error instanceof AppError) await this.#parts.audit.note("pack-refused", { code: error.code });
      throw error;
    }
  }

  async #put(shelf: Shelf, active: StoredPack): Promise<void> {
    const packId = active.contents.manifest.id;
    const slots = { active, previous: shelf.slots.get(packId)?.active ?? null };
    await writeSlots(shelf.place, slots);
    shelf.slots.set(packId, slots);
    shelf.troubles.delete(packId);
    await this.#parts.audit.note("pack-installed", { about: active.contents.hash });
  }

  async #swap(shelf: Shelf, { active, previous }: { active: StoredPack; previous: StoredPack }): Promise<void> {
    const slots = { active: previous, previous: active };
    await writeSlots(shelf.place, slots);
    shelf.slots.set(active.contents.manifest.id, slots);
    await this.#parts.audit.note("pack-rolled-back", { about: previous.contents.hash });
  }

  #view({ slots, troubles, memory: { offered, since }, store }: Shelf): PacksView {
    const today = this.#today();
    const signer = store.key.anchors.name;
    const packs = [...slots].map(([packId, { active, previous }]): PackLine => {
      const { manifest, hash } = active.contents;
      const isKnown = offered === null || since.includes(hash) || offered[packId] !== undefined;
      const { name, version, issuedAt, expiresOn, staleAfterDays } = manifest;
      const before = previous === null ? null : previous.contents.manifest;
      return {
        packId,
        name,
        version,
        hash,
        issuedAt,
        expiresOn,
        staleAfterDays,
        daysOld: daysOld(manifest, today),
        age: ageOf(manifest, today),
        signer,
        used: isKnown,
        note: noteOf({ isKnown, isOffered: offered?.[packId] === hash, isAsked: offered !== null }),
        previous: before === null ? null : { version: before.version, issuedAt: before.issuedAt },
      };
    });
    return { packs, troubles: [...troubles].map(([packId, failure]) => ({ packId, failure })) };
  }

  async #remember(shelf: Shelf, next: Memory): Promise<void> {
    if (JSON.stringify(shelf.memory) === JSON.stringify(next)) return;
    await writeDurable(this.#parts.fs, join(shelf.place.folder, "packs.json"), `${JSON.stringify(next)}\n`);
    shelf.memory = next;
  }

  /** One change at a time, on the shelf of whoever has unlocked the desk. */
  #alone<T>(work: (shelf: Shelf) => Promise<T>): Promise<T> {
    const mine = this.#turn.then(async () => work(await this.#open()));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  #open(): Promise<Shelf> {
    const { store } = this.#parts.session.unlockedNow();
    if (this.#shelf === null || this.#owner !== store) {
      this.#owner = store;
      this.#shelf = this.#openShelf(store);
      this.#shelf.catch(() => {
        this.#shelf = null;
      });
    }
    return this.#shelf;
  }

  async #openShelf(store: Store): Promise<Shelf> {
    const { fs, check } = this.#parts;
    const place = { fs, folder: join(store.folder, "packs"), trust: { anchors: store.key.anchors, check } };
    const { slots, damaged } = await openSlots(place);
    for (const { failure } of damaged) await this.#parts.audit.note("pack-refused", { code: failure.code });
    const text = await readText(fs, join(place.folder, "packs.json"));
    return {
      store,
      place,
      slots: new Map(slots),
      troubles: new Map(damaged.map(({ packId, failure }) => [packId, failure])),
      refused: new Map(),
      memory: text === null ? nothingKnown : parsedMemory(text),
    };
  }
}

/** What cannot be read is asked anew: until then nothing is known of the platform. */
function parsedMemory(text: string): Memory {
  try {
    return memory.parse(JSON.parse(text));
  } catch {
    return nothingKnown;
  }
}

interface Standing {
  readonly isKnown: boolean;
  readonly isOffered: boolean;
  readonly isAsked: boolean;
}

function noteOf({ isKnown, isOffered, isAsked }: Standing): string {
  if (!isKnown) return "平台没有装入这个词库，暂不用于校对";
  if (!isAsked) return "联网登录后与平台核对";
  return isOffered ? "" : "与平台现用的不同，联网后以平台为准";
}

function contentOf({ manifest, hash, lexicon, patterns, model }: PackContents): PackContent {
  return { manifest, hash, lexicon, patterns: [...patterns], model: model === null ? null : toBase64(model) };
}
