import { beforeAll, describe, expect, it } from "vitest";
import { type CityAuthority, foundCity } from "../../node/demo-authority";
import { nodeCheck } from "../../node/signature-check";
import { utf8 } from "../../shared/bytes";
import { keyKindOf } from "../../shared/trust/key-kind";
import { MemoryFileSystem } from "../journal/testing/memory-filesystem";
import { pkcs12Folders } from "./pkcs12-folder";

const at = new Date("2026-11-20T08:00:00.000Z");
const pin = "Key-PIN-1";
let luan: CityAuthority;
let stranger: CityAuthority;
let fs: MemoryFileSystem;

async function put(name: string, bytes: Uint8Array): Promise<void> {
  const file = await fs.open(`/keys/${name}`, "create");
  await file.write(bytes, 0);
  await file.close();
}

beforeAll(async () => {
  [luan, stranger] = await Promise.all([
    foundCity({ site: "luan", name: "六安市", at }),
    foundCity({ site: "tongnan", name: "潼南区", at }),
  ]);
  fs = new MemoryFileSystem();
  const unitName = "办公室";
  const day = 86_400_000;
  const issued = {
    有效: await luan.issuePerson({ name: "有效", unitName }),
    过期: await luan.issuePerson({
      name: "过期",
      unitName,
      notBefore: new Date(at.getTime() - 9 * day),
      notAfter: new Date(at.getTime() - day),
    }),
    未生效: await luan.issuePerson({ name: "未生效", unitName, notBefore: new Date(at.getTime() + day) }),
    加密: await luan.issuePerson({ name: "加密", unitName, use: "encrypt" }),
    外市: await stranger.issuePerson({ name: "外市", unitName }),
  };
  for (const [name, key] of Object.entries(issued)) {
    await put(`${name}.p12`, key.toPkcs12(pin));
    await put(`${name}.cer`, key.certificate);
  }
  await put("无名.pfx", (await luan.issuePerson({ name: "赵明", unitName })).toPkcs12(pin));
  await put("坏的.p12", utf8("not a key"));
  await put("读我.txt", utf8("x"));
});

const provider = () =>
  pkcs12Folders({ fs, folders: ["/keys", "/absent"], anchors: [luan.anchors], check: nodeCheck, clock: () => at });
const idOf = async (name: string) => (await provider().list()).find((key) => key.name === name)?.keyId ?? "";

describe("keys in folders", () => {
  it("S2: only a current signing certificate of the pinned root is usable, the others say why", async () => {
    const verdicts = Object.fromEntries(
      (await provider().list()).map(({ name, usable, reason }) => [name, { usable, reason }]),
    );
    expect(verdicts.有效).toEqual({ usable: true, reason: "" });
    expect(verdicts.过期?.reason).toContain("已过期");
    expect(verdicts.未生效?.reason).toContain("未到生效期");
    expect(verdicts.加密?.reason).toContain("不是签名证书");
    expect(verdicts.外市?.reason).toContain("城市根证书");
    for (const name of ["过期", "未生效", "加密", "外市"]) expect(verdicts[name]?.usable).toBe(false);
    expect(Object.keys(verdicts)).not.toContain("读我");
  });

  it("S3: a wrong PIN is E_PIN, and the right one opens a signer of that certificate", async () => {
    const keyId = await idOf("有效");
    await expect(provider().open(keyId, { pin: "wrong" })).rejects.toMatchObject({ code: "E_PIN" });
    const { info, signer, anchors } = await provider().open(keyId, { pin });
    expect(info).toMatchObject({ name: "有效", usable: true });
    expect(anchors.site).toBe("luan");
    expect(signer.chain).toHaveLength(1);
  });

  it("judges again when a key is opened: an unusable one does not open with the right PIN", async () => {
    const refusals = [
      ["过期", "E_CERT_EXPIRED"],
      ["未生效", "E_CERT_EARLY"],
      ["加密", "E_CERT_USAGE"],
      ["外市", "E_CERT_CHAIN"],
    ] as const;
    for (const [name, code] of refusals) {
      await expect(provider().open(await idOf(name), { pin }), name).rejects.toMatchObject({ code });
    }
    await expect(provider().open(await idOf("坏的"), { pin })).rejects.toMatchObject({ code: "E_KEY_FILE" });
    await expect(provider().open("p12-none", { pin })).rejects.toMatchObject({ code: "E_NOT_FOUND" });
  });

  it("lists a key without its certificate file by name, and reads the certificate when it is opened", async () => {
    const unread = (await provider().list()).find((key) => key.name === "无名");
    expect(unread).toMatchObject({ usable: true, organisation: "证书信息在输入口令后读取" });
    expect((await provider().open(unread?.keyId ?? "", { pin })).info.name).toBe("赵明");
  });

  it("PKI-10: keys of all three kinds open, and sign what their certificate verifies", async () => {
    const kinds = ["rsa", "p256", "sm2"] as const;
    const mixed = await foundCity({ site: "luan", name: "六安市", at, kinds });
    const files = new MemoryFileSystem();
    for (const kind of kinds) {
      const key = await mixed.issuePerson({ name: kind, unitName: "办公室", kind });
      const file = await files.open(`/keys/${kind}.p12`, "create");
      await file.write(key.toPkcs12("口令-PIN-1"), 0);
      await file.close();
    }
    const anchors = [mixed.anchors];
    const source = pkcs12Folders({ fs: files, folders: ["/keys"], anchors, check: nodeCheck, clock: () => at });
    for (const { keyId } of await source.list()) {
      const { certificate, signer } = await source.open(keyId, { pin: "口令-PIN-1" });
      const key = { kind: keyKindOf(certificate.spki), spki: certificate.spki };
      expect(key.kind).toBe(certificate.subject.commonName);
      expect(nodeCheck.holds(key, utf8("审签书"), await signer.sign(utf8("审签书")))).toBe(true);
    }
    expect(await source.list()).toHaveLength(3);
  });
});
