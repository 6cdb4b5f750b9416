import { expect, test } from "vitest";
import type { KeyInfo } from "../../../shared/ipc/key";
import { keyNow } from "./key-now";

const key: KeyInfo = {
  keyId: "token-1",
  name: "张晓岚",
  organisation: "六安市人民政府办公室",
  issuer: "demo",
  serial: "01",
  notBefore: "2026-01-01T00:00:00.000Z",
  notAfter: "2028-01-01T00:00:00.000Z",
  fingerprint: `sha-256:${"0".repeat(64)}`,
  usable: true,
  reason: "",
};
const unasked = () => Promise.reject(new Error("the list was asked for"));

test("PKI-24: a key that the list shows is used as it is, without another look", async () => {
  expect(await keyNow({ keyId: key.keyId, key }, unasked)).toBe(key);
});

test("PKI-24: a list that was only being read anew costs nobody the PIN they typed", async () => {
  expect(await keyNow({ keyId: key.keyId, key: null }, async () => [key])).toBe(key);
});

test("PKI-24: a key that is gone, or cannot be used any more, is said, and why, and that no try was spent", async () => {
  const gone = await keyNow({ keyId: key.keyId, key: null }, async () => []);
  expect(gone).toMatchObject({ code: "E_TOKEN_ABSENT", detail: expect.stringContaining("已不在列表中") });
  const locked = { ...key, usable: false, reason: "密钥口令已锁定" };
  const unusable = await keyNow({ keyId: key.keyId, key: null }, async () => [locked]);
  expect(unusable).toMatchObject({ code: "E_TOKEN_ABSENT", detail: expect.stringContaining("密钥口令已锁定") });
  expect(unusable).toMatchObject({ detail: expect.stringContaining("没有计入错误次数") });
  expect(await keyNow({ keyId: null, key: null }, unasked)).toMatchObject({ code: "E_TOKEN_ABSENT" });
});
