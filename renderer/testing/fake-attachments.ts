/** Test support: main's side of attachments in memory. Sealing is a reversible stand-in that notices changed bytes. */
import { CHUNK_BYTES } from "../../shared/attachments/limits";
import { fromBase64, toBase64 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { AppError, type FailureCode } from "../../shared/failure";
import type { attachmentCalls, Manifest } from "../../shared/ipc/attachments";
import type { Handlers } from "../../shared/ipc/contract";
import type { Digest } from "../../shared/schema";
import type { Entry, SealedRecord } from "../../shared/store/record";

export interface FakeAttachments {
  /** Main's folder: ciphertext by name. */
  readonly folder: Map<string, Uint8Array>;
  readonly confirmed: Set<Digest>;
  /** What the platform would give. */
  readonly platform: Map<Digest, Uint8Array>;
  /** Set to make `finish` fail. */
  refuse: FailureCode | null;
  readonly handlers: Pick<Handlers, keyof typeof attachmentCalls>;
}

interface Journal {
  readonly append: (entries: readonly Entry[]) => { readonly records: SealedRecord[] };
  readonly files: () => readonly Manifest[];
}

const nameOf = (bytes: Uint8Array): string => digestOf(bytes).slice("sha-256:".length);

function seal(bytes: Uint8Array): Uint8Array {
  const sealed = new Uint8Array(bytes.length + 1);
  sealed.set(
    bytes.map((byte) => byte ^ 0x5a),
    1,
  );
  return sealed;
}

export function fakeAttachments(journal: Journal): FakeAttachments {
  const folder = new Map<string, Uint8Array>();
  const platform = new Map<Digest, Uint8Array>();
  const confirmed = new Set<Digest>();
  let taking: { importId: string; size: number; parts: Uint8Array[]; file: Manifest | null } | null = null;
  let imports = 0;

  const opened = (name: string, sealed: Uint8Array | undefined): Uint8Array | null => {
    if (sealed === undefined) return null;
    const bytes = sealed.subarray(1).map((byte) => byte ^ 0x5a);
    return nameOf(bytes) === name ? bytes : null;
  };
  const find = (hash: Digest): Manifest | null => journal.files().findLast((file) => file.hash === hash) ?? null;
  const chunkName = (hash: Digest, nth: number): string => {
    const name = (taking?.file?.hash === hash ? taking.file : find(hash))?.chunks[nth];
    if (name === undefined) throw new AppError("E_NOT_FOUND");
    return name;
  };
  const put = (bytes: Uint8Array): string => {
    folder.set(nameOf(bytes), seal(bytes));
    return nameOf(bytes);
  };
  const record = (file: Manifest) =>
    journal.append([{ table: "files", key: `file:${file.hash.slice(-8)}`, index: {}, value: file }]).records;
  const taken = (importId: string) => {
    if (taking === null || taking.importId !== importId) throw new AppError("E_STATE");
    return taking;
  };
  const manifestOf = (bytes: Uint8Array): Manifest => {
    const chunks: string[] = [];
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) chunks.push(put(bytes.slice(at, at + CHUNK_BYTES)));
    return { hash: digestOf(bytes), size: bytes.length, chunks };
  };
  const text = (bytes: Uint8Array | null): string | null => (bytes === null ? null : toBase64(bytes));

  const fake: FakeAttachments = {
    folder,
    confirmed,
    platform,
    refuse: null,
    handlers: {
      "desk:attachments.begin": async ({ size }) => {
        imports += 1;
        taking = { importId: `import-${imports}`, size, parts: [], file: null };
        return { importId: taking.importId };
      },
      "desk:attachments.add": async ({ importId, nth, bytes }) => {
        const { parts } = taken(importId);
        if (parts.length !== nth) throw new AppError("E_INPUT");
        parts.push(fromBase64(bytes));
        return null;
      },
      "desk:attachments.finish": async ({ importId }) => {
        const now = taken(importId);
        if (fake.refuse !== null) throw new AppError(fake.refuse);
        const whole = new Uint8Array(now.size);
        for (const [nth, part] of now.parts.entries()) whole.set(part, nth * CHUNK_BYTES);
        now.file = manifestOf(whole);
        return now.file;
      },
      "desk:attachments.record": async ({ importId }) => {
        const { file } = taken(importId);
        if (file === null) throw new AppError("E_INPUT");
        taking = null;
        return { records: find(file.hash) === null ? record(file) : [] };
      },
      "desk:attachments.cancel": async ({ importId }) => {
        if (taking?.importId === importId) taking = null;
        return null;
      },
      "desk:attachments.manifest": async ({ hash }) => find(hash),
      "desk:attachments.unconfirmed": async () =>
        journal
          .files()
          .filter(({ hash }) => !confirmed.has(hash))
          .map((file) => ({
            ...file,
            absent: file.chunks.flatMap((name, nth) => (folder.has(name) ? [] : [nth])),
          })),
      "desk:attachments.damaged": async ({ hash }) => ({
        chunks: (find(hash)?.chunks ?? []).flatMap((name, nth) =>
          opened(name, folder.get(name)) === null ? [nth] : [],
        ),
      }),
      "desk:attachments.sealed": async ({ hash, nth }) => ({
        sealed: text(folder.get(chunkName(hash, nth)) ?? null),
      }),
      "desk:attachments.heal": async ({ hash, nth, sealed }) => {
        const bytes = fromBase64(sealed);
        if (opened(chunkName(hash, nth), bytes) === null) return { healed: false };
        folder.set(chunkName(hash, nth), bytes);
        return { healed: true };
      },
      "desk:attachments.read": async ({ hash, nth }) => {
        const name = chunkName(hash, nth);
        return { bytes: text(opened(name, folder.get(name))) };
      },
      "desk:attachments.fetch": async ({ hash }) => {
        const bytes = platform.get(hash);
        if (bytes === undefined) throw new AppError("E_NOT_FOUND");
        const file = manifestOf(bytes);
        if (find(hash) === null) record(file);
        confirmed.add(hash);
        return file;
      },
      "desk:attachments.text": async ({ hash, name }) => ({ hash, name, blocks: [], notes: [], failure: null }),
    },
  };
  return fake;
}
