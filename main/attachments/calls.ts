/** The window's calls about attachments. */
import { readPdfInThread } from "../../node/pdf-thread";
import { attachmentText } from "../../shared/attachments/extract";
import { AppError } from "../../shared/failure";
import type { attachmentCalls } from "../../shared/ipc/attachments";
import type { Handlers } from "../../shared/ipc/contract";
import type { Attachments } from "./attachments";

type AttachmentHandlers = Pick<Handlers, keyof typeof attachmentCalls>;

export function attachmentHandlers(
  attachments: Attachments,
  watched: <T>(work: () => Promise<T>) => Promise<T>,
): AttachmentHandlers {
  return {
    "desk:attachments.begin": async ({ size }) => ({ importId: await attachments.begin(size) }),
    "desk:attachments.add": async ({ importId, nth, bytes }) => {
      await attachments.add(importId, nth, Buffer.from(bytes, "base64"));
      return null;
    },
    "desk:attachments.finish": async ({ importId }) => {
      const { chunks, ...file } = await watched(() => attachments.finish(importId));
      return { ...file, chunks: [...chunks] };
    },
    "desk:attachments.record": async ({ importId }) => ({ records: await attachments.record(importId) }),
    "desk:attachments.cancel": async ({ importId }) => {
      attachments.cancel(importId);
      return null;
    },
    "desk:attachments.manifest": ({ hash }) => attachments.find(hash),
    "desk:attachments.unconfirmed": async () => {
      await attachments.tidy();
      return attachments.unconfirmed();
    },
    "desk:attachments.damaged": async ({ hash }) => ({ chunks: await attachments.damaged(hash) }),
    "desk:attachments.sealed": async ({ hash, nth }) => ({ sealed: base64Of(await attachments.sealed(hash, nth)) }),
    "desk:attachments.heal": async ({ hash, nth, sealed }) => ({
      healed: await attachments.heal(hash, nth, Buffer.from(sealed, "base64")),
    }),
    "desk:attachments.read": async ({ hash, nth }) => ({ bytes: base64Of(await attachments.read(hash, nth)) }),
    "desk:attachments.fetch": ({ hash }) => attachments.fetch(hash),
    "desk:attachments.text": async ({ hash, name }) => {
      const bytes = await attachments.whole(hash);
      if (bytes === null) throw new AppError("E_ATTACHMENT");
      return attachmentText({ hash, name, bytes }, readPdfInThread);
    },
  };
}

const base64Of = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
