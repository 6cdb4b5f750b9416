import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toBase64 } from "../shared/bytes";
import { contentsOf, type PackDraft, writePackFile } from "../shared/proofreading/packs/pack-file";
import { readLines } from "./audit";
import { type Bench, openBench, pin, type Window } from "./testing/bench";
import { smsCode } from "./testing/fake-platform";

let bench: Bench;
let window: Window;

beforeEach(async () => {
  bench = await openBench();
  window = await bench.start();
});
afterEach(() => bench.close());

const draft = (version: number, more: Partial<PackDraft["manifest"]> = {}): PackDraft => ({
  manifest: {
    id: "city-words",
    name: "六安市用词",
    version,
    issuedAt: `2026-11-20T0${version}:00:00.000Z`,
    expiresOn: null,
    staleAfterDays: 30,
    rollback: false,
    ...more,
  },
  lexicon: { terms: { "unit-term": [{ wrong: "皋城大道南段", right: [`皋城南路${version}`], why: "道路已更名" }] } },
  patterns: [],
  tests: [{ rule: "unit-term", text: "⟦皋城大道南段⟧封闭施工。" }],
  model: null,
});

const fileOf = (wanted: PackDraft): Promise<Uint8Array> => writePackFile(wanted, bench.city.profileKey.signer);

async function offer(wanted: PackDraft, bytes?: Uint8Array): Promise<void> {
  const { manifest, hash } = contentsOf(wanted);
  bench.platform.packs.set(manifest.id, {
    offered: {
      packId: manifest.id,
      name: manifest.name,
      version: manifest.version,
      hash,
      previous: null,
      uploadedBy: "方亦舟",
      at: manifest.issuedAt,
    },
    bytes: bytes ?? (await fileOf(wanted)),
  });
}

async function signIn(): Promise<void> {
  await window.ask("desk:session.begin", { keyId: await window.keyOf("张晓岚"), pin });
  await window.ask("desk:session.confirm", { code: smsCode });
}

const unlock = async (): Promise<void> => {
  await window.ask("desk:session.unlock", { keyId: await window.keyOf("张晓岚"), pin });
};

const restart = async (): Promise<void> => {
  await window.desk.stop();
  window = await bench.start();
  await unlock();
};

const shown = (view: { packs: readonly { packId: string; version: number; used: boolean }[] }): string[] =>
  view.packs.map(({ packId, version, used }) => `${packId} ${version}${used ? "" : " unused"}`);
const listed = async (): Promise<string[]> => shown(await window.ask("desk:packs.list", null));
const install = async (wanted: PackDraft) =>
  window.ask("desk:packs.install", { bytes: toBase64(await fileOf(wanted)) });

const packFolder = (): string => {
  const stores = join(bench.folder, "desk", "stores");
  const [store = ""] = readdirSync(stores);
  return join(stores, store, "packs");
};

describe("packs from the platform (R17)", () => {
  it("are taken at the next contact, survive a restart without the network, and make way for newer ones", async () => {
    await offer(draft(1));
    await signIn();
    expect(shown(await window.ask("desk:packs.refresh", null))).toEqual(["city-words 1"]);
    bench.platform.cut = true;
    await restart();
    expect(await listed()).toEqual(["city-words 1"]);
    bench.platform.cut = false;
    await offer(draft(2));
    await signIn();
    const { packs } = await window.ask("desk:packs.refresh", null);
    expect(packs[0]).toMatchObject({ version: 2, used: true, note: "", signer: "六安市", previous: { version: 1 } });
  });

  it("that were tampered with are refused with their reason, told, not fetched again, and the one before stays", async () => {
    await offer(draft(1));
    await signIn();
    await window.ask("desk:packs.refresh", null);
    const bytes = await fileOf(draft(2));
    const at = Buffer.from(bytes).indexOf("皋城南路");
    bytes[at + 1] = (bytes[at + 1] ?? 0) ^ 1;
    await offer(draft(2), bytes);
    const reads = bench.platform.packReads;
    const view = await window.ask("desk:packs.refresh", null);
    expect(shown(view)).toEqual(["city-words 1"]);
    expect(view.troubles).toEqual([
      { packId: "city-words", failure: { code: "E_LEXICON", detail: "词库包的外层格式被改动过" } },
    ]);
    expect((await window.ask("desk:packs.refresh", null)).troubles).toHaveLength(1);
    expect(bench.platform.packReads).toBe(reads + 1);
    await offer(draft(3));
    const mended = await window.ask("desk:packs.refresh", null);
    expect([shown(mended), mended.troubles]).toEqual([["city-words 3"], []]);
  });

  it("go back with the platform to the issue before, which this desk still has", async () => {
    await signIn();
    for (const version of [1, 2, 1]) {
      await offer(draft(version));
      await window.ask("desk:packs.refresh", null);
    }
    const { packs } = await window.ask("desk:packs.list", null);
    expect(packs[0]).toMatchObject({ version: 1, note: "", previous: { version: 2 } });
    expect(bench.platform.packReads).toBe(2);
  });

  it("older than the one here, and never held here, are refused: E_LEXICON_OLD", async () => {
    await signIn();
    for (const version of [2, 3, 1]) {
      await offer(draft(version));
      await window.ask("desk:packs.refresh", null);
    }
    const view = await window.ask("desk:packs.list", null);
    expect(shown(view)).toEqual(["city-words 3"]);
    expect(view.troubles[0]?.failure.code).toBe("E_LEXICON_OLD");
  });
});

describe("packs from a file (USB)", () => {
  it("are shown before they are taken: preview changes nothing, and its data is what passes will go by", async () => {
    await unlock();
    const preview = await window.ask("desk:packs.preview", { bytes: toBase64(await fileOf(draft(1))) });
    expect(preview).toMatchObject({ tests: 1, installed: null, signer: "六安市" });
    expect(await listed()).toEqual([]);
    await install(draft(1));
    expect((await window.ask("desk:packs.preview", { bytes: toBase64(await fileOf(draft(2))) })).installed).toBe(1);
    const { hash } = contentsOf(draft(1));
    expect(await window.ask("desk:packs.data", { packId: "city-words", hash })).toEqual(
      (({ manifest, lexicon, patterns }) => ({ manifest, hash, lexicon, patterns, model: null }))(contentsOf(draft(1))),
    );
  });

  it("are used at once, and from the next contact only if the platform has them too", async () => {
    await unlock();
    expect(shown(await install(draft(1)))).toEqual(["city-words 1"]);
    await signIn();
    const view = await window.ask("desk:packs.refresh", null);
    expect(shown(view)).toEqual(["city-words 1 unused"]);
    expect(view.packs[0]?.note).toBe("平台没有装入这个词库，暂不用于校对");
    await offer(draft(1));
    expect(shown(await window.ask("desk:packs.refresh", null))).toEqual(["city-words 1"]);
  });

  it.each([
    ["cut short", async () => (await fileOf(draft(2))).slice(0, -7), "E_LEXICON"],
    ["of the same version", () => fileOf(draft(1)), "E_LEXICON_OLD"],
    ["past its day", () => fileOf(draft(2, { expiresOn: "2026-11-19" })), "E_LEXICON_EXPIRED"],
    [
      "that fails its test",
      () => fileOf({ ...draft(2), tests: [{ rule: "unit-term", text: "⟦无⟧事" }] }),
      "E_LEXICON_TEST",
    ],
    ["signed by somebody else", async () => writePackFile(draft(2), bench.city.receiptKey.signer), "E_LEXICON_SIGN"],
  ] as const)("%s are refused, and the one that is here stays", async (_, make, code) => {
    await unlock();
    await install(draft(1));
    const bytes = toBase64(await make());
    expect(await window.failureOf("desk:packs.preview", { bytes })).toBe(code);
    expect(await window.failureOf("desk:packs.install", { bytes })).toBe(code);
    expect(await listed()).toEqual(["city-words 1"]);
    const audit = readLines(readFileSync(join(bench.folder, "desk", "audit", "audit.jsonl"), "utf8"));
    expect(audit?.filter(({ event }) => event === "pack-refused").map(({ details }) => details.code)).toEqual([
      code,
      code,
    ]);
  });

  it("go back to the issue before and forward again; without one there is nothing to go back to (E_STATE)", async () => {
    await unlock();
    await install(draft(1));
    expect(await window.failureOf("desk:packs.rollback", { packId: "city-words" })).toBe("E_STATE");
    await install(draft(2));
    expect(shown(await window.ask("desk:packs.rollback", { packId: "city-words" }))).toEqual(["city-words 1"]);
    await restart();
    expect(await listed()).toEqual(["city-words 1"]);
    expect(shown(await window.ask("desk:packs.rollback", { packId: "city-words" }))).toEqual(["city-words 2"]);
  });
});

describe("packs on the disk", () => {
  const damage = (slot: "active" | "previous"): void => {
    const file = join(packFolder(), `city-words.${slot}.cblex`);
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(file, bytes);
  };

  it("a damaged file is set aside and told, and the issue before takes its place", async () => {
    await unlock();
    await install(draft(1));
    await install(draft(2));
    damage("active");
    await restart();
    const view = await window.ask("desk:packs.list", null);
    expect(shown(view)).toEqual(["city-words 1"]);
    expect(view.troubles[0]?.failure).toEqual({ code: "E_LEXICON", detail: "本机的文件损坏，已改用上一版" });
    expect(existsSync(join(packFolder(), "city-words.active.cblex.damaged"))).toBe(true);
  });

  it("with both files damaged the built-in data goes on alone, and the next contact brings the pack back", async () => {
    await offer(draft(2));
    await unlock();
    await install(draft(1));
    await install(draft(2));
    damage("active");
    damage("previous");
    await restart();
    const view = await window.ask("desk:packs.list", null);
    expect([shown(view), view.troubles[0]?.failure.detail]).toEqual([[], "本机的文件损坏，没有可用的上一版，已停用"]);
    await signIn();
    expect(shown(await window.ask("desk:packs.refresh", null))).toEqual(["city-words 2"]);
  });
});

it("a pack grows old by the day: fresh, stale after its days, expired after its last day", async () => {
  await unlock();
  await install(draft(1, { expiresOn: "2027-01-31" }));
  const ageAt = async (day: string) => {
    bench.now.value = new Date(`${day}T04:00:00.000Z`);
    const [pack] = (await window.ask("desk:packs.list", null)).packs;
    return `${pack?.daysOld} ${pack?.age}`;
  };
  expect(await ageAt("2026-12-20")).toBe("30 fresh");
  expect(await ageAt("2026-12-21")).toBe("31 stale");
  expect(await ageAt("2027-02-01")).toBe("73 expired");
});

it("packs are not shown to a locked workstation", async () => {
  expect(await window.failureOf("desk:packs.list", null)).toBe("E_LOCKED");
});
