/** Puts thousands of drafts into a person's store while the desk is down: through the desk's own code, key and journal. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pkcs12Folders } from "../main/identity/pkcs12-folder";
import { nodeFileSystem } from "../main/journal/filesystem";
import { openStore, type StoreOptions } from "../main/store";
import { nodeCheck } from "../node/signature-check";
import { contentHash, contentOf } from "../shared/model/content";
import type { ManuscriptDocument } from "../shared/model/manuscript";
import { emptyMetadata } from "../shared/model/metadata";
import type { Entry } from "../shared/store/record";
import { readAnchors } from "../shared/trust/anchors";
import type { CastPerson } from "./api";
import { type Random, seeded } from "./random";
import type { World } from "./world";

export interface Filling {
  readonly drafts: number;
  /** Characters of an ordinary draft. */
  readonly characters: number;
  /** Characters of the one long draft, the newest of all. */
  readonly long: number;
}

export const LONG_TITLE = "关于长文保存测量的通知";

const phrases =
  "各区县人民政府，市政府各部门、各直属机构：|现将有关事项通知如下。|加强组织领导，压实工作责任。|按照国务院办公厅有关要求，|六安市人民政府办公室|切实做好防汛抗旱各项工作。|优化营商环境，|推进政务公开标准化规范化建设。|各单位要高度重视，|认真贯彻落实。|会议审议通过了实施方案。|请于月底前报送总结材料。|数据资源共享交换平台已经上线运行。|生态环境质量持续改善，|安全生产形势总体平稳。|".split(
    "|",
  );

/** Answers how long the filling took. The desk must not run meanwhile: one journal has one writer. */
export async function fillDesk(world: World, person: CastPerson, filling: Filling): Promise<number> {
  const started = performance.now();
  const options = storeOptions(world);
  const keys = pkcs12Folders({
    fs: nodeFileSystem,
    folders: [dirname(person.keyFile)],
    anchors: options.anchors,
    check: nodeCheck,
    clock: options.clock,
  });
  const known = (await keys.list()).find(({ name }) => name === person.name);
  if (known === undefined) throw new Error(`没有${person.name}的证书`);
  const key = await keys.open(known.keyId, { pin: person.passphrase });
  const store = await openStore(options, key, { pin: person.passphrase, appPin: null });
  try {
    const random = seeded(7);
    for (let at = 0; at < filling.drafts; at += BATCH) {
      const count = Math.min(BATCH, filling.drafts - at);
      const batch = Array.from({ length: count }, (_, n) => draftOf(at + n, filling, random));
      // Each draft in an append of its own, as the window makes them; the journal flushes those that wait together.
      await Promise.all(batch.map(store.records.append));
    }
  } finally {
    await store.close();
    await key.close();
  }
  return performance.now() - started;
}

const BATCH = 50;

function storeOptions(world: World): StoreOptions {
  return {
    fs: nodeFileSystem,
    folder: join(world.data, "desk", "stores"),
    clock: () => new Date(),
    anchors: Object.values(world.cast.anchors).map((file) => readAnchors(readFileSync(file, "utf8"))),
    keychain: async () => null,
    wait: (ms) => pause(ms),
    deviceUnlock: false,
  };
}

/** Body, summary and first version of a draft, as the window writes them. */
function draftOf(number: number, { drafts, characters, long }: Filling, random: Random): readonly Entry[] {
  const isLong = number === drafts - 1;
  const itemId = `f${number}`;
  const at = new Date(Date.parse("2026-01-01T00:00:00.000Z") + number * 60_000).toISOString();
  const title = isLong ? LONG_TITLE : `关于第${number}号事项的通知`;
  const document = { title, blocks: blocksOf(isLong ? long : characters, random) };
  const metadata = { ...emptyMetadata, columnId: number % 3 === 0 ? "zwgk" : "", writer: `采编${number % 40}` };
  const hash = contentHash(contentOf(document, metadata));
  const body = {
    itemId,
    document,
    metadata,
    entries: [],
    report: null,
    parent: null,
    baseRevision: 0,
    previousStatement: null,
    stage: "draft",
    createdAt: at,
    updatedAt: at,
  };
  const count = [...title, ...document.blocks.flatMap((block) => block.runs.map(({ text }) => text))].join("").length;
  const summary = { itemId, title, characters: count, updatedAt: at, stage: "draft", submitted: null, base: null };
  const version = {
    itemId,
    at,
    author: "采编",
    device: "bench",
    reason: "新建",
    contentHash: hash,
    parentVersion: null,
  };
  return [
    { table: "drafts", key: `body:${itemId}`, index: {}, value: body },
    {
      table: "drafts",
      key: `summary:${itemId}`,
      index: { updatedAt: at, stage: "draft", submitted: false },
      value: { ...summary, lastVersion: null },
    },
    {
      table: "revisions",
      key: `${itemId}:${at}:v${number}`,
      index: { itemId, at },
      value: { ...version, versionId: `v${number}`, document, metadata },
    },
  ];
}

const PARAGRAPH = 160;

function blocksOf(characters: number, random: Random) {
  const blocks: Extract<ManuscriptDocument["blocks"][number], { kind: "paragraph" }>[] = [];
  for (let left = characters; left > 0; ) {
    let text = "";
    while (text.length < Math.min(PARAGRAPH, left)) text += random.pick(phrases);
    blocks.push({ kind: "paragraph", id: `p${blocks.length}`, align: "left", runs: [{ text, marks: [], link: null }] });
    left -= text.length;
  }
  return blocks;
}
