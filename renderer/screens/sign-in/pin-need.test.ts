import { describe, expect, it } from "vitest";
import type { KeyInfo } from "../../../shared/ipc/key";
import type { StoreView } from "../../../shared/ipc/vault";
import { appPinFrom, pinNeed } from "./pin-need";

const fingerprint = `sha-256:${"a".repeat(64)}`;
const key = (kind?: KeyInfo["kind"], opensStore = kind === "rsa"): KeyInfo => ({
  keyId: "k-1",
  name: "张晓岚",
  organisation: "市政府办公室",
  issuer: "甲市根证书",
  serial: "0a1b",
  notBefore: "2026-01-01T00:00:00.000Z",
  notAfter: "2029-01-01T00:00:00.000Z",
  fingerprint,
  usable: true,
  reason: "",
  ...(kind === undefined ? {} : { kind, opensStore }),
});
const store = (change: Partial<StoreView>): StoreView => ({
  storeId: "s-1",
  name: "张晓岚",
  organisation: "市政府办公室",
  certificates: [fingerprint],
  keys: [],
  appPin: false,
  device: false,
  recovery: false,
  broughtBy: null,
  facts: null,
  ...change,
});

describe("whether a sign-in asks for the application PIN", () => {
  it("asks for the known one where the store opens by PIN and not by this key", () => {
    expect(pinNeed(key("sm2"), [store({ appPin: true })], null)).toBe("enter");
    expect(pinNeed(key("rsa"), [store({ appPin: true, keys: [fingerprint] })], null)).toBe("none");
    expect(pinNeed(key("sm2"), [store({})], null)).toBe("none");
  });
  it("has a new one chosen at the first sign-in with a key that guards nothing alone, and offers it with the others", () => {
    expect(pinNeed(key("sm2"), [], null)).toBe("choose");
    expect(pinNeed(key("p256"), [store({ certificates: [] })], null)).toBe("choose");
    expect(pinNeed(key("rsa"), [], null)).toBe("offer");
  });
  it("L2: asks an SM2 key that opens stores itself for nothing: one is offered, until main found that it cannot", () => {
    expect(pinNeed(key("sm2", true), [], null)).toBe("offer");
    expect(pinNeed(key("sm2", true), [], "E_APP_PIN_NEEDED")).toBe("choose");
    expect(pinNeed(key("sm2", true), [store({ appPin: true, keys: [fingerprint] })], null)).toBe("none");
  });
  it("asks for the known one once the key's own way in has failed, where there is one", () => {
    const both = store({ appPin: true, keys: [fingerprint] });
    for (const code of ["E_ENVELOPE", "E_ENVELOPE_KEY", "E_VAULT"] as const) {
      expect(pinNeed(key("sm2", true), [both], code)).toBe("enter");
      expect(pinNeed(key("sm2", true), [store({ keys: [fingerprint] })], code)).toBe("none");
    }
    expect(pinNeed(key("sm2", true), [both], "E_PIN")).toBe("none");
  });
  it("asks for nothing while the certificate is unread, until main has said that it needs one", () => {
    expect(pinNeed(key(), [], null)).toBe("none");
    expect(pinNeed(key(), [], "E_APP_PIN_NEEDED")).toBe("choose");
    expect(pinNeed(null, [], "E_APP_PIN_NEEDED")).toBe("none");
  });
  it("sends a chosen one only when it was typed twice alike", () => {
    expect(appPinFrom("choose", { appPin: "739156", repeat: "739157" })).toBeUndefined();
    expect(appPinFrom("choose", { appPin: "", repeat: "" })).toBeUndefined();
    expect(appPinFrom("choose", { appPin: "739156", repeat: "739156" })).toBe("739156");
    expect(appPinFrom("offer", { appPin: "", repeat: "" })).toBeNull();
    expect(appPinFrom("offer", { appPin: "739156", repeat: "" })).toBeUndefined();
    expect(appPinFrom("enter", { appPin: "739156", repeat: "" })).toBe("739156");
    expect(appPinFrom("none", { appPin: "739156", repeat: "" })).toBeNull();
  });
});
