/** 附件: bytes named by their hash. Text inside is scanned like the manuscript (NY-15, MC-36). */
import { readPdf } from "../../node/pdf-text";
import { attachmentText } from "../../shared/attachments/extract";
import { fromBase64 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import { type ReplyOf, routes } from "../../shared/http/routes";
import type { Digest } from "../../shared/schema";
import { audit } from "../audit";
import type { Call } from "../http/register";
import { findItem, historyOf } from "../items/record";
import { visible } from "../items/visibility";
import type { Services } from "../services";
import { textsInFile } from "./file-text";
import { perform } from "./operation";
import { refuseSecretTexts } from "./secrecy-scan";

const answer = routes["files.store"].reply;

export function storeFile(services: Services, call: Call<"files.store">): Promise<ReplyOf<"files.store">> {
  const { params, body, caller, operationId } = call;
  const request = {
    caller,
    operationId,
    content: { route: "files.store", hash: params.hash, body },
    itemId: body.itemId,
    event: "file",
  };
  return perform(services, request, {
    answer,
    prepare: async () => {
      const bytes = fromBase64(body.bytes);
      if (digestOf(bytes) !== params.hash) throw new AppError("E_HASH", "附件字节与所报哈希不符");
      refuseSecretTexts(await textsInFile(bytes));
      refuseSecretTexts(await pdfTexts(params.hash, bytes));
      await refuseStranger(services, call);
      return bytes;
    },
    apply: async (work, bytes) => {
      const at = services.clock().toISOString();
      await work
        .insertInto("files")
        .values({ hash: params.hash, mime: body.mime, size: bytes.length, bytes, at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await work
        .insertInto("file_uses")
        .values({ hash: params.hash, item_id: body.itemId, account_id: caller.account.accountId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const { accountId } = caller.account;
      await audit(work, at, { event: "file", accountId, itemId: body.itemId, detail: params.hash });
      return { hash: params.hash, size: bytes.length };
    },
  });
}

/** The machine pass tells what cannot be read; here only what can be is looked at. */
async function pdfTexts(hash: Digest, bytes: Uint8Array): Promise<string[]> {
  const isPdf = bytes[0] === 0x25 && bytes[1] === 0x50 && bytes[2] === 0x44 && bytes[3] === 0x46;
  if (!isPdf) return [];
  const { blocks } = await attachmentText({ hash, name: "附件.pdf", bytes }, readPdf);
  return [blocks.map(({ text }) => text).join("\n")];
}

/** Files of an item come from those who may see it; a new item has none yet. */
async function refuseStranger(services: Services, { body, caller }: Call<"files.store">): Promise<void> {
  const { db } = services.store;
  const item = await findItem(db, body.itemId);
  if (item === null) return;
  const history = await historyOf(db, body.itemId);
  if (!visible({ item, history, profile: caller.site.profile, account: caller.account })) throw new AppError("E_PERM");
}
