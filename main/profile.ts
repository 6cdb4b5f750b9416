/** The city profile on this machine: fetched signed, verified against the pinned key, kept for work offline. */
import { join } from "node:path";
import { fromBase64, utf8 } from "../shared/bytes";
import { digestOf } from "../shared/digest";
import { AppError, type Failure, toFailure } from "../shared/failure";
import type { Digest } from "../shared/schema";
import { verifyDetached } from "../shared/trust/cms";
import type { SignatureCheck } from "../shared/trust/port";
import { type SignedDocument, signedDocument } from "../shared/trust/receipt";
import { type Profile, profile as profileSchema } from "../shared/workflow/profile";
import type { Audit } from "./audit";
import { readText, writeDurable } from "./durable-file";
import type { FileSystem } from "./journal/filesystem";
import type { Session } from "./platform/session";
import type { Store } from "./store";

export interface CurrentProfile {
  readonly profile: Profile;
  /** Over the signed document's bytes. */
  readonly hash: Digest;
  readonly cached: boolean;
  /** Why the platform's own profile was not taken; null when nothing was refused. */
  readonly refused: Failure | null;
}

export interface ProfileParts {
  readonly fs: FileSystem;
  readonly session: Session;
  readonly check: SignatureCheck;
  readonly audit: Audit;
}

export class Profiles {
  readonly #parts: ProfileParts;
  #known: { readonly store: Store; readonly profile: Profile } | null = null;

  constructor(parts: ProfileParts) {
    this.#parts = parts;
  }

  /**
   * From the platform when signed in and reachable, else the last verified copy; also when the platform's is not
   * soundly signed. @throws AppError E_PROFILE when there is no copy to stay with, E_OFFLINE when there is none at all
   */
  readonly read = async (): Promise<CurrentProfile> => {
    const { store, credentials } = this.#parts.session.unlockedNow();
    const fresh = credentials === null ? null : await this.#fetch();
    if (fresh === null) return this.cached();
    try {
      const verified = await this.#verified(store, fresh, false);
      await this.#keep(store, fresh, verified.hash);
      return verified;
    } catch (error) {
      if (!(error instanceof AppError && error.code === "E_PROFILE")) throw error;
      return { ...(await this.#copyInstead(error)), refused: toFailure(error) };
    }
  };

  /** The copy that goes on being valid; without one the refusal itself is what there is to say. */
  async #copyInstead(refusal: AppError): Promise<CurrentProfile> {
    try {
      return await this.cached();
    } catch {
      throw refusal;
    }
  }

  /** The last verified copy, verified again. @throws AppError E_OFFLINE, E_PROFILE */
  readonly cached = async (): Promise<CurrentProfile> => {
    const { store } = this.#parts.session.unlockedNow();
    const text = await readText(this.#parts.fs, pathIn(store));
    if (text === null) throw new AppError("E_OFFLINE", "本机还没有城市配置，须先联网登录一次");
    return this.#verified(store, parse(text), true);
  };

  /** The one verified last for the open store; null before the first reading. */
  readonly known = (): Profile | null => {
    const { session } = this.#parts;
    return this.#known !== null && !session.isLocked() && session.unlockedNow().store === this.#known.store
      ? this.#known.profile
      : null;
  };

  /** Null when the platform is out of reach or wants a new sign-in: the copy serves then. */
  async #fetch(): Promise<SignedDocument | null> {
    try {
      return await this.#parts.session.authorised("profile.read");
    } catch (error) {
      const softly = error instanceof AppError && ["E_OFFLINE", "E_NET", "E_SERVER", "E_SESSION"].includes(error.code);
      if (softly) return null;
      throw error;
    }
  }

  async #verified(store: Store, signed: SignedDocument, cached: boolean): Promise<CurrentProfile> {
    const bytes = utf8(signed.document);
    try {
      const { anchors } = store.key;
      verifyDetached(bytes, fromBase64(signed.signature), {
        anchors,
        check: this.#parts.check,
        // A profile stays good after its key's certificate has run out: it is judged by the time it was signed.
        at: null,
        purpose: "profile",
      });
      const profile = profileSchema.parse(JSON.parse(signed.document));
      if (profile.id !== anchors.site) throw new AppError("E_PROFILE", "配置不属于本站点");
      this.#known = { store, profile };
      return { profile, hash: digestOf(bytes), cached, refused: null };
    } catch (cause) {
      await this.#parts.audit.note("profile-refused", { about: digestOf(bytes) });
      throw new AppError("E_PROFILE", "", { cause });
    }
  }

  async #keep(store: Store, signed: SignedDocument, hash: Digest): Promise<void> {
    const text = `${JSON.stringify(signed)}\n`;
    const path = pathIn(store);
    if ((await readText(this.#parts.fs, path)) === text) return;
    await writeDurable(this.#parts.fs, path, text);
    await this.#parts.audit.note("profile-changed", { about: hash });
  }
}

const pathIn = (store: Store): string => join(store.folder, "profile.json");

function parse(text: string): SignedDocument {
  try {
    return signedDocument.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError("E_PROFILE", "本机保存的城市配置已损坏，须联网重新领取", { cause });
  }
}
