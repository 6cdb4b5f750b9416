/**
 * An upload becomes a file 附件: length and hash are verified, the text inside is scanned like the manuscript (NY-15,
 * MC-36), and file, use and audit are recorded once, whatever is repeated.
 */
import { createHash } from "node:crypto";
import { type ByteSource, wholeOf } from "../../shared/attachments/byte-source";
import { attachmentText } from "../../shared/attachments/extract";
import { AppError } from "../../shared/failure";
import { type ReplyOf, routes } from "../../shared/http/routes";
import type { Digest } from "../../shared/schema";
import { audit } from "../audit";
import { blobSource, blobStream, fileBlob } from "../blobs/blob-store";
import type { Call } from "../http/register";
import { isKnown, refuseStranger } from "../items/file-sight";
import type { Services } from "../services";
import type { Work } from "../store/tables";
import { clearUpload, endUpload, ownUpload, piecesOf } from "../uploads/upload";
import { textsInSource } from "./file-text";
import { perform } from "./operation";
import { readPdfApart } from "./pdf-reading";
import { refuseSecretTexts } from "./secrecy-scan";

type Commit = Call<"files.commit">;

/** What ends an upload for good: its bytes will be no others the next time. */
const hopeless: ReadonlySet<string> = new Set(["E_SECRET", "E_HASH", "E_TOO_LARGE"]);

export async function commitFile(services: Services, call: Commit): Promise<ReplyOf<"files.commit">> {
  const { params, caller, operationId } = call;
  const { uploadId, ...body } = call.body;
  // Which upload carried the bytes is not part of the request: sent anew through another one, it is the same file.
  const content = { route: "files.commit", hash: params.hash, body };
  const request = { caller, operationId, content, itemId: body.itemId, event: "file" };
  const answer = await perform(services, request, {
    answer: routes["files.commit"].reply,
    prepare: () => prepared(services, call),
    apply: async (work) => {
      if (uploadId !== null) await endUpload(work, uploadId);
      return recordFile(services, work, { ...body, hash: params.hash, caller });
    },
  });
  // Its bytes are in the file now; what a kill leaves here, the next sweep takes away.
  if (uploadId !== null) await clearOwn(services, caller, uploadId).catch(() => undefined);
  return answer;
}

/** A repeated request may name any upload; only the caller's own goes. */
async function clearOwn(services: Services, { account }: Commit["caller"], uploadId: string): Promise<void> {
  const own = await services.store.db
    .selectFrom("uploads")
    .select("upload_id")
    .where("upload_id", "=", uploadId)
    .where("account_id", "=", account.accountId)
    .executeTakeFirst();
  if (own !== undefined) await clearUpload(services, uploadId);
}

async function prepared(services: Services, { params, body, caller }: Commit): Promise<void> {
  const { itemId, size, uploadId } = body;
  await refuseStranger(services, caller, itemId);
  if (uploadId === null) {
    if (!(await isKnown(services, caller, { hash: params.hash, itemId })))
      throw new AppError("E_NOT_FOUND", "平台没有这个附件，须先上传");
    return;
  }
  const upload = await ownUpload(services, caller, uploadId);
  if (upload.length !== size) throw new AppError("E_INPUT", "大小与上传时声明的不符");
  if (upload.received !== upload.length) throw new AppError("E_STATE", "上传还没有完成");
  try {
    const pieces = await piecesOf(services.store.db, uploadId);
    await refuseSecretSource(params.hash, blobSource(services.blobs, pieces));
    await services.blobs.put(fileBlob(params.hash), verified(blobStream(services.blobs, pieces), params.hash));
  } catch (error) {
    if (error instanceof AppError && hopeless.has(error.code)) await clearUpload(services, uploadId);
    throw error;
  }
}

/** The bytes as they come; ends with a failure, so that nothing is stored, when they are not the hash's. */
async function* verified(bytes: AsyncIterable<Uint8Array>, hash: Digest): AsyncGenerator<Uint8Array> {
  const sum = createHash("sha256");
  for await (const part of bytes) {
    sum.update(part);
    yield part;
  }
  if (`sha-256:${sum.digest("hex")}` !== hash) throw new AppError("E_HASH", "附件字节与所报哈希不符");
}

/** @throws AppError E_SECRET; E_TOO_LARGE for more text than can be looked at */
export async function refuseSecretSource(hash: Digest, source: ByteSource): Promise<void> {
  refuseSecretTexts(await textsInSource(source));
  refuseSecretTexts(await pdfTexts(hash, source));
}

/** The machine pass tells what cannot be read; here only what can be is looked at. */
async function pdfTexts(hash: Digest, source: ByteSource): Promise<string[]> {
  const head = await source.read(0, 4);
  if (String.fromCharCode(...head) !== "%PDF") return [];
  const { blocks } = await attachmentText({ hash, name: "附件.pdf", bytes: await wholeOf(source) }, readPdfApart);
  return [blocks.map(({ text }) => text).join("\n")];
}

export interface NewFile {
  readonly hash: Digest;
  readonly itemId: string;
  readonly mime: string;
  readonly size: number;
  readonly caller: Commit["caller"];
}

/** Inside the transaction of its operation. */
export async function recordFile(
  services: Services,
  work: Work,
  { hash, itemId, mime, size, caller }: NewFile,
): Promise<{ hash: Digest; size: number }> {
  const at = services.clock().toISOString();
  const { accountId } = caller.account;
  await work
    .insertInto("files")
    .values({ hash, mime, size, bytes: null, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await work
    .insertInto("file_uses")
    .values({ hash, item_id: itemId, account_id: accountId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await audit(work, at, { event: "file", accountId, itemId, detail: hash });
  return { hash, size };
}
