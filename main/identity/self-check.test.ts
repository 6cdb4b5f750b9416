import { describe, expect, it } from "vitest";
import { AppError } from "../../shared/failure";
import type { SessionView } from "../../shared/ipc/contract";
import type { KeyInfo } from "../../shared/ipc/key";
import { type CheckLine, selfCheck } from "../../shared/ipc/self-check";
import type { TokenDriver, TokenInfo } from "../tokens/driver";
import { checkIdentity, type SelfCheckParts } from "./self-check";

const now = new Date("2026-11-22T01:00:00Z");
const token: TokenInfo = {
  driver: "soft",
  serial: "SN-PLANTED-0001",
  label: "CA-KEY",
  pin: "fine",
  retriesLeft: 6,
  hasPinPad: false,
};
const key: KeyInfo = {
  keyId: "token-1",
  name: "张晓岚",
  organisation: "市政府办公室",
  issuer: "某省CA",
  serial: "PLANTEDSERIAL77",
  notBefore: "2026-01-01T00:00:00.000Z",
  notAfter: "2027-06-01T00:00:00.000Z",
  fingerprint: `sha256:${"0".repeat(64)}`,
  usable: true,
  reason: "",
};
const view: SessionView = { state: "locked", storeId: null, account: null, reachable: true, clockOffset: 1_500 };

const driver = (tokens: () => Promise<readonly TokenInfo[]>): TokenDriver => ({
  tokens,
  certificates: async () => [],
  login: async () => {
    throw new AppError("E_PIN");
  },
  close: async () => undefined,
});

function parts(change: Partial<SelfCheckParts> = {}): SelfCheckParts {
  return {
    policy: {
      platformUrl: "https://cms.example.gov.cn",
      anchorsFiles: ["anchors.json"],
      keyFolders: [],
      demo: false,
      tokenModules: [{ name: "soft", kind: "pkcs11", path: "/opt/soft.so", hash: `sha256:${"1".repeat(64)}` }],
    },
    drivers: [driver(async () => [token])],
    keys: { list: async () => [key], open: () => Promise.reject(new AppError("E_PIN")) },
    anchors: [],
    keychain: async () => null,
    probe: async () => undefined,
    view: () => view,
    clock: () => now,
    ...change,
  };
}

const lineOf = (lines: readonly CheckLine[], subject: CheckLine["subject"]) =>
  lines.filter((one) => one.subject === subject).at(-1);

describe("身份自检", () => {
  it("has a line for each of the eight subjects, whatever is missing", async () => {
    const all = ["driver", "token", "certificate", "chain", "revocation", "server", "clock", "keychain"];
    const { tokenModules: _, ...policy } = parts().policy;
    const bare = parts({ policy, drivers: [], keys: { ...parts().keys, list: async () => [] } });
    for (const one of [parts(), bare]) {
      const { lines } = selfCheck.parse(await checkIdentity(one));
      for (const subject of all) {
        if (subject === "token" && one === bare) continue;
        expect(lines.map((each) => each.subject)).toContain(subject);
      }
    }
  });

  it("says of every red line what to do", async () => {
    const { lines } = await checkIdentity(
      parts({
        drivers: [driver(() => Promise.reject(new AppError("E_MODULE_ABI")))],
        keys: { ...parts().keys, list: async () => [{ ...key, usable: false, reason: "已过期" }] },
        keychain: () => Promise.reject(new AppError("E_KEYCHAIN")),
        view: () => ({ ...view, reachable: false, clockOffset: 3_600_000 }),
      }),
    );
    const red = lines.filter(({ state }) => state === "bad");
    expect(red.map(({ subject }) => subject).sort()).toEqual(
      ["certificate", "chain", "clock", "driver", "keychain", "server"].sort(),
    );
    for (const { next } of red) expect(next).not.toBe("");
    expect(lineOf(lines, "driver")?.code).toBe("E_MODULE_ABI");
    expect(lineOf(lines, "clock")).toMatchObject({ code: "E_CLOCK", state: "bad" });
  });

  it("S3: a key with few tries is told with their number, a locked one with where it is unlocked", async () => {
    const tokens = async () => [{ ...token, pin: "low" as const, retriesLeft: 2 }];
    const { lines } = await checkIdentity(parts({ drivers: [driver(tokens)] }));
    expect(lineOf(lines, "token")?.words).toContain("还可以试 2 次");
    const locked = await checkIdentity(parts({ drivers: [driver(async () => [{ ...token, pin: "locked" }])] }));
    expect(lineOf(locked.lines, "token")).toMatchObject({ state: "bad", code: "E_PIN_LOCKED" });
  });

  it("holds neither a name nor a whole serial number: it may go to the help desk", async () => {
    const text = JSON.stringify(await checkIdentity(parts()));
    for (const secret of [key.name, key.serial, token.serial, key.organisation]) expect(text).not.toContain(secret);
  });
});
