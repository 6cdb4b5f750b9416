/** A desk on a temporary folder with a founded city, two persons' key files and a platform in memory. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CityAuthority, foundCity, type IssuedKey, type PersonOrder } from "../../node/demo-authority";
import { digestOf } from "../../shared/digest";
import { AppError, type FailureCode } from "../../shared/failure";
import { type Call, contract, type Input, type Output, type Reply } from "../../shared/ipc/contract";
import { type Content, contentOf } from "../../shared/model/content";
import { emptyMetadata } from "../../shared/model/metadata";
import type { TokenModule } from "../../shared/model/token-module";
import type { Ledger } from "../../shared/proofreading/ledger";
import type { KeyKind } from "../../shared/trust/key-kind";
import { createDesk, type Desk, type DeskOptions } from "../desk";
import { nodeFileSystem } from "../journal/filesystem";
import { FakePlatform } from "./fake-platform";

export const pin = "Planted-PIN-8841";
/** Cheap on purpose: tests open many vaults. */
const scryptCost = { n: 1_024, r: 8, p: 1 };

export interface Bench {
  readonly folder: string;
  readonly city: CityAuthority;
  readonly platform: FakePlatform;
  readonly now: { value: Date };
  /** A fresh process over the same folder. */
  readonly start: (tokens?: TokenSetup) => Promise<Window>;
  /** Binds a certificate to one of the two persons, as the account administrator does. */
  readonly enrol: (certificate: Uint8Array, name: string) => void;
  readonly close: () => Promise<void>;
}

type Chosen = Pick<DeskOptions, "findKeychain">;

/** The key libraries of a desk, and its keychain. */
export interface TokenSetup
  extends Pick<DeskOptions, "spawnSigner" | "timers">,
    Partial<Chosen>,
    Partial<Pick<DeskOptions, "fs">> {
  readonly modules?: readonly TokenModule[];
  readonly onRemoval?: "lock" | "tell";
  /** Of the machine's policy. */
  readonly idleLockMinutes?: number;
}

export const noTokens: TokenSetup = {
  spawnSigner: () => {
    throw new Error("this desk has no key libraries");
  },
};

/** What a window can do: ask, and see notices. */
export interface Window {
  readonly desk: Desk;
  readonly ask: <C extends Call>(name: C, input: Input<C>) => Promise<Output<C>>;
  /** The code a call fails with; "none" when it does not. */
  readonly failureOf: <C extends Call>(name: C, input: Input<C>) => Promise<FailureCode | "none">;
  readonly notices: readonly string[];
  /** Key id of a person by name. */
  readonly keyOf: (name: string) => Promise<string>;
}

const people: readonly PersonOrder[] = [
  { name: "张晓岚", unitName: "六安市人民政府办公室" },
  { name: "李维民", unitName: "六安市人民政府办公室" },
];

/** The two persons' key files are of the first kind. */
export async function openBench(kinds: readonly [KeyKind, ...KeyKind[]] = ["rsa"]): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), "caibian-desk-"));
  const now = { value: new Date("2026-11-20T08:00:00.000Z") };
  const city = await foundCity({ site: "luan", name: "六安市", at: now.value, kinds });
  const keys = join(folder, "keys");
  mkdirSync(keys);
  const names = new Map<string, string>();
  for (const order of people) {
    const key = await city.issuePerson(order);
    writeKey(keys, order.name, key);
    names.set(digestOf(key.certificate), order.name);
  }
  const clock = () => new Date(now.value);
  const platform = new FakePlatform({ city, clock, accountOf: (print) => accountOf(names.get(print) ?? "") });
  const open: Desk[] = [];
  const start: Bench["start"] = async ({
    modules = [],
    onRemoval = "lock",
    idleLockMinutes = 10,
    ...tokens
  } = noTokens) => {
    const desk = await createDesk({
      fs: nodeFileSystem,
      dataFolder: join(folder, "desk"),
      policy: {
        platformUrl: "http://127.0.0.1:1/",
        anchorsFiles: ["x"],
        keyFolders: [keys],
        tokenModules: [...modules],
        onTokenRemoval: onRemoval,
        idleLockMinutes,
        demo: true,
      },
      anchors: [city.anchors],
      shell: "browser",
      version: "0.1.0",
      clock,
      fetch: platform.fetch,
      findKeychain: async () => null,
      ...tokens,
      scryptCost,
      spaceLimits: { warn: 0, readOnly: 0, ballast: 0 },
    });
    open.push(desk);
    return windowOf(desk);
  };
  const close = async () => {
    for (const desk of open) await desk.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const enrol = (certificate: Uint8Array, name: string) => void names.set(digestOf(certificate), name);
  return { folder, city, platform, now, start, enrol, close };
}

export function writeKey(folder: string, name: string, key: IssuedKey): void {
  writeFileSync(join(folder, `${name}.p12`), key.toPkcs12(pin));
  writeFileSync(join(folder, `${name}.cer`), key.certificate);
}

function accountOf(name: string) {
  const personId = name === "张晓岚" ? "zhang" : "li";
  const unit = { unitId: "office", unitName: "六安市人民政府办公室" };
  return { accountId: `${personId}-1`, personId, name, site: "luan", ...unit, roles: ["编辑员", "审核员"] };
}

function windowOf(desk: Desk): Window {
  const notices: string[] = [];
  desk.listen((name, payload) => notices.push(`${name} ${JSON.stringify(payload)}`));
  const reply = (name: Call, input: unknown): Promise<Reply<unknown>> => desk.call(name, structuredClone(input));
  const ask: Window["ask"] = async (name, input) => {
    const answer = await reply(name, input);
    if (!answer.ok) throw new AppError(answer.failure.code, answer.failure.detail);
    // What a window's door does: the schema of exactly this call accepts the value.
    return contract[name].output.parse(answer.value) as Output<typeof name>;
  };
  return {
    desk,
    ask,
    notices,
    failureOf: async (name, input) => {
      const answer = await reply(name, input);
      return answer.ok ? "none" : answer.failure.code;
    },
    keyOf: async (name) => {
      const info = (await ask("desk:keys.list", null)).find((each) => each.name === name);
      if (info === undefined) throw new Error(`no key of ${name}`);
      return info.keyId;
    },
  };
}

export function contentFrom(title: string, text: string): Content {
  const runs = [{ text, marks: [], link: null }];
  const blocks = [{ kind: "paragraph" as const, id: "b1", align: "left" as const, runs }];
  return contentOf({ title, blocks }, emptyMetadata);
}

export function ledgerFor(contentHash: string): Ledger {
  return { format: "caibian-ledger/1", contentHash, status: "complete", packs: [], findings: [], entries: [] };
}

/** Every file below a folder whose bytes hold the text, in UTF-8, UTF-16 or base64. */
export function filesWith(folder: string, text: string): string[] {
  const forms = [
    Buffer.from(text, "utf8"),
    Buffer.from(text, "utf16le"),
    Buffer.from(Buffer.from(text).toString("base64")),
  ];
  return filesBelow(folder).filter((file) => {
    const bytes = readFileSync(file);
    return forms.some((form) => bytes.includes(form));
  });
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
