/** What must hold when the item stands on its public page: equal hashes, a pack that verifies, forgeries that do not. */

import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { nodeCheck } from "../../node/signature-check";
import { fromUtf8, toBase64, utf8 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { AppError } from "../../shared/failure";
import { contentHash, content as contentSchema } from "../../shared/model/content";
import { ledger as ledgerSchema } from "../../shared/proofreading/ledger";
import { pageNodeOf } from "../../shared/publication/dom-node";
import { pageHash } from "../../shared/publication/read-page";
import { type Anchors, readAnchors } from "../../shared/trust/anchors";
import { signDetached } from "../../shared/trust/cms";
import { readArchive } from "../../shared/trust/pack-archive";
import { readPack } from "../../shared/trust/pack-read";
import { type PackVerdict, verifyPack } from "../../shared/trust/verdict";
import { type ApiSession, signInByApi } from "../api";
import { seeded } from "../random";
import { changeOneCharacter, tamperedPacks } from "../tampering";
import type { World } from "../world";
import type { Course } from "./course";

export function anchorsOf(world: World, site: string): Anchors {
  return readAnchors(readFileSync(world.cast.anchors[site] ?? "", "utf8"));
}

/** The content hash recomputed from what the public page shows. */
export async function hashOfPage(page: Page, address: string): Promise<string> {
  await page.goto(address);
  const root = await page.$("html");
  if (root === null) throw new Error("公开页面没有内容");
  return pageHash(await page.evaluate(pageNodeOf, root));
}

/** @throws Error unless the pack verifies against the pinned root. */
export function requireValid(pack: Uint8Array, anchors: Anchors): PackVerdict {
  const verdict = verifyPack(pack, anchors, nodeCheck);
  const faults = verdict.checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}：${detail}`);
  if (!verdict.ok) throw new Error(`证据包没有通过核验：${faults.join("；")}`);
  return verdict;
}

/** Every tampered copy must be refused. Answers how many were. @throws Error naming the first that was not. */
export function requireForgeriesRefused(pack: Uint8Array, anchors: Anchors, seed: number): number {
  const copies = tamperedPacks(pack, seeded(seed));
  for (const { what, bytes } of copies) {
    if (accepts(bytes, anchors)) throw new Error(`核验接受了被改动的证据包：${what}`);
  }
  return copies.length;
}

function accepts(bytes: Uint8Array, anchors: Anchors): boolean {
  try {
    return verifyPack(bytes, anchors, nodeCheck).ok;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/**
 * A patched client offers the platform the signed decisions with one changed character: the old statement for new
 * content, an altered statement under the old signature, and a fresh signature over somebody else's decision.
 */
export async function requirePlatformRefuses(world: World, course: Course, pack: Uint8Array): Promise<string[]> {
  const session = await signInByApi(world.platformUrl, world.cast.smsInbox, course.publisher);
  const { manifest } = readPack(pack);
  const files = readArchive(pack);
  const text = (name: string) => fromUtf8(files.get(name) ?? new Uint8Array());
  const ledger = ledgerSchema.parse(JSON.parse(text("ledgers/001.json")));
  const statement = text("statements/001.json");
  const altered = changeOneCharacter(statement, seeded(1));
  const signature = toBase64(files.get("statements/001.p7s") ?? new Uint8Array());
  const own = toBase64(await signDetached(utf8(altered), session.signer, new Date()));
  const changed = contentSchema.parse(JSON.parse(changeOneCharacter(text("content.json"), seeded(2))));
  const { itemId, contentHash: signed } = manifest.value;
  const ask = attempt(session, itemId);
  return [
    await ask("items.revise", { parent: signed, content: changed, ledger }),
    await ask("items.revise", {
      parent: signed,
      content: changed,
      ledger: { ...ledger, contentHash: contentHash(changed) },
    }),
    await ask("items.review", { signed: { statement, signature }, ledger }),
    await ask("items.review", { signed: { statement: altered, signature }, ledger }),
    await ask("items.review", { signed: { statement: canonicalJson(JSON.parse(altered)), signature: own }, ledger }),
  ];
}

function attempt({ client, credential }: ApiSession, itemId: string) {
  return async (route: "items.revise" | "items.review", body: object): Promise<string> => {
    try {
      await client.request(route, { params: { itemId }, body, credential, operationId: randomUUID() });
    } catch (error) {
      if (error instanceof AppError) return error.code;
      throw error;
    }
    throw new Error(`平台接受了被改动的内容（${route}）`);
  };
}
