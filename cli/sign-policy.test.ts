import { describe, expect, it } from "vitest";
import { nodeDocumentCheck } from "../node/document-check";
import { newDocumentKey } from "../node/document-key";
import { sealDocumentKey } from "../node/sealed-key";
import { utf8 } from "../shared/bytes";
import { verifyDocument } from "../shared/trust/document-signature";
import { signPolicyCommand } from "./sign-policy-command";

const key = newDocumentKey({ keyId: "policy-2026", algorithm: "ed25519" });
const policy = {
  level: "machine",
  serial: 1,
  issuedAt: "2026-11-20T00:00:00.000Z",
  platformUrl: "https://cms.example.gov.cn",
  anchorsFiles: ["anchors/luan.json"],
  keyFolders: [],
  demo: false,
};

async function run(files: Readonly<Record<string, string>>, args: readonly string[], typed = "") {
  const disk = new Map(Object.entries(files));
  const printed: string[] = [];
  const code = await signPolicyCommand(args, {
    read: async (file) => {
      const text = disk.get(file);
      if (text === undefined) throw new Error("ENOENT");
      return utf8(text);
    },
    write: async (file, text) => void disk.set(file, text),
    print: (text) => printed.push(text),
    askSecret: async () => typed,
  });
  return { code, disk, printed: printed.join("\n") };
}

const verdict = (document: string, signature: string) =>
  verifyDocument({
    document: utf8(document),
    signature,
    purpose: "policy",
    keys: [key.key],
    check: nodeDocumentCheck,
    at: new Date("2026-11-22T00:00:00Z"),
  });

describe("L4: the administrator's signature over a policy", () => {
  it("is taken by a build that pins the key, over the very bytes of the file", async () => {
    const text = JSON.stringify(policy, null, 2);
    const files = { "p.json": text, "k.json": sealDocumentKey(key, "a long passphrase") };
    const { code, disk } = await run(files, ["p.json", "--key", "k.json"], "a long passphrase");
    expect(code).toBe(0);
    expect(verdict(text, disk.get("p.json.sig") ?? "")).toEqual({ kind: "holds", keyId: "policy-2026" });
    expect(verdict(`${text} `, disk.get("p.json.sig") ?? "").kind).toBe("refused");
  });

  it("is not given to a policy that no workstation would take, and each faulty key is named", async () => {
    const files = { "p.json": JSON.stringify({ ...policy, idleLockMinute: 5 }), "k.json": JSON.stringify(key) };
    const { code, disk, printed } = await run(files, ["p.json", "--key", "k.json"]);
    expect(code).toBe(1);
    expect(printed).toContain("idleLockMinute");
    expect(disk.has("p.json.sig")).toBe(false);
  });

  it("is not given with a wrong passphrase, without a key, or for a file that is not there", async () => {
    const files = { "p.json": JSON.stringify(policy), "k.json": sealDocumentKey(key, "a long passphrase") };
    expect((await run(files, ["p.json", "--key", "k.json"], "another")).code).toBe(1);
    expect((await run(files, ["p.json"])).code).toBe(2);
    expect((await run(files, ["q.json", "--key", "k.json"], "a long passphrase")).code).toBe(1);
  });
});
