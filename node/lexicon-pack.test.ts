import { beforeAll, describe, expect, it } from "vitest";
import { utf8 } from "../shared/bytes";
import { canonicalBytes } from "../shared/canonical";
import { digestOf } from "../shared/digest";
import { type Admission, admitPack, findingsDiff } from "../shared/proofreading/packs/admission";
import { builtinPacks } from "../shared/proofreading/packs/index";
import { loadPack } from "../shared/proofreading/packs/load-pack";
import { ENGINE, writePackFile } from "../shared/proofreading/packs/pack-file";
import { inspect, usedPacks } from "../shared/proofreading/run";
import { signDetached } from "../shared/trust/cms";
import { readArchive, writeArchive } from "../shared/trust/pack-archive";
import type { Signer } from "../shared/trust/port";
import { type CityAuthority, foundCity } from "./demo-authority";
import { nodeCheck } from "./signature-check";
import { type Change, draft, issuedAt, stationName } from "./testing/lexicon-draft";
import { refusalOf } from "./testing/refusal";

const today = "2026-11-22";
let city: CityAuthority;
/** Another city: its profile key signs well, but it is not the one that is pinned here. */
let stranger: CityAuthority;

beforeAll(async () => {
  const at = new Date("2026-11-01T00:00:00.000Z");
  [city, stranger] = await Promise.all([
    foundCity({ site: "luan", name: "六安市", at }),
    foundCity({ site: "luan", name: "六安市", at }),
  ]);
});

const make = (change: Change = {}, signer: Signer = city.profileKey.signer) => writePackFile(draft(change), signer);

function admission(more: Partial<Admission> = {}): Admission {
  return {
    trust: { anchors: city.anchors, check: nodeCheck },
    installed: null,
    today,
    beside: builtinPacks,
    now: () => 0,
    ...more,
  };
}

const refused = (bytes: Uint8Array, more: Partial<Admission> = {}): string =>
  refusalOf(() => admitPack(bytes, admission(more)))?.code ?? "admitted";

/** The files of a pack, changed and written again as an attacker would. */
function repacked(bytes: Uint8Array, change: (files: Map<string, Uint8Array>) => void): Uint8Array {
  const files = new Map(readArchive(bytes, { name: "词库包", code: "E_LEXICON" }));
  change(files);
  return writeArchive(files);
}

async function resigned(bytes: Uint8Array, change: Readonly<Record<string, unknown>>): Promise<Uint8Array> {
  const manifest = readArchive(bytes).get("manifest.json") ?? new Uint8Array();
  const changed = canonicalBytes({ ...JSON.parse(new TextDecoder().decode(manifest)), ...change });
  const signature = await signDetached(changed, city.profileKey.signer, issuedAt);
  return repacked(bytes, (files) => files.set("manifest.json", changed).set("manifest.p7s", signature));
}

describe("a pack that is admitted (R17, MX-3)", () => {
  it("finds what its terms, names and own rules say, each finding naming the pack it rests on", async () => {
    const pack = loadPack(admitPack(await make(), admission()), today);
    const packs = [...builtinPacks, pack];
    const text = "皋城大道南段的便民站迁址。";
    const { findings } = inspect([{ id: "b1", role: "body", text }], { today, packs, metadata: null });
    expect(findings.map(({ rule, text: found, pack: from }) => `${rule} ${found} ${from}`)).toEqual([
      "unit-term 皋城大道南段 city-words 3",
      "city-station-name 便民站 city-words 3",
    ]);
    expect(findings[1]?.authority).toContain("本市机构名称更改通知");
    expect(findings[1]?.message).toBe("“便民站”已改名。");
  });

  it("is named in the report with the day of its issue and its age on the day of the pass", async () => {
    const contents = admitPack(await make(), admission());
    const ageOn = (day: string) => usedPacks([loadPack(contents, day)])[1];
    expect(ageOn("2026-11-22")).toEqual({
      id: "city-words",
      version: "3",
      hash: contents.hash,
      issuedAt,
      age: "fresh",
    });
    expect(ageOn("2027-02-18")?.age).toBe("fresh");
    expect(ageOn("2027-02-19")?.age).toBe("stale");
    expect(ageOn("2027-03-31")?.age).toBe("stale");
    expect(ageOn("2027-04-01")?.age).toBe("expired");
  });

  it("is not used for checks from the day after it expired, though the report still names it", async () => {
    const contents = admitPack(await make(), admission());
    const findings = (day: string) => {
      const pack = loadPack(contents, day);
      const block = { id: "b1", role: "body", text: "皋城大道南段的便民站迁址。" } as const;
      return inspect([block], { today: day, packs: [pack], metadata: null }).findings.map(({ rule }) => rule);
    };
    expect(findings("2027-03-31")).toEqual(["unit-term", "city-station-name"]);
    expect(findings("2027-04-01")).toEqual([]);
    expect(loadPack(contents, "2027-04-01").lexicon).toEqual({});
  });

  it("replaces an older issue, and a signed return to an older state replaces a newer one", async () => {
    const { manifest } = admitPack(await make(), admission());
    const later = "2026-11-21T02:00:00.000Z";
    const next = await make({ manifest: { version: 4, issuedAt: later } });
    const back = await make({ manifest: { version: 2, issuedAt: later, rollback: true } });
    expect(admitPack(next, admission({ installed: manifest })).manifest.version).toBe(4);
    expect(admitPack(back, admission({ installed: manifest })).manifest.version).toBe(2);
  });

  it("is the same bytes when the same draft is written again, whatever the order of its keys", async () => {
    const one = readArchive(await make());
    const two = readArchive(await make({ lexicon: Object.fromEntries(Object.entries(draft().lexicon).reverse()) }));
    expect([...two].filter(([name]) => name.endsWith(".json"))).toEqual(
      [...one].filter(([name]) => name.endsWith(".json")),
    );
  });
});

describe("a pack that is refused, each with its own reason (R17)", () => {
  it("unsigned: E_LEXICON_SIGN", async () => {
    const bytes = repacked(await make(), (files) => files.delete("manifest.p7s"));
    expect(refused(bytes)).toBe("E_LEXICON_SIGN");
  });

  it("signed with the key of another city, or with a person's own: E_LEXICON_SIGN", async () => {
    expect(refused(await make({}, stranger.profileKey.signer))).toBe("E_LEXICON_SIGN");
    expect(refused(await make({}, city.receiptKey.signer))).toBe("E_LEXICON_SIGN");
    const person = await city.issuePerson({ name: "方亦舟", unitName: "演示单位" });
    expect(refused(await make({}, person.signer))).toBe("E_LEXICON_SIGN");
  });

  it("with one changed word in its data: E_LEXICON, also when the digest in the manifest is changed with it: E_LEXICON_SIGN", async () => {
    const bytes = await make();
    const lexicon = canonicalBytes({ allowed: ["改动"] });
    expect(refused(repacked(bytes, (files) => files.set("lexicon.json", lexicon)))).toBe("E_LEXICON");
    const both = repacked(bytes, (files) => {
      const manifest = JSON.parse(new TextDecoder().decode(files.get("manifest.json")));
      manifest.files["lexicon.json"] = digestOf(lexicon);
      files.set("lexicon.json", lexicon).set("manifest.json", canonicalBytes(manifest));
    });
    expect(refused(both)).toBe("E_LEXICON_SIGN");
  });

  it("with a changed manifest: E_LEXICON_SIGN", async () => {
    const bytes = repacked(await make(), (files) => {
      const manifest = JSON.parse(new TextDecoder().decode(files.get("manifest.json")));
      files.set("manifest.json", canonicalBytes({ ...manifest, expiresOn: "2099-12-31" }));
    });
    expect(refused(bytes)).toBe("E_LEXICON_SIGN");
  });

  it("cut short anywhere, or no pack at all: E_LEXICON", async () => {
    const bytes = await make();
    for (const part of [0, 1, 30, bytes.length >> 1, bytes.length - 1])
      expect(refused(bytes.slice(0, part)), `${part} bytes`).toBe("E_LEXICON");
    expect(refused(utf8("这不是词库包"))).toBe("E_LEXICON");
    const longer = new Uint8Array(bytes.length + 1);
    longer.set(bytes);
    expect(refused(longer)).toBe("E_LEXICON");
  });

  it("with a file that its manifest does not list, or without one that it lists: E_LEXICON", async () => {
    const bytes = await make();
    expect(refused(repacked(bytes, (files) => files.set("extra.json", utf8("{}"))))).toBe("E_LEXICON");
    expect(refused(repacked(bytes, (files) => files.delete("tests.json")))).toBe("E_LEXICON");
  });

  it("made for a newer engine, or with a part that this engine does not know: E_LEXICON", async () => {
    const bytes = await make();
    expect(refused(await resigned(bytes, { engine: ENGINE + 1 }))).toBe("E_LEXICON");
    expect(refused(await resigned(bytes, { format: "caibian-lexicon/2" }))).toBe("E_LEXICON");
    const lexicon = canonicalBytes({ secrets: [] });
    const files = { "lexicon.json": digestOf(lexicon) };
    const known = JSON.parse(new TextDecoder().decode(readArchive(bytes).get("manifest.json")));
    const strange = await resigned(bytes, { files: { ...known.files, ...files } });
    expect(refused(repacked(strange, (all) => all.set("lexicon.json", lexicon)))).toBe("E_LEXICON");
  });

  it("older, the same again, or played again after it was taken back: E_LEXICON_OLD", async () => {
    const bytes = await make();
    const { manifest } = admitPack(bytes, admission());
    const older = await make({ manifest: { version: 2, issuedAt: "2026-11-19T02:00:00.000Z" } });
    const olderIssuedLater = await make({ manifest: { version: 2, issuedAt: "2026-11-21T02:00:00.000Z" } });
    expect(refused(bytes, { installed: manifest })).toBe("E_LEXICON_OLD");
    expect(refused(older, { installed: manifest })).toBe("E_LEXICON_OLD");
    expect(refused(olderIssuedLater, { installed: manifest })).toBe("E_LEXICON_OLD");
    const back = await make({ manifest: { version: 2, issuedAt: "2026-11-21T02:00:00.000Z", rollback: true } });
    const returned = admitPack(back, admission({ installed: manifest })).manifest;
    expect(refused(bytes, { installed: returned })).toBe("E_LEXICON_OLD");
    // An old permission to go back is no permission today.
    expect(refused(back, { installed: { ...manifest, version: 5, issuedAt: "2026-11-22T02:00:00.000Z" } })).toBe(
      "E_LEXICON_OLD",
    );
  });

  it("of another id than the one it is to replace: E_LEXICON", async () => {
    const { manifest } = admitPack(await make(), admission());
    const other = await make({ manifest: { id: "other-words", version: 9, issuedAt: "2026-11-21T02:00:00.000Z" } });
    expect(refused(other, { installed: manifest })).toBe("E_LEXICON");
  });

  it("past its last day: E_LEXICON_EXPIRED; on its last day it is taken", async () => {
    const bytes = await make();
    expect(refused(bytes, { today: "2027-04-01" })).toBe("E_LEXICON_EXPIRED");
    expect(admitPack(bytes, admission({ today: "2027-03-31" })).manifest.id).toBe("city-words");
  });

  it("when a self-test finds nothing, finds elsewhere, finds too much or suggests otherwise: E_LEXICON_TEST", async () => {
    const right = { rule: "unit-term", text: "⟦皋城大道南段⟧封闭施工。" };
    for (const test of [
      { ...right, text: "⟦皋城大道⟧封闭施工。" },
      { ...right, text: "皋城大道南段封闭施工。" },
      { ...right, text: "⟦解放路⟧封闭施工。" },
      { ...right, first: "皋城北路" },
      { rule: "no-such-rule", text: "封闭施工。" },
    ])
      expect(refused(await make({ tests: [right, test] })), JSON.stringify(test)).toBe("E_LEXICON_TEST");
  });
});

describe("rules a pack brings", () => {
  const withRegex = (regex: string): Promise<Uint8Array> =>
    make({ patterns: [{ ...stationName, regex }], tests: [{ rule: "unit-term", text: "⟦皋城大道南段⟧。" }] });

  it.each([
    ["without an upper bound", "便.*站"],
    ["that is no expression", "便(站"],
    ["that goes round in itself", "(?:便{1,9}){1,40}站"],
    ["whose alternatives overlap and repeat", "(?:便|便便){1,40}站"],
    ["of many wide gaps", "便.{0,90}民.{0,90}站.{0,90}点"],
  ])("are not run at all when they have an expression %s (E_LEXICON_TEST)", async (_, regex) => {
    let asked = 0;
    const now = () => {
      asked += 1;
      return 0;
    };
    expect(refused(await withRegex(regex), { now })).toBe("E_LEXICON_TEST");
    expect(asked).toBe(0);
  });

  it("are refused when they take too long over hostile text, by the clock that is handed in (E_LEXICON_TEST)", async () => {
    let clock = 0;
    const slow = () => {
      clock += 21;
      return clock;
    };
    expect(refused(await withRegex("便民站"), { now: slow })).toBe("E_LEXICON_TEST");
  });

  it("may not take the name of a rule that is there, nor stand twice (E_LEXICON_TEST)", async () => {
    expect(refused(await make({ patterns: [{ ...stationName, id: "unit-term" }] }))).toBe("E_LEXICON_TEST");
    expect(refused(await make({ patterns: [stationName, stationName] }))).toBe("E_LEXICON_TEST");
  });

  it("cannot call themselves a class of error that nobody knows (E_LEXICON)", async () => {
    const bytes = await make();
    const patterns = canonicalBytes([{ ...stationName, category: "gossip" }]);
    const known = JSON.parse(new TextDecoder().decode(readArchive(bytes).get("manifest.json")));
    const signed = await resigned(bytes, { files: { ...known.files, "patterns.json": digestOf(patterns) } });
    expect(refused(repacked(signed, (files) => files.set("patterns.json", patterns)))).toBe("E_LEXICON");
  });
});

describe("data of a pack", () => {
  const withTerm = (wrong: string, right: string) =>
    make({ lexicon: { terms: { "unit-term": [{ wrong, right: [right], why: "更名" }] } }, patterns: [], tests: [] });

  it("is refused when a term stands in its own correction, or belongs to a rule that has no terms (E_LEXICON_TEST)", async () => {
    expect(refused(await withTerm("站点", "服务站点"))).toBe("E_LEXICON_TEST");
    const terms = { "leader-post": [{ wrong: "某长", right: ["某某长"], why: "x" }] };
    expect(refused(await make({ lexicon: { terms }, patterns: [], tests: [] }))).toBe("E_LEXICON_TEST");
  });

  it("is refused under a name that means the built-in data or a city's settings (E_LEXICON_TEST)", async () => {
    for (const id of ["rules", "base-words", "profile-luan", "dictionary-user"])
      expect(refused(await make({ manifest: { id } })), id).toBe("E_LEXICON_TEST");
  });

  it("cannot switch off a rule about secrets, nor weaken one that blocks", async () => {
    const lexicon = { settings: { "secret-marking": { off: true as const } } };
    const pack = loadPack(admitPack(await make({ lexicon, patterns: [], tests: [] }), admission()), today);
    const block = { id: "b1", role: "body", text: "机密★5年" } as const;
    const { findings } = inspect([block], { today, packs: [...builtinPacks, pack], metadata: null });
    expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toContain("secret-marking block");
  });
});

it("the findings diff names what a new pack finds more and less in the same text", async () => {
  const text = { id: "b1", role: "body", text: "皋城大道南段的便民站与解放北路的供销社。" } as const;
  const findings = (contents: ReturnType<typeof admitPack>) =>
    inspect([text], { today, packs: [loadPack(contents, today)], metadata: null }).findings;
  const before = admitPack(await make(), admission());
  const terms = { "unit-term": [{ wrong: "解放北路", right: ["人民路"], why: "道路已更名" }] };
  const after = admitPack(await make({ lexicon: { terms }, tests: [] }), admission());
  const { gained, lost } = findingsDiff(findings(before), findings(after));
  expect([gained.map((one) => one.text), lost.map((one) => one.text)]).toEqual([["解放北路"], ["皋城大道南段"]]);
});
