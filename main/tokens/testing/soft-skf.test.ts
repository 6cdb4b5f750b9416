import { beforeEach, expect, it } from "vitest";
import { describeWith } from "../../../node/testing/tools";
import { utf8 } from "../../../shared/bytes";
import type { Handle } from "../skf/library";
import { nameBytes, namesIn } from "../skf/names";
import { adminPin, authenticate, connect, loadAdmin, SGD, type SkfAdmin } from "./skf-admin";
import { openSoftSkf, type SoftSkf, softSkfTools } from "./soft-skf";
import { benchPin, newApplication, openBench, SAR } from "./soft-skf-bench";

const wrong = nameBytes("wrong-PIN");
const short = nameBytes("12345");

describeWith(softSkfTools, "the software SKF token: devices, PINs, handles", () => {
  let token: SoftSkf;
  let admin: SkfAdmin;
  let device: Handle;
  let application: Handle;
  let container: Handle;

  beforeEach(() => {
    ({ token, admin, device, application, container } = openBench());
    return () => token.close();
  });

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
    expect([verify(1, wrong), verify(1, wrong), verify(1, wrong), verify(1, benchPin)]).toEqual([
      { code: SAR.PIN_INCORRECT, left: 2 },
      { code: SAR.PIN_INCORRECT, left: 1 },
      { code: SAR.PIN_LOCKED, left: 0 },
      { code: SAR.PIN_LOCKED, left: 0 },
    ]);
    expect(verify(0, wrong)).toEqual({ code: SAR.PIN_INCORRECT, left: 2 });
    expect(verify(0, nameBytes(adminPin))).toEqual({ code: SAR.OK, left: 3 });
    expect(verify(2, benchPin).code).toBe(SAR.USER_TYPE_INVALID);
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
    expect(verify(1, benchPin)).toEqual({ code: SAR.PIN_INCORRECT, left: 2 });
    expect(verify(1, nameBytes("new-PIN"))).toEqual({ code: SAR.OK, left: 3 });
  });

  it("changes a PIN for who knows the old one; a wrong old one costs a try", () => {
    const left = admin.cell();
    const change = (from: Uint8Array, to: Uint8Array): number =>
      admin.attempt("SKF_ChangePIN", application, 1, from, to, left.bytes);
    expect(change(wrong, nameBytes("new-PIN"))).toBe(SAR.PIN_INCORRECT);
    expect(left.value()).toBe(2);
    expect(change(benchPin, short)).toBe(SAR.PIN_LEN_RANGE);
    expect(change(benchPin, nameBytes("new-PIN"))).toBe(SAR.OK);
    expect(verify(1, benchPin).code).toBe(SAR.PIN_INCORRECT);
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
    expect(verify(1, benchPin).code).toBe(SAR.OK);
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
    expect(verify(1, benchPin).code).toBe(SAR.DEVICE_REMOVED);
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
});
