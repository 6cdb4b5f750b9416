/** The protocol as somebody else understood it: tus-js-client, over a real connection. */
import { randomBytes } from "node:crypto";
import { type HttpRequest, Upload, type UploadOptions } from "tus-js-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "../../shared/digest";
import { uploadsPath } from "../../shared/http/upload";
import { fileBlob } from "../blobs/blob-store";
import { type Desk, signIn, verdict } from "../testing/desk";
import { openTestPlatform, type TestPlatform } from "../testing/platform";
import { credentialsFor } from "../testing/raw-request";
import { commitFile } from "../testing/upload";
import { newItem } from "../testing/work";

let platform: TestPlatform;
let address = "";
let desk: Desk;
beforeAll(async () => {
  platform = await openTestPlatform();
  address = await platform.app.listen({ port: 0, host: "127.0.0.1" });
  desk = await signIn(platform, "luan", "林初晴");
});
afterAll(() => platform.close());

const CHUNK = 300_000;
const bytes = randomBytes(2_000_000);

async function prove(request: HttpRequest): Promise<void> {
  const target = { method: request.getMethod(), url: request.getURL() };
  const headers = await credentialsFor(platform.app, desk, target);
  for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
}

type Chosen = Pick<UploadOptions, "uploadUrl" | "onChunkComplete" | "onAfterResponse" | "retryDelays">;

/** Runs until it is done or stopped; answers the upload's address. */
function upload(more: Chosen, stopped: Promise<void> = new Promise(() => {})): Promise<string> {
  return new Promise((resolve, reject) => {
    const client: Upload = new Upload(Buffer.from(bytes), {
      endpoint: `${address}${uploadsPath}`,
      chunkSize: CHUNK,
      retryDelays: null,
      metadata: { filename: "附件.pdf" },
      onBeforeRequest: prove,
      onError: reject,
      onSuccess: () => resolve(client.url ?? ""),
      ...more,
    });
    void stopped.then(() => client.abort().then(() => resolve(client.url ?? "")));
    client.start();
  });
}

const idIn = (url: string): string => url.split("/").at(-1) ?? "";

describe("tus-js-client against this platform (D10)", () => {
  it("uploads a file in chunks, which then commits under its hash", async () => {
    const uploadId = idIn(await upload({}));
    expect(verdict(await commitFile(desk, { itemId: newItem(), bytes, uploadId }))).toBe("200");
    expect(await platform.services.blobs.size(fileBlob(digestOf(bytes)))).toBe(bytes.length);
  });

  it("resumes a stopped upload where the platform left off and sends no durable chunk again", async () => {
    let stop = (): void => undefined;
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const first: number[] = [];
    const url = await upload(
      {
        onChunkComplete: (_size, accepted) => {
          first.push(accepted);
          if (first.length === 3) stop();
        },
      },
      stopped,
    );
    const durable = Math.max(...first);
    expect(durable).toBeLessThan(bytes.length);
    const second: number[] = [];
    const answers: string[] = [];
    await upload({
      uploadUrl: url,
      // What the stopped one had under way may land between HEAD and PATCH: 409, and the client asks again (tus 1.0).
      retryDelays: [50, 200, 500],
      onChunkComplete: (_size, accepted) => void second.push(accepted),
      onAfterResponse: (request, answer) =>
        void answers.push(`${request.getMethod()} ${answer.getHeader("upload-offset")}`),
    });
    // A chunk that was cut off is gone on with in its middle: the platform keeps what had arrived of it.
    const [resumedAt = ""] = answers.flatMap((line) => /^HEAD (\d+)$/.exec(line)?.[1] ?? []).slice(-1);
    expect(Number(resumedAt)).toBeGreaterThanOrEqual(durable);
    expect(second[0]).toBe(Number(resumedAt) + CHUNK);
    expect(second.at(-1)).toBe(bytes.length);
    expect(verdict(await commitFile(desk, { itemId: newItem(), bytes, uploadId: idIn(url) }))).toBe("200");
  });

  it("ends an upload it no longer wants", async () => {
    const url = await upload({});
    const client = new Upload(Buffer.from(bytes), { uploadUrl: url, onBeforeRequest: prove, retryDelays: null });
    client.url = url;
    await client.abort(true);
    const parts = await platform.services.store.db
      .selectFrom("upload_parts")
      .selectAll()
      .where("upload_id", "=", idIn(url))
      .execute();
    expect(parts).toEqual([]);
  });
});
