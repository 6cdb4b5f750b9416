/** `npm run release`: makes, changes and bundles a signed release feed for administrators (docs/updates.md). */
import { readFile } from "node:fs/promises";
import type { DocumentKeyFile } from "../../node/document-key";
import { isSealed, openDocumentKey, publicHalves } from "../../node/sealed-key";
import { AppError, explain, toFailure } from "../../shared/failure";
import { STORE_SCHEMA } from "../../shared/store/store-version";
import type { DocumentKey } from "../../shared/trust/document-signature";
import { passphraseOf } from "../passphrase";
import { type Found, findArtifacts } from "./artifacts";
import { makeBundle } from "./bundle";
import { ReleaseFault } from "./fault";
import { publish } from "./feed-folder";
import { type FeedState, readFeedState } from "./feed-state";
import { makeKey } from "./new-key";
import { type ReleaseOptions, readOptions, usage } from "./options";
import { type Plan, plan } from "./plan";
import { ringTimes } from "./ring-times";
import type { Surroundings } from "./surroundings";

/** Answers the exit code. */
export async function releaseCommand(args: readonly string[], around: Surroundings): Promise<0 | 1 | 2> {
  try {
    const asked = readOptions(args);
    if (asked.kind === "new-key") await makeKey(asked.options, around);
    else await run(asked.options, around);
    return 0;
  } catch (error) {
    return told(error, around);
  }
}

function told(error: unknown, { print }: Surroundings): 1 | 2 {
  if (error instanceof ReleaseFault) print(`✗ ${error.message}`);
  else if (error instanceof AppError) {
    const { text, next } = explain(toFailure(error));
    print(`✗ ${text}${next}（${error.code}）`);
  } else {
    print(`✗ ${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  return 1;
}

async function run(options: ReleaseOptions, around: Surroundings): Promise<void> {
  const { from, to, rings, rollback, rotate, minimum, bundle, only } = options;
  const issues = from !== null || rings !== null || rollback !== null || rotate.length > 0 || minimum !== null;
  if (issues) await issue(options, around);
  if (bundle === null) return;
  const bytes = await makeBundle({ feed: to, out: bundle, only });
  around.print(`✓ 离线更新包 ${bundle}（${(bytes / 1_048_576).toFixed(1)} MB）`);
}

async function issue(options: ReleaseOptions, around: Surroundings): Promise<void> {
  const { from, to, rollback, minimum } = options;
  const now = around.clock();
  const state = await readFeedState(to);
  const found = from === null ? null : await findArtifacts(from, options);
  const keys = await signingKeys(options, around);
  const planned = plan({
    state,
    now,
    found,
    data: { writes: STORE_SCHEMA, opens: 1 },
    rings: options.rings === null ? null : ringTimes(options.rings, now),
    minimum,
    notes: options.notes === null ? null : await notesIn(options.notes),
    rollback,
    keys: options.rotate.length === 0 ? null : await publicKeys(options.rotate),
  });
  await publish({
    folder: to,
    from,
    state,
    plan: planned,
    keep: options.keep,
    step: around.step ?? (() => undefined),
    keys: signers(keys, { state, planned, now }),
  });
  around.print(linesOf(planned, found, to).join("\n"));
}

async function signingKeys(options: ReleaseOptions, around: Surroundings): Promise<DocumentKeyFile[]> {
  if (options.keys.length === 0) throw new ReleaseFault("请用 --key 指明签名密钥的文件");
  const keys: DocumentKeyFile[] = [];
  for (const file of options.keys) {
    const text = await textOf(file);
    if (!isSealed(text)) around.print(`！${file} 没有口令保护：请用 npm run policy -- seal ${file} 设定`);
    keys.push(await openDocumentKey(text, (keyId) => passphraseOf(options.passphraseFile, around, keyId)));
  }
  return keys;
}

async function publicKeys(files: readonly string[]): Promise<DocumentKey[]> {
  const keys: DocumentKey[] = [];
  for (const file of files) keys.push(...publicHalves(await textOf(file)));
  return keys;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new ReleaseFault(`读不了 ${file}`, { cause });
  }
}

async function notesIn(file: string): Promise<string[]> {
  const lines = (await textOf(file)).split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== "");
}

interface Standing {
  readonly state: FeedState;
  readonly planned: Plan;
  readonly now: Date;
}

/** Terminals would refuse what is signed by a key that is past its end or no longer counts. */
function signers(keys: readonly DocumentKeyFile[], { state, planned, now }: Standing) {
  const dead = keys.find(({ key }) => key.notAfter !== undefined && now.getTime() > Date.parse(key.notAfter));
  if (dead !== undefined) throw new ReleaseFault(`密钥 ${dead.key.keyId} 已于 ${dead.key.notAfter ?? ""} 到期`);
  const before = state.rotations.at(-1)?.keys ?? null;
  const after = planned.rotation?.keys ?? before;
  const amongst = (set: readonly DocumentKey[] | null) =>
    keys.filter(
      ({ key }) => set === null || set.some((one) => one.keyId === key.keyId && one.publicKey === key.publicKey),
    );
  const release = amongst(after);
  if (release.length === 0) throw new ReleaseFault("所给的密钥都不在现行的发布密钥之中");
  if (planned.rotation !== null && amongst(before).length === 0)
    throw new ReleaseFault("换密钥须有一把更替之前的密钥签名");
  return { release, rotation: keys };
}

function linesOf({ release, order, rotation }: Plan, found: Found | null, to: string): string[] {
  const opens = Object.entries(release.rings).map(([ring, at]) => `${ring} ${at}`);
  return [
    `✓ 已写入 ${to}：${release.edition} ${release.version} 版，序号 ${release.serial}`,
    `  批次 ${opens.join("，") || "都未开放"}；最低版本 ${release.minimumVersion}`,
    ...release.artifacts.map(({ file, size }) => `  ${file}（${(size / 1_048_576).toFixed(1)} MB）`),
    ...(order === null ? [] : [`  回退令：${order.from} → ${order.to}，${order.reason}`]),
    ...(rotation === null ? [] : [`  发布密钥自此为 ${rotation.keys.map(({ keyId }) => keyId).join("、")}`]),
    ...(found?.passedOver ?? []).map((file) => `  未发布 ${file}`),
  ];
}
