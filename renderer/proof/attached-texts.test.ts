import { expect, test } from "vitest";
import type { AttachmentText } from "../../shared/attachments/extract";
import { digestOf } from "../../shared/digest";
import { contentOf } from "../../shared/model/content";
import { emptyMetadata } from "../../shared/model/metadata";
import type { Digest } from "../../shared/schema";
import type { Ask } from "../services";
import { fakeDesk } from "../testing/fake-desk";
import { attachedTexts } from "./attached-texts";
import { createProofreader, isSuperseded } from "./proofreader";
import type { PassRequest } from "./protocol";

const bytes = new TextEncoder().encode("开放时间");
const hash = digestOf(bytes);
const content = contentOf(
  {
    title: "",
    blocks: [
      { kind: "attachment", id: "f", file: { hash, name: "时间.txt", mime: "text/plain", size: bytes.length } },
      { kind: "attachment", id: "g", file: { hash, name: "全景.jpg", mime: "image/jpeg", size: bytes.length } },
    ],
  },
  emptyMetadata,
);
const text: AttachmentText = { hash, name: "时间.txt", blocks: [], notes: [], failure: null };

function deskThatReads() {
  const asked: string[] = [];
  const { ask: answer } = fakeDesk();
  const ask: Ask = (name, input) => {
    asked.push(`${name} ${JSON.stringify(input).includes("时间.txt")}`);
    return answer(name, input);
  };
  return { ask, asked };
}

const filesWith = (known: boolean) => ({ ensure: (_hash: Digest) => Promise.resolve(known) });

test("a file is read once however often its item is checked, and pictures never", async () => {
  const { ask, asked } = deskThatReads();
  const read = attachedTexts(filesWith(true), ask);
  expect(await read(content)).toEqual([text]);
  expect(await read(content)).toEqual([text]);
  expect(asked).toEqual(["desk:attachments.text true"]);
});

test("a file nobody has is left out and asked for again next time", async () => {
  const { ask, asked } = deskThatReads();
  expect(await attachedTexts(filesWith(false), ask)(content)).toEqual([]);
  expect(asked).toEqual([]);
});

test("a pass waits for the texts of its files, and a newer text makes it pointless meanwhile (MC-36)", async () => {
  const sent: PassRequest[] = [];
  const waiting: ((texts: readonly AttachmentText[]) => void)[] = [];
  const proofreader = createProofreader(() => null, {
    spawn: () => ({ send: (request) => sent.push(request), stop: () => undefined }),
    now: () => new Date("2026-11-22T01:00:00.000Z"),
    after: () => () => undefined,
    attachments: () => new Promise((resolve) => waiting.push(resolve)),
  });
  const first = proofreader.check(content).catch(isSuperseded);
  void proofreader.check(content).catch(isSuperseded);
  expect(sent).toEqual([]);
  for (const resolve of waiting) resolve([text]);
  expect(await first).toBe(true);
  expect(sent.map(({ attachments }) => attachments)).toEqual([[text]]);
});
