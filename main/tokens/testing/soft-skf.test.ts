import { createDecipheriv, createHash } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newSoftKey, pkcs8Of, type SoftKey, spkiOf } from "../../../node/soft-key";
import { describeWith } from "../../../node/testing/tools";
import { utf8 } from "../../../shared/bytes";
import { ecdsaToDer } from "../../../shared/trust/signature-value";
import { sm2Digest, verifySm2 } from "../../../shared/trust/sm2";
import type { Handle } from "../skf/library";
import { nameBytes, namesIn } from "../skf/names";
import {
  adminPin,
  authenticate,
  cipherParam,
  connect,
  eccBlob,
  envelope,
  handleOf,
  loadAdmin,
  SGD,
  type SkfAdmin,
} from "./skf-admin";
import { openSoftSkf, type SoftSkf, softSkfTools } from "./soft-skf";

const pin = nameBytes("Key-PIN-1");
const wrong = nameBytes("wrong-PIN");
const short = nameBytes("12345");

const SAR = {
  OK: 0,
  NOTSUPPORTYET: 0x0a000003,
  INVALIDHANDLE: 0x0a000005,
  KEYUSAGE: 0x0a00000a,
  MODULUSLEN: 0x0a00000b,
  NOTINITIALIZE: 0x0a00000c,
  INDATALEN: 0x0a000010,
  INDATA: 0x0a000011,
  KEYNOTFOUND: 0x0a00001b,
  CERTNOTFOUND: 0x0a00001c,
  DECRYPTPAD: 0x0a00001e,
  BUFFER_TOO_SMALL: 0x0a000020,
  NOT_EVENT: 0x0a000022,
  DEVICE_REMOVED: 0x0a000023,
  PIN_INCORRECT: 0x0a000024,
  PIN_LOCKED: 0x0a000025,
  PIN_LEN_RANGE: 0x0a000027,
  USER_TYPE_INVALID: 0x0a00002a,
  APPLICATION_NAME_INVALID: 0x0a00002b,
  APPLICATION_EXISTS: 0x0a00002c,
  NOT_LOGGED_IN: 0x0a00002d,
  APPLICATION_NOT_EXISTS: 0x0a00002e,
  FAIL: 0x0a000001,
} as const;

describeWith(softSkfTools, "the software SKF token", () => {
  let token: SoftSkf;
  let admin: SkfAdmin;
  let device: Handle;
  let application: Handle;
  let container: Handle;

  beforeEach(() => {
    token = openSoftSkf();
    admin = loadAdmin(token.module);
    token.plugIn(0);
    device = connect(admin, "SOFTSKF0");
    expect(authenticate(admin, device)).toBe(SAR.OK);
    application = handleOf(admin, (cell) =>
      admin.must("SKF_CreateApplication", device, ...newApplication("APP"), cell),
    );
    expect(verify(1, pin).code).toBe(SAR.OK);
    container = handleOf(admin, (cell) => admin.must("SKF_CreateContainer", application, nameBytes("C"), cell));
  });
  afterEach(() => token.close());

  const newApplication = (name: string) => [nameBytes(name), nameBytes(adminPin), 3, pin, 3, 0] as const;
  const verify = (type: number, value: Uint8Array): { code: number; left: number } => {
    const left = admin.cell(99);
    return { code: admin.attempt("SKF_VerifyPIN", application, type, value, left.bytes), left: left.value() };
  };
  const list = (name: "SKF_EnumApplication" | "SKF_EnumContainer", of: Handle): string[] => {
    const [room, bytes] = [admin.cell(1000), Buffer.alloc(1000)];
    admin.must(name, of, bytes, room.bytes);
    return namesIn(bytes.subarray(0, room.value()));
  };
  it("PKI-28: lists what exists or what is plugged in, each name with its zero and one more at the end", () => {
    const names = (present: number): Uint8Array => {
      const size = admin.cell();
      admin.must("SKF_EnumDev", present, null, size.bytes);
      const bytes = Buffer.alloc(size.value(), 0xff);
      admin.must("SKF_EnumDev", present, bytes, size.bytes);
      return bytes;
    };
    expect(Buffer.from(names(0)).toString("latin1")).toBe("SOFTSKF0\0SOFTSKF1\0\0");
    expect(Buffer.from(names(1)).toString("latin1")).toBe("SOFTSKF0\0\0");
    token.pullOut(0);
    expect(names(1)).toHaveLength(1);
  });

  it("PKI-28: gives the length first, and refuses a buffer that is one byte short, saying how much it needs", () => {
    const size = admin.cell();
    expect(admin.attempt("SKF_EnumContainer", application, null, size.bytes)).toBe(SAR.OK);
    expect(size.value()).toBe("C".length + 2);
    const tight = admin.cell(size.value() - 1);
    expect(admin.attempt("SKF_EnumContainer", application, Buffer.alloc(9), tight.bytes)).toBe(SAR.BUFFER_TOO_SMALL);
    expect(tight.value()).toBe(size.value());
  });

  it("makes applications only for who knows the device's key, once each, under a fit name", () => {
    const make = (name: string, by = device): number =>
      admin.attempt("SKF_CreateApplication", by, ...newApplication(name), admin.handleCell().bytes);
    expect(make("APP")).toBe(SAR.APPLICATION_EXISTS);
    expect(make("../APP")).toBe(SAR.APPLICATION_NAME_INVALID);
    expect(make("x".repeat(65))).toBe(SAR.APPLICATION_NAME_INVALID);
    expect(make("B")).toBe(SAR.OK);
    expect(list("SKF_EnumApplication", device)).toEqual(["APP", "B"]);
    const stranger = connect(admin, "SOFTSKF0");
    expect(make("D", stranger)).toBe(SAR.NOT_LOGGED_IN);
    expect(authenticate(admin, stranger, Buffer.alloc(16))).toBe(SAR.FAIL);
    expect(make("D", stranger)).toBe(SAR.NOT_LOGGED_IN);
    expect(admin.attempt("SKF_DevAuth", stranger, Buffer.alloc(16), 16)).toBe(SAR.NOTINITIALIZE);
    admin.must("SKF_DeleteApplication", device, nameBytes("B"));
    expect(admin.attempt("SKF_OpenApplication", device, nameBytes("B"), admin.handleCell().bytes)).toBe(
      SAR.APPLICATION_NOT_EXISTS,
    );
  });

  it("changes the device's key, and then knows only the new one", () => {
    const key = Buffer.from("fedcba9876543210");
    admin.must("SKF_ChangeDevAuthKey", device, key, 16);
    const again = connect(admin, "SOFTSKF0");
    expect(authenticate(admin, again)).toBe(SAR.FAIL);
    expect(authenticate(admin, again, key)).toBe(SAR.OK);
  });

  it("PKI-28: counts wrong PINs of user and administrator apart, locks at zero, and takes the right one back no more", () => {
    expect([verify(1, wrong), verify(1, wrong), verify(1, wrong), verify(1, pin)]).toEqual([
      { code: SAR.PIN_INCORRECT, left: 2 },
      { code: SAR.PIN_INCORRECT, left: 1 },
      { code: SAR.PIN_LOCKED, left: 0 },
      { code: SAR.PIN_LOCKED, left: 0 },
    ]);
    expect(verify(0, wrong)).toEqual({ code: SAR.PIN_INCORRECT, left: 2 });
    expect(verify(0, nameBytes(adminPin))).toEqual({ code: SAR.OK, left: 3 });
    expect(verify(2, pin).code).toBe(SAR.USER_TYPE_INVALID);
    expect(verify(1, short)).toEqual({ code: SAR.PIN_LEN_RANGE, left: 0 });
  });

  it("PKI-22: unblocking needs the administrator's PIN, gives the user a new one and all tries", () => {
    for (let i = 0; i < 3; i += 1) verify(1, wrong);
    const left = admin.cell();
    expect(admin.attempt("SKF_UnblockPIN", application, wrong, nameBytes("new-PIN"), left.bytes)).toBe(
      SAR.PIN_INCORRECT,
    );
    expect(left.value()).toBe(2);
    expect(admin.attempt("SKF_UnblockPIN", application, nameBytes(adminPin), short, left.bytes)).toBe(
      SAR.PIN_LEN_RANGE,
    );
    admin.must("SKF_UnblockPIN", application, nameBytes(adminPin), nameBytes("new-PIN"), left.bytes);
    expect(verify(1, pin)).toEqual({ code: SAR.PIN_INCORRECT, left: 2 });
    expect(verify(1, nameBytes("new-PIN"))).toEqual({ code: SAR.OK, left: 3 });
  });

  it("changes a PIN for who knows the old one; a wrong old one costs a try", () => {
    const left = admin.cell();
    const change = (from: Uint8Array, to: Uint8Array): number =>
      admin.attempt("SKF_ChangePIN", application, 1, from, to, left.bytes);
    expect(change(wrong, nameBytes("new-PIN"))).toBe(SAR.PIN_INCORRECT);
    expect(left.value()).toBe(2);
    expect(change(pin, short)).toBe(SAR.PIN_LEN_RANGE);
    expect(change(pin, nameBytes("new-PIN"))).toBe(SAR.OK);
    expect(verify(1, pin).code).toBe(SAR.PIN_INCORRECT);
    expect(verify(1, nameBytes("new-PIN")).code).toBe(SAR.OK);
  });

  it("PKI-28: without a login there is no new container, key, certificate or signature", () => {
    const blob = Buffer.alloc(admin.abi.ulong + 128);
    admin.must("SKF_GenECCKeyPair", container, SGD.SM2_1, blob);
    admin.must("SKF_ClearSecureState", application);
    const cell = admin.handleCell().bytes;
    expect(admin.attempt("SKF_CreateContainer", application, nameBytes("D"), cell)).toBe(SAR.NOT_LOGGED_IN);
    expect(admin.attempt("SKF_DeleteContainer", application, nameBytes("C"))).toBe(SAR.NOT_LOGGED_IN);
    expect(admin.attempt("SKF_GenECCKeyPair", container, SGD.SM2_1, Buffer.alloc(256))).toBe(SAR.NOT_LOGGED_IN);
    expect(admin.attempt("SKF_ImportCertificate", container, 1, utf8("x"), 1)).toBe(SAR.NOT_LOGGED_IN);
    expect(admin.attempt("SKF_ECCSignData", container, Buffer.alloc(32), 32, Buffer.alloc(128))).toBe(
      SAR.NOT_LOGGED_IN,
    );
    expect(verify(1, pin).code).toBe(SAR.OK);
    expect(admin.attempt("SKF_ECCSignData", container, Buffer.alloc(32), 32, Buffer.alloc(128))).toBe(SAR.OK);
  });

  it("PKI-28: takes no handle of another kind, none that was closed, and none that was made up", () => {
    const info = Buffer.alloc(512);
    for (const handle of [application, container, 0n, 1n, device + 256n, 0x7fff_ffffn]) {
      expect(admin.attempt("SKF_GetDevInfo", handle, info)).toBe(SAR.INVALIDHANDLE);
    }
    expect(admin.attempt("SKF_CloseContainer", application)).toBe(SAR.INVALIDHANDLE);
    expect(admin.attempt("SKF_CloseHandle", device)).toBe(SAR.INVALIDHANDLE);
    admin.must("SKF_CloseApplication", application);
    expect(admin.attempt("SKF_CloseApplication", application)).toBe(SAR.INVALIDHANDLE);
    // What was opened through it went with it.
    expect(admin.attempt("SKF_CloseContainer", container)).toBe(SAR.INVALIDHANDLE);
    admin.must("SKF_DisConnectDev", device);
    expect(admin.attempt("SKF_GetDevInfo", device, info)).toBe(SAR.INVALIDHANDLE);
  });

  it("PKI-23: handles of an earlier insertion stay dead when the device is back", () => {
    token.pullOut(0);
    expect(admin.attempt("SKF_GetDevInfo", device, Buffer.alloc(512))).toBe(SAR.DEVICE_REMOVED);
    expect(admin.attempt("SKF_ConnectDev", nameBytes("SOFTSKF0"), admin.handleCell().bytes)).toBe(SAR.DEVICE_REMOVED);
    token.plugIn(0);
    expect(admin.attempt("SKF_GetDevInfo", device, Buffer.alloc(512))).toBe(SAR.DEVICE_REMOVED);
    expect(verify(1, pin).code).toBe(SAR.DEVICE_REMOVED);
    expect(admin.attempt("SKF_GetDevInfo", connect(admin, "SOFTSKF0"), Buffer.alloc(512))).toBe(SAR.OK);
  });

  it("PKI-28: reports what is plugged in and pulled out to who waits, and lets the wait be called off", async () => {
    const wait = async (change: () => void): Promise<{ code: number; name: string; event: number }> => {
      const [name, size, event] = [Buffer.alloc(64), admin.cell(64), admin.cell()];
      const waiting = admin.attemptAsync("SKF_WaitForDevEvent", name, size.bytes, event.bytes);
      await new Promise((resolve) => setTimeout(resolve, 100));
      change();
      const code = await waiting;
      return { code, name: namesIn(name)[0] ?? "", event: event.value() };
    };
    expect(await wait(() => token.plugIn(1))).toEqual({ code: SAR.OK, name: "SOFTSKF1", event: 1 });
    expect(await wait(() => token.pullOut(0))).toEqual({ code: SAR.OK, name: "SOFTSKF0", event: 2 });
    const called = await wait(() => expect(admin.attempt("SKF_CancelWaitForDevEvent")).toBe(SAR.OK));
    expect(called.code).toBe(SAR.NOT_EVENT);
    expect(admin.attempt("SKF_CancelWaitForDevEvent")).toBe(SAR.NOT_EVENT);
  });

  it("PKI-28: a library without events says so", async () => {
    const mute = openSoftSkf({ gbk: true, noEvents: true });
    const [name, size, event] = [Buffer.alloc(64), admin.cell(64), admin.cell()];
    expect(await loadAdmin(mute.module).attemptAsync("SKF_WaitForDevEvent", name, size.bytes, event.bytes)).toBe(
      SAR.NOTSUPPORTYET,
    );
    mute.close();
  });

  it("PKI-28: its SM2 signature over SM3(ZA‖M) holds outside, and one over anything else does not", async () => {
    const key = await onToken();
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
    const spki = spkiOf(await onToken());
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
    const [own, pair, other] = [await onToken(), await newSoftKey("sm2"), await newSoftKey("sm2")];
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

  /** A key of ours in the container, so that its public half is known. */
  const onToken = async (): Promise<SoftKey> => {
    const key = await newSoftKey("sm2");
    const pkcs8 = pkcs8Of(key);
    admin.must("SOFTSKF_ImportSigningKey", container, pkcs8, pkcs8.length);
    return key;
  };
});
