import { createDecipheriv, createHash } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { newSoftKey, spkiOf } from "../../../node/soft-key";
import { describeWith } from "../../../node/testing/tools";
import { utf8 } from "../../../shared/bytes";
import { ecdsaToDer } from "../../../shared/trust/signature-value";
import { sm2Digest, verifySm2 } from "../../../shared/trust/sm2";
import { cipherParam, type Handle } from "../skf/library";
import { eccBlob, envelope, handleOf, SGD, type SkfAdmin } from "./skf-admin";
import { type SoftSkf, softSkfTools } from "./soft-skf";
import { openBench, putOwnKey, SAR, type SkfBench } from "./soft-skf-bench";

describeWith(softSkfTools, "the software SKF token: keys and what is done with them", () => {
  let bench: SkfBench;
  let token: SoftSkf;
  let admin: SkfAdmin;
  let device: Handle;
  let container: Handle;

  beforeEach(() => {
    bench = openBench();
    ({ token, admin, device, container } = bench);
    return () => token.close();
  });

  it("PKI-28: its SM2 signature over SM3(ZA‖M) holds outside, and one over anything else does not", async () => {
    const key = await putOwnKey(bench);
    const spki = spkiOf(key);
    const sign = (digest: Uint8Array): Uint8Array => {
      const blob = Buffer.alloc(128);
      admin.must("SKF_ECCSignData", container, digest, digest.length, blob);
      expect(blob.subarray(0, 32).equals(Buffer.alloc(32))).toBe(true);
      expect(admin.attempt("SKF_ECCVerify", device, eccBlob(admin, spki), digest, 32, blob)).toBe(SAR.OK);
      expect(admin.attempt("SKF_ECCVerify", device, eccBlob(admin, spki), Buffer.alloc(32), 32, blob)).toBe(SAR.FAIL);
      return ecdsaToDer(Buffer.concat([blob.subarray(32, 64), blob.subarray(96)]));
    };
    const data = utf8("审签书");
    expect(verifySm2(spki, data, sign(sm2Digest(spki, data)))).toBe(true);
    expect(verifySm2(spki, data, sign(createHash("sm3").update(data).digest()))).toBe(false);
    expect(admin.attempt("SKF_ECCSignData", container, Buffer.alloc(31), 31, Buffer.alloc(128))).toBe(SAR.INDATALEN);
  });

  it("PKI-28: digests with ZA give the e that is signed, at once and in pieces; without a key plain SM3", async () => {
    const spki = spkiOf(await putOwnKey(bench));
    const id = utf8("1234567812345678");
    const data = utf8("审签书");
    const begin = (key: Uint8Array | null): Handle =>
      handleOf(admin, (cell) => admin.must("SKF_DigestInit", device, SGD.SM3, key, id, id.length, cell));
    const [value, size] = [Buffer.alloc(32), admin.cell(32)];
    admin.must("SKF_Digest", begin(eccBlob(admin, spki)), data, data.length, value, size.bytes);
    expect(value.equals(sm2Digest(spki, data))).toBe(true);
    const pieces = begin(eccBlob(admin, spki));
    for (const byte of data) admin.must("SKF_DigestUpdate", pieces, Uint8Array.of(byte), 1);
    admin.must("SKF_DigestFinal", pieces, value, size.bytes);
    expect(value.equals(sm2Digest(spki, data))).toBe(true);
    admin.must("SKF_Digest", begin(null), data, data.length, value, size.bytes);
    expect(value.equals(createHash("sm3").update(data).digest())).toBe(true);
  });

  it("takes an encryption pair under envelope, and opens session keys with it that were made for its public key", async () => {
    const [own, pair, other] = [await putOwnKey(bench), await newSoftKey("sm2"), await newSoftKey("sm2")];
    const sealed = envelope(admin, container, { to: spkiOf(own), pair });
    admin.must("SKF_ImportECCKeyPair", container, sealed);
    const read = Buffer.alloc(admin.abi.ulong + 128);
    admin.must("SKF_ExportPublicKey", container, 0, read, admin.cell(read.length).bytes);
    expect(read.equals(eccBlob(admin, spkiOf(pair)))).toBe(true);
    const foreign = envelope(admin, container, { to: spkiOf(other), pair });
    expect(admin.attempt("SKF_ImportECCKeyPair", container, foreign)).toBe(SAR.INDATA);

    const wrapped = Buffer.alloc(64 + 64 + 32 + admin.abi.ulong + 16);
    const sender = handleOf(admin, (cell) =>
      admin.must("SKF_ECCExportSessionKey", container, SGD.SM4_CBC, eccBlob(admin, spkiOf(pair)), wrapped, cell),
    );
    const reader = handleOf(admin, (cell) =>
      admin.must("SKF_ImportSessionKey", container, SGD.SM4_CBC, wrapped, wrapped.length, cell),
    );
    const iv = Buffer.from("0123456789abcdef");
    const secret = utf8("草稿的密钥，三十二字节以上的内容");
    admin.must("SKF_EncryptInit", sender, cipherParam(iv, 1));
    const [cipher, size] = [Buffer.alloc(200), admin.cell(200)];
    admin.must("SKF_Encrypt", sender, secret, secret.length, cipher, size.bytes);
    admin.must("SKF_DecryptInit", reader, cipherParam(iv, 1));
    const [plain, room] = [Buffer.alloc(200), admin.cell(200)];
    admin.must("SKF_Decrypt", reader, cipher.subarray(0, size.value()), size.value(), plain, room.bytes);
    expect(plain.subarray(0, room.value()).equals(secret)).toBe(true);
    const short = admin.attempt(
      "SKF_ImportSessionKey",
      container,
      SGD.SM4_CBC,
      wrapped,
      wrapped.length - 1,
      admin.cell().bytes,
    );
    expect(short).toBe(SAR.INDATALEN);
    wrapped[100] = (wrapped[100] ?? 0) ^ 1;
    const cell = admin.handleCell().bytes;
    expect(admin.attempt("SKF_ImportSessionKey", container, SGD.SM4_CBC, wrapped, wrapped.length, cell)).toBe(
      SAR.INDATA,
    );
  });

  it("its SM4 is SM4: what a set key encrypts in pieces Node decrypts", () => {
    const [key, iv] = [Buffer.from("fedcba9876543210"), Buffer.from("0123456789abcdef")];
    const handle = handleOf(admin, (cell) => admin.must("SKF_SetSymmKey", device, key, SGD.SM4_CBC, cell));
    expect(admin.attempt("SKF_Encrypt", handle, key, 16, Buffer.alloc(99), admin.cell(99).bytes)).toBe(
      SAR.NOTINITIALIZE,
    );
    admin.must("SKF_EncryptInit", handle, cipherParam(iv, 1));
    const text = utf8("六安市人民政府办公室关于印发通知");
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < text.length; at += 7) {
      const piece = text.subarray(at, at + 7);
      const [bytes, size] = [Buffer.alloc(64), admin.cell(64)];
      admin.must("SKF_EncryptUpdate", handle, piece, piece.length, bytes, size.bytes);
      pieces.push(bytes.subarray(0, size.value()));
    }
    const [last, size] = [Buffer.alloc(64), admin.cell(64)];
    admin.must("SKF_EncryptFinal", handle, last, size.bytes);
    const node = createDecipheriv("sm4-cbc", key, iv);
    const cipher = Buffer.concat([...pieces, last.subarray(0, size.value())]);
    expect(Buffer.concat([node.update(cipher), node.final()]).equals(text)).toBe(true);
    admin.must("SKF_DecryptInit", handle, cipherParam(Buffer.alloc(16), 1));
    const spoilt = Buffer.concat([cipher.subarray(0, -1), Buffer.of((cipher.at(-1) ?? 0) ^ 1)]);
    const room = [Buffer.alloc(200), admin.cell(200).bytes] as const;
    expect(admin.attempt("SKF_Decrypt", handle, spoilt, spoilt.length, ...room)).toBe(SAR.DECRYPTPAD);
  });

  it("makes RSA keys of 2048 bits and of no odd length, and says of what kind a container is", () => {
    const kind = admin.cell();
    admin.must("SKF_GetContainerType", container, kind.bytes);
    expect(kind.value()).toBe(0);
    const blob = Buffer.alloc(2 * admin.abi.ulong + 260);
    expect(admin.attempt("SKF_GenRSAKeyPair", container, 2047, blob)).toBe(SAR.MODULUSLEN);
    admin.must("SKF_GenRSAKeyPair", container, 2048, blob);
    admin.must("SKF_GetContainerType", container, kind.bytes);
    expect(kind.value()).toBe(1);
    expect(admin.attempt("SKF_ECCSignData", container, Buffer.alloc(32), 32, Buffer.alloc(128))).toBe(SAR.KEYUSAGE);
    expect(admin.attempt("SKF_ExportPublicKey", container, 0, null, admin.cell().bytes)).toBe(SAR.KEYNOTFOUND);
    expect(admin.attempt("SKF_ExportCertificate", container, 1, null, admin.cell().bytes)).toBe(SAR.CERTNOTFOUND);
  });
});
