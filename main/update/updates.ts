/**
 * Updates 更新 in the desk: asks the feed now and then, brings what is offered, and restarts when nothing is in the way (L8).
 * What is to be done is decided in shared/update/decide.ts; here it is done, and told to the window.
 */
import { AppError, toFailure } from "../../shared/failure";
import type { UpdateView, WindowWork } from "../../shared/ipc/update";
import type { Ring } from "../../shared/model/policy";
import type { UpdateDirective } from "../../shared/update/directive";
import { badVersions, isSpent } from "../../shared/update/starts";
import { isOlder } from "../../shared/update/version";
import { isDiskFull } from "../journal/filesystem";
import { BundleDrop } from "./bundle-drop";
import { type FeedSource, httpFeed, Unreachable } from "./feed-source";
import { MemoryFile, readMemory, type UpdateMemory } from "./memory";
import { feedDigest, forceOrder, minutesAhead, needed, oldestStore, openStartsMemory, sweep } from "./own-files";
import { updatesFolder } from "./places";
import { goRound } from "./rounds";
import { prune } from "./stage";
import { inputOf, type Standing, type UpdateState, viewOf } from "./state";
import { judge, keptOffer, type Offer, type TakeInParts, type TakenIn, takeIn } from "./take-in";
import type { UpdateParts } from "./update-parts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The first look, when the person has begun to work. */
const FIRST_MS = 2 * MINUTE_MS;
/** A person at the window has so long to say not now. */
const GRACE_MS = 5 * MINUTE_MS;
/** How often it is looked whether a window has opened or work has ended. */
const LOOK_MS = MINUTE_MS;

export class Updates {
  readonly #parts: UpdateParts;
  readonly #drop: BundleDrop;
  #state: UpdateState | null = null;
  #stops: readonly (() => void)[] = [];
  /** One pass at a time; a restart waits for it too. */
  #turn: Promise<unknown> = Promise.resolve();
  readonly #file: MemoryFile;

  constructor(parts: UpdateParts) {
    this.#parts = parts;
    this.#drop = new BundleDrop(parts.fs, updatesFolder(parts.data));
    this.#file = new MemoryFile(parts, updatesFolder(parts.data));
  }

  readonly start = (): void => {
    if (!this.#isManaged()) return;
    this.#inTurn(async () => {
      await sweep(this.#parts);
      await this.#opened();
    }).catch(this.#parts.bug);
    const { timers, bug, breakOff = () => undefined } = this.#parts;
    const look = () => this.#inTurn(() => this.#installNow(false));
    this.#stops = [
      breakOff,
      goRound(timers, { first: FIRST_MS, next: () => this.#interval(), work: this.check }, bug),
      goRound(timers, { first: LOOK_MS, next: () => LOOK_MS, work: look }, bug),
    ];
  };

  readonly stop = async (): Promise<void> => {
    for (const stop of this.#stops) stop();
    await this.#turn.catch(() => undefined);
    await this.#file.settled();
  };

  readonly state = async (): Promise<UpdateView> => this.#viewed(await this.#opened());

  readonly check = async (): Promise<UpdateView> => {
    const { updates } = this.#parts.policy();
    if (updates === undefined || !this.#isManaged()) return this.state();
    const { memory } = await this.#opened();
    const feed = feedDigest(updates.feed);
    const mark = memory.mark?.feed === feed ? memory.mark.value : null;
    return this.#pass(httpFeed(updates.feed, this.#parts.fetch), mark, feed);
  };

  /** @throws AppError E_UPDATE_BROKEN and others when the bundle is none, or not for this machine */
  readonly importBundle = async (piece: Parameters<BundleDrop["take"]>[0]): Promise<UpdateView> => {
    if (!this.#isManaged()) throw new AppError("E_UPDATE_OTHER", "本程序不是由启动器启动的安装版");
    if ((this.#parts.carrier ?? null) !== null) throw new AppError("E_UPDATE_OTHER", "本版本请由管理员用安装包更新");
    const bundle = await this.#drop.take(piece);
    if (bundle === null) return this.state();
    try {
      const view = await this.#pass(bundle.source, null, null);
      if (view.failure !== null) throw new AppError(view.failure.code, view.failure.detail);
      return view;
    } finally {
      await bundle.close();
    }
  };

  readonly install = async (): Promise<UpdateView> => {
    await this.#inTurn(() => this.#installNow(true));
    return this.state();
  };

  readonly defer = async (): Promise<UpdateView> => {
    const now = this.#parts.clock();
    await this.#remember({ deferredUntil: new Date(now.getTime() + DAY_MS).toISOString() });
    this.#change({ restartAt: null });
    await this.#inTurn(this.#again);
    return this.state();
  };

  readonly seen = async (): Promise<UpdateView> => {
    this.#parts.launcher?.say("told");
    await this.#opened();
    this.#change({ fallbacks: [] });
    return this.state();
  };

  /** From the window, whenever it changes (L8). */
  readonly work = async ({ composing, signing, unsynced }: WindowWork): Promise<null> => {
    const { memory } = await this.#opened();
    this.#change({ work: { composing, signing } });
    if (memory.unsynced !== unsynced) await this.#remember({ unsynced });
    // The window shows at once whether it may restart now; nobody waits for a download to end.
    if (this.#isManaged()) this.#inTurn(this.#again).catch(this.#parts.bug);
    return null;
  };

  /** What the platform's administrators set, told at a check-in, which this version was let in for. */
  readonly directed = async (directive: UpdateDirective): Promise<void> => {
    const { memory } = await this.#opened();
    if (memory.turnedAway === null && JSON.stringify(memory.directive) === JSON.stringify(directive)) return;
    await this.#remember({ directive, turnedAway: null });
    await this.check();
  };

  /** The platform refused this version at sign-in (E_VERSION): what the feed has is wanted now, whatever its ring. */
  readonly turnedAway = async (): Promise<void> => {
    await this.#remember({ turnedAway: this.#parts.identity.version });
    await this.check();
  };

  /** The ring of the policy; null without updates. */
  readonly ring = (): Ring | null => this.#parts.policy().updates?.ring ?? null;

  #isManaged(): boolean {
    const { identity, launcher, carrier = null } = this.#parts;
    const hasWay = carrier !== null || (launcher !== null && identity.edition === "browser");
    return hasWay && identity.releaseKeys.length > 0;
  }

  async #opened(): Promise<UpdateState> {
    if (this.#state !== null) return this.#state;
    const { fs, data } = this.#parts;
    const memory = await readMemory(fs, updatesFolder(data));
    const starts = await openStartsMemory(fs, data);
    const spent = Object.keys(starts.versions).filter((version) => isSpent(starts, version));
    const offer = this.#isManaged() ? await keptOffer(this.#parts) : null;
    this.#state ??= {
      memory,
      bad: [...badVersions(starts), ...spent],
      fallbacks: starts.untold,
      offer,
      decision: null,
      failure: null,
      progress: null,
      busy: false,
      restartAt: null,
      work: { composing: false, signing: false },
      storeSchema: await oldestStore(fs, data),
    };
    return this.#state;
  }

  #viewed(state: UpdateState): UpdateView {
    return viewOf(state, this.#standing());
  }

  #change(change: Partial<UpdateState>): void {
    if (this.#state === null) return;
    this.#state = { ...this.#state, ...change };
    this.#parts.notices.send("desk:update.changed", this.#viewed(this.#state));
  }

  async #remember(change: Partial<UpdateMemory>): Promise<void> {
    const { memory } = await this.#opened();
    const next = { ...memory, ...change };
    this.#change({ memory: next });
    await this.#file.write(next);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turn.catch(() => undefined).then(work);
    this.#turn = next;
    return next;
  }

  #pass(source: FeedSource, mark: string | null, feed: string | null): Promise<UpdateView> {
    return this.#inTurn(async () => {
      await this.#opened();
      this.#change({ busy: true, failure: null });
      try {
        await this.#took(await takeIn(source, await this.#takeInParts(), mark), feed);
      } catch (error) {
        // A download that was cut off goes on at the next look.
        if (error instanceof AppError) this.#change({ failure: toFailure(error) });
        else if (isDiskFull(error)) this.#change({ failure: { code: "E_UPDATE_SPACE", detail: "" } });
        else if (!(error instanceof Unreachable)) throw error;
      } finally {
        this.#change({ busy: false, progress: null });
      }
      await this.#installNow(false);
      return this.state();
    });
  }

  async #took({ offer, decision, mark }: TakenIn, feed: string | null): Promise<void> {
    const checkedAt = this.#parts.clock().toISOString();
    const kept = mark === undefined || feed === null ? {} : { mark: mark === null ? null : { feed, value: mark } };
    const failure = decision.kind === "refuse" ? { code: decision.code, detail: decision.detail } : null;
    this.#change({ offer, decision, failure });
    if (failure !== null) await this.#parts.audit.note("update-refused", { code: failure.code });
    const isAnswered = !(decision.kind === "none" && decision.why === "unreachable");
    await this.#remember({ ...(isAnswered ? { checkedAt } : {}), ...kept });
    const { identity, fs, data } = this.#parts;
    await prune(fs, data, needed(identity.version, offer));
    this.#parts.step?.("pruned");
  }

  async #takeInParts(wanted = false): Promise<TakeInParts> {
    const { fs, data, identity, check, clock, carrier = null, step = () => undefined } = this.#parts;
    const opened = await this.#opened();
    const signing = opened.work.signing || this.#parts.isSigning();
    const state = { ...opened, work: { ...opened.work, signing } };
    const now = clock();
    const moment = { now, offsetMinutes: minutesAhead(now), wanted };
    return {
      ...{ fs, data, identity, check, now, step, carrier },
      progress: (done, whole) => this.#progressed(done / whole),
      input: (about) => ({ ...inputOf(state, this.#standing(), moment), ...about }),
      stagedAt: (version) => this.#stagedAt(version),
    };
  }

  /** Told in whole hundredths: a window need not draw each piece. */
  #progressed(part: number): void {
    const progress = Math.floor(part * 100) / 100;
    if (this.#state?.progress !== progress) this.#change({ progress });
  }

  #stagedAt(version: string): Date {
    const known = this.#state?.memory.staged;
    if (known?.version === version) return new Date(known.at);
    const now = this.#parts.clock();
    this.#remember({ staged: { version, at: now.toISOString() }, deferredUntil: null }).catch(this.#parts.bug);
    return now;
  }

  #standing(): Standing {
    const { identity, policy, carrier = null } = this.#parts;
    const kinds = carrier?.kinds ?? ["payload"];
    return { identity, policy: policy().updates, managed: this.#isManaged(), kinds };
  }

  readonly #again = async (): Promise<void> => {
    const { offer, restartAt } = await this.#opened();
    if (offer === null) return;
    const decision = await judge(offer, await this.#takeInParts());
    this.#change({ decision, restartAt: decision.kind === "install" ? restartAt : null });
  };

  /** Restarts where the decision lets it: at once when a person asked or nobody is there, else announced. */
  async #installNow(wanted: boolean): Promise<void> {
    const { offer, restartAt } = await this.#opened();
    if (offer === null || !this.#isManaged()) return;
    const decision = await judge(offer, await this.#takeInParts(wanted));
    this.#change({ decision });
    if (decision.kind !== "install") {
      if (restartAt !== null) this.#change({ restartAt: null });
      return;
    }
    const now = this.#parts.clock();
    if (wanted || this.#parts.isIdle() || (restartAt !== null && restartAt <= now)) return this.#restart(offer);
    if (restartAt === null) this.#change({ restartAt: new Date(now.getTime() + GRACE_MS) });
  }

  async #restart(offer: Offer): Promise<void> {
    const { identity, audit, fs, data, clock, step, carrier = null } = this.#parts;
    const { version } = offer.reading.release;
    if (isOlder(version, identity.version) && offer.documents.rollback !== null) {
      await forceOrder(fs, data, offer.documents.rollback);
      step?.("order-kept");
    }
    await this.#remember({ tried: { version, at: clock().toISOString() }, deferredUntil: null });
    await audit.note("update-installed", { about: version });
    if (carrier !== null) return carrier.install();
    this.#parts.restart();
  }

  /** A tenth more or less, so that an office that was switched on together does not ask together for ever. */
  #interval(): number {
    const { everyMinutes = 60 } = this.#parts.policy().updates ?? {};
    return everyMinutes * MINUTE_MS * (0.9 + 0.2 * this.#parts.random());
  }
}
