/** Small files in one request, as desks before resumable uploads send them: the same checks, the same record. */
import { bytesSource } from "../../shared/attachments/byte-source";
import { fromBase64 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import { type ReplyOf, routes } from "../../shared/http/routes";
import { fileBlob, once } from "../blobs/blob-store";
import type { Call } from "../http/register";
import { refuseStranger } from "../items/file-sight";
import type { Services } from "../services";
import { recordFile, refuseSecretSource } from "./commit-file";
import { perform } from "./operation";

export function storeFile(services: Services, call: Call<"files.store">): Promise<ReplyOf<"files.store">> {
  const { params, body, caller, operationId } = call;
  const content = { route: "files.store", hash: params.hash, body };
  const request = { caller, operationId, content, itemId: body.itemId, event: "file" };
  return perform(services, request, {
    answer: routes["files.store"].reply,
    prepare: async () => {
      const bytes = fromBase64(body.bytes);
      if (digestOf(bytes) !== params.hash) throw new AppError("E_HASH", "附件字节与所报哈希不符");
      await refuseSecretSource(params.hash, bytesSource(bytes));
      await refuseStranger(services, caller, body.itemId);
      await services.blobs.put(fileBlob(params.hash), once(bytes));
      return bytes.length;
    },
    apply: (work, size) => recordFile(services, work, { ...body, hash: params.hash, size, caller }),
  });
}
