import { createHash, randomBytes } from "node:crypto";
import { request } from "node:http";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_FILE_BYTES } from "../../shared/attachments/limits";
import { utf8 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { uploadBodyType, uploadsPath } from "../../shared/http/upload";
import { build } from "../app";
import { fileBlob } from "../blobs/blob-store";
import { type Desk, signIn, verdict } from "../testing/desk";
import { openTestPlatform, type TestPlatform } from "../testing/platform";
import { credentialsFor, rawAsk } from "../testing/raw-request";
import { beginUpload, commitFile, offsetOf, sendPiece, uploadFile } from "../testing/upload";
import { newItem, notice, revise } from "../testing/work";

let platform: TestPlatform;
let address = "";
let desk: Desk;
let other: Desk;
beforeAll(async () => {
  platform = await openTestPlatform();
  address = await platform.app.listen({ port: 0, host: "127.0.0.1" });
  desk = await signIn(platform, "luan", "林初晴");
  other = await signIn(platform, "luan", "顾长宁");
});
afterAll(() => platform.close());

const app = () => platform.app;
const path = (uploadId: string) => `${uploadsPath}/${uploadId}`;
const db = () => platform.services.store.db;

async function piecesLeft(uploadId: string): Promise<number> {
  const rows = await db().selectFrom("upload_parts").selectAll().where("upload_id", "=", uploadId).execute();
  return rows.length;
}

/** A PATCH over a real connection that breaks after so many bytes of its body. */
async function cutOff(uploadId: string, { at, body, sent }: { at: number; body: Uint8Array; sent: number }) {
  const url = `${address}${path(uploadId)}`;
  const headers = {
    ...(await credentialsFor(app(), desk, { method: "PATCH", url })),
    "upload-offset": String(at),
    "content-type": uploadBodyType,
    "content-length": String(body.length),
  };
  await new Promise<void>((resolve) => {
    const call = request(url, { method: "PATCH", headers });
    call.on("error", () => undefined);
    call.on("close", resolve);
    call.write(body.subarray(0, sent), () => setTimeout(() => call.destroy(), 60));
  });
}

describe("an upload (D10)", () => {
  it("arrives in chunks, is committed once, and comes down whole or by range", async () => {
    const bytes = randomBytes(3_000_017);
    const itemId = newItem();
    const uploadId = await beginUpload(app(), desk, bytes.length);
    for (let at = 0; at < bytes.length; at += 1_000_000) {
      expect(await offsetOf(app(), desk, uploadId)).toBe(at);
      const { status } = await sendPiece(app(), desk, { uploadId, at, body: bytes.subarray(at, at + 1_000_000) });
      expect(status).toBe(204);
    }
    expect(verdict(await commitFile(desk, { itemId, bytes, uploadId, mime: "application/pdf" }))).toBe("200");
    const url = `/files/${digestOf(bytes)}/bytes`;
    const whole = await rawAsk(app(), desk, { method: "GET", path: url });
    expect([whole.status, digestOf(whole.bytes)]).toEqual([200, digestOf(bytes)]);
    const part = await rawAsk(app(), desk, { method: "GET", path: url, headers: { range: "bytes=1000000-1000009" } });
    expect([part.status, part.headers["content-range"]]).toEqual([206, "bytes 1000000-1000009/3000017"]);
    expect(Buffer.from(part.bytes)).toEqual(bytes.subarray(1_000_000, 1_000_010));
    const beyond = await rawAsk(app(), desk, { method: "GET", path: url, headers: { range: "bytes=3000017-" } });
    expect([beyond.status, beyond.headers["content-range"]]).toEqual([416, "bytes */3000017"]);
    expect(await offsetOf(app(), desk, uploadId)).toBe(404);
    expect(await piecesLeft(uploadId)).toBe(0);
    const stranger = await rawAsk(app(), other, { method: "GET", path: url });
    expect([stranger.status, stranger.code]).toEqual([403, "E_PERM"]);
  });

  it("goes on after a cut in the middle of a body from exactly what is durable", async () => {
    const bytes = randomBytes(2_000_000);
    const uploadId = await beginUpload(app(), desk, bytes.length);
    await cutOff(uploadId, { at: 0, body: bytes, sent: 700_000 });
    const at = Number(await offsetOf(app(), desk, uploadId));
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThanOrEqual(700_000);
    expect((await sendPiece(app(), desk, { uploadId, at, body: bytes.subarray(at) })).status).toBe(204);
    expect(verdict(await commitFile(desk, { itemId: newItem(), bytes, uploadId }))).toBe("200");
  });

  it("never offers more than is durable, whatever is sent and cut", async () => {
    const step = fc.record({ size: fc.integer({ min: 0, max: 5_000 }), wrong: fc.integer({ min: -3, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
        const bytes = randomBytes(12_000);
        const uploadId = await beginUpload(app(), desk, bytes.length);
        let model = 0;
        for (const { size, wrong } of steps) {
          const at = Math.max(0, model + wrong);
          const fits = at === model && model + size <= bytes.length;
          const { status } = await sendPiece(app(), desk, { uploadId, at, body: randomOrReal(bytes, at, size) });
          expect(status).toBe(fits ? 204 : at === model ? 413 : 409);
          if (fits) model += size;
          expect(await offsetOf(app(), desk, uploadId)).toBe(model);
          expect(await durableBytes(uploadId)).toBe(model);
        }
      }),
      { numRuns: 12 },
    );
  });

  it("of bytes that do not match their hash is refused with E_HASH, and goes", async () => {
    const bytes = randomBytes(5_000);
    const uploadId = await beginUpload(app(), desk, bytes.length);
    await sendPiece(app(), desk, { uploadId, at: 0, body: bytes });
    const hash = digestOf(randomBytes(5_000));
    expect(verdict(await commitFile(desk, { itemId: newItem(), bytes, uploadId, hash }))).toBe("409 E_HASH");
    expect(await offsetOf(app(), desk, uploadId)).toBe(404);
    expect(await piecesLeft(uploadId)).toBe(0);
    expect(await platform.services.blobs.size(fileBlob(hash))).toBeNull();
    expect(verdict(await desk.ask("files.read", { params: { hash } }))).toBe("404 E_NOT_FOUND");
  });

  it("with a secrecy mark inside is refused with E_SECRET, and not a byte of it stays (NY-15)", async () => {
    const bytes = utf8(`\n\n绝密★20年\n部署${"细则".repeat(500)}`);
    const uploadId = await beginUpload(app(), desk, bytes.length);
    await sendPiece(app(), desk, { uploadId, at: 0, body: bytes });
    expect(verdict(await commitFile(desk, { itemId: newItem(), bytes, uploadId }))).toBe("422 E_SECRET");
    expect(await piecesLeft(uploadId)).toBe(0);
    expect(await platform.services.blobs.size(fileBlob(digestOf(bytes)))).toBeNull();
  });

  it("that is not complete, or not as long as said, cannot be committed", async () => {
    const bytes = randomBytes(100);
    const uploadId = await beginUpload(app(), desk, bytes.length);
    await sendPiece(app(), desk, { uploadId, at: 0, body: bytes.subarray(0, 60) });
    expect(verdict(await commitFile(desk, { itemId: newItem(), bytes, uploadId }))).toBe("409 E_STATE");
    const short = bytes.subarray(0, 60);
    expect(verdict(await commitFile(desk, { itemId: newItem(), bytes: short, uploadId }))).toBe("400 E_INPUT");
    expect(await offsetOf(app(), desk, uploadId)).toBe(60);
  });

  it("of nothing at all is a file like any other", async () => {
    const bytes = new Uint8Array();
    const uploadId = await beginUpload(app(), desk, 0);
    expect(verdict(await commitFile(desk, { itemId: newItem(), bytes, uploadId }))).toBe("200");
    const empty = await rawAsk(app(), desk, { method: "GET", path: `/files/${digestOf(bytes)}/bytes` });
    expect([empty.status, empty.bytes.length]).toEqual([200, 0]);
  });

  it("has one effect however often the commit is repeated, also through another upload", async () => {
    const bytes = randomBytes(400);
    const itemId = newItem();
    const key = `op-${randomBytes(6).toString("hex")}`;
    const answers: unknown[] = [];
    for (let time = 0; time < 3; time += 1) {
      const uploadId = await beginUpload(app(), desk, bytes.length);
      await sendPiece(app(), desk, { uploadId, at: 0, body: bytes });
      answers.push((await commitFile(desk, { itemId, bytes, uploadId, key })).body);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const audits = await db().selectFrom("audit").selectAll().where("item_id", "=", itemId).execute();
    expect(audits.map(({ event }) => event)).toEqual(["file"]);
    const changed = await commitFile(desk, { itemId, bytes, mime: "text/csv", key });
    expect(verdict(changed)).toBe("422 E_IDEMPOTENCY");
  });

  it("is not needed for bytes the platform has for an item the person sees, and is for everybody else", async () => {
    const bytes = randomBytes(700);
    const hash = digestOf(bytes);
    expect(verdict(await uploadFile(platform, desk, { itemId: newItem(), bytes }))).toBe("200");
    const itemId = newItem();
    const known = (who: Desk) => who.ask("files.known", { params: { hash }, query: { itemId } });
    expect((await known(desk)).body).toEqual({ known: true });
    expect(verdict(await commitFile(desk, { itemId, bytes }))).toBe("200");
    // Whoever guesses a hash learns nothing from it.
    expect((await known(other)).body).toEqual({ known: false });
    expect(verdict(await commitFile(other, { itemId: newItem(), bytes }))).toBe("404 E_NOT_FOUND");
  });

  it("of another account is refused at every door", async () => {
    const bytes = randomBytes(50);
    const uploadId = await beginUpload(app(), desk, bytes.length);
    await sendPiece(app(), desk, { uploadId, at: 0, body: bytes });
    expect(await offsetOf(app(), other, uploadId)).toBe(403);
    expect((await sendPiece(app(), other, { uploadId, at: 50, body: new Uint8Array() })).code).toBe("E_PERM");
    expect((await rawAsk(app(), other, { method: "DELETE", path: path(uploadId) })).code).toBe("E_PERM");
    expect(verdict(await commitFile(other, { itemId: newItem(), bytes, uploadId }))).toBe("403 E_PERM");
    // Repeating an old commit must not be a way to end it either.
    const done = { itemId: newItem(), bytes: randomBytes(9), key: `op-${randomBytes(6).toString("hex")}` };
    expect(verdict(await uploadFile(platform, other, done))).toBe("200");
    expect(verdict(await commitFile(other, { ...done, uploadId }))).toBe("200");
    expect(await offsetOf(app(), desk, uploadId)).toBe(50);
  });

  it("for an item the person may not see is refused", async () => {
    const itemId = newItem();
    await revise(platform, desk, { itemId, content: notice() });
    expect(verdict(await uploadFile(platform, other, { itemId, bytes: randomBytes(9) }))).toBe("403 E_PERM");
  });
});

const randomOrReal = (bytes: Uint8Array, at: number, size: number): Uint8Array =>
  at + size <= bytes.length ? bytes.subarray(at, at + size) : randomBytes(size);

async function durableBytes(uploadId: string): Promise<number> {
  const parts = await db().selectFrom("upload_parts").selectAll().where("upload_id", "=", uploadId).execute();
  const sizes = await Promise.all(parts.map(({ name }) => platform.services.blobs.size(name)));
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

describe("tus 1.0", () => {
  it("tells what it can to whoever asks, signed in or not", async () => {
    const { statusCode, headers } = await app().inject({ method: "OPTIONS", url: uploadsPath });
    expect([statusCode, headers["tus-version"], headers["tus-max-size"]]).toEqual([204, "1.0.0", `${MAX_FILE_BYTES}`]);
    expect(headers["tus-extension"]).toBe("creation,checksum,termination,expiration");
  });

  it("refuses another version with 412, a body of another type with 415, a wrong offset with 409", async () => {
    const uploadId = await beginUpload(app(), desk, 10);
    const head = { method: "HEAD", path: path(uploadId) } as const;
    const old = await rawAsk(app(), desk, { ...head, headers: { "tus-resumable": "0.2.2" } });
    expect([old.status, old.headers["tus-version"]]).toEqual([412, "1.0.0"]);
    const body = randomBytes(4);
    const typed = await sendPiece(app(), desk, { uploadId, at: 0, body, headers: { "content-type": "text/plain" } });
    expect(typed.status).toBe(415);
    expect((await sendPiece(app(), desk, { uploadId, at: 3, body })).status).toBe(409);
    expect((await sendPiece(app(), desk, { uploadId, at: 0, body: randomBytes(11) })).status).toBe(413);
    expect(await offsetOf(app(), desk, uploadId)).toBe(0);
  });

  it("creates no upload without a length or above 200 MB", async () => {
    const post = (headers: Record<string, string>) =>
      rawAsk(app(), desk, { method: "POST", path: uploadsPath, headers });
    expect((await post({})).status).toBe(400);
    expect((await post({ "upload-length": "-1" })).status).toBe(400);
    const huge = await post({ "upload-length": String(MAX_FILE_BYTES + 1) });
    expect([huge.status, huge.code]).toEqual([413, "E_TOO_LARGE"]);
    const most = await post({ "upload-length": String(MAX_FILE_BYTES) });
    expect([most.status, most.headers["upload-offset"]]).toEqual([201, "0"]);
  });

  it.each(["sha256", "sha1"])("takes a chunk with the right %s and refuses one with a wrong one", async (algorithm) => {
    const body = randomBytes(1_000);
    const uploadId = await beginUpload(app(), desk, body.length);
    const sum = (bytes: Uint8Array) => `${algorithm} ${createHash(algorithm).update(bytes).digest("base64")}`;
    const send = (value: string) =>
      sendPiece(app(), desk, { uploadId, at: 0, body, headers: { "upload-checksum": value } });
    const wrong = await send(sum(randomBytes(1_000)));
    expect([wrong.status, wrong.code, await offsetOf(app(), desk, uploadId)]).toEqual([460, "E_CHECKSUM", 0]);
    expect((await send("md5 AAAA")).status).toBe(400);
    expect((await send(sum(body))).status).toBe(204);
    expect(await offsetOf(app(), desk, uploadId)).toBe(1_000);
  });

  it("ends an upload at DELETE, bytes and all", async () => {
    const uploadId = await beginUpload(app(), desk, 100);
    await sendPiece(app(), desk, { uploadId, at: 0, body: randomBytes(40) });
    const [part] = await db().selectFrom("upload_parts").select("name").where("upload_id", "=", uploadId).execute();
    expect((await rawAsk(app(), desk, { method: "DELETE", path: path(uploadId) })).status).toBe(204);
    expect(await offsetOf(app(), desk, uploadId)).toBe(404);
    expect(await platform.services.blobs.size(part?.name ?? "")).toBeNull();
  });

  it("lets nobody in without a session", async () => {
    const headers = { "tus-resumable": "1.0.0", "upload-length": "5" };
    expect((await app().inject({ method: "POST", url: uploadsPath, headers })).statusCode).toBe(401);
  });
});

describe("two processes behind one database", () => {
  it("agree on one offset: of two that send for the same place one is taken", async () => {
    const second = build({ services: platform.services, inbox: null, tls: null });
    const bytes = randomBytes(60_000);
    const uploadId = await beginUpload(app(), desk, bytes.length);
    for (let at = 0; at < bytes.length; at += 20_000) {
      const body = bytes.subarray(at, at + 20_000);
      const both = await Promise.all([
        sendPiece(app(), desk, { uploadId, at, body }),
        sendPiece(second, desk, { uploadId, at, body }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
      expect(await offsetOf(second, desk, uploadId)).toBe(at + 20_000);
    }
    expect(await durableBytes(uploadId)).toBe(bytes.length);
    expect(verdict(await commitFile(desk, { itemId: newItem(), bytes, uploadId }))).toBe("200");
    await second.close();
  });
});
