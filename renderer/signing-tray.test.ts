import { describe, expect, it } from "vitest";
import { utf8 } from "../shared/bytes";
import { digestOf } from "../shared/digest";
import { AppError } from "../shared/failure";
import type { Input } from "../shared/ipc/contract";
import type { SignedStatement } from "../shared/trust/statement";
import type { Ask } from "./services";
import { createSigningTray, MOST_TOGETHER, type TrayEntry } from "./signing-tray";

type Asked = Input<"desk:signing.confirmMany">;

/** A desk that signs all but what it is told to refuse. */
function desk(refused: readonly string[] = [], wrongPin = "") {
  const cancelled: string[] = [];
  const answer = (name: string, input: unknown): unknown => {
    if (name === "desk:signing.cancel") {
      cancelled.push((input as { signingId: string }).signingId);
      return null;
    }
    const { signings, pin } = input as Asked;
    if (pin === wrongPin) throw new AppError("E_PIN");
    return signings.map(({ signingId }) =>
      refused.includes(signingId)
        ? { kind: "failed", signingId, failure: { code: "E_HASH", detail: "" } }
        : { kind: "signed", signingId, signed: { statement: signingId, signature: "AA==" } },
    );
  };
  const ask = (async (name: string, input: unknown) => answer(name, input)) as Ask;
  return { ask, cancelled };
}

function entry(id: string, delivered: SignedStatement[] = []): TrayEntry {
  return {
    signingId: id,
    shown: digestOf(utf8(id)),
    itemId: `item-${id}`,
    title: id,
    sentence: `同意${id}`,
    deliver: async (signed) => void delivered.push(signed),
  };
}

describe("the tray of signings (S7)", () => {
  it("S7: delivers each signed decision once, and keeps what failed with its reason", async () => {
    const delivered: SignedStatement[] = [];
    const tray = createSigningTray(desk(["b"]).ask);
    for (const id of ["a", "b", "c"]) tray.add(entry(id, delivered));
    expect(await tray.sign({ pin: "1" })).toBe(2);
    expect(delivered.map(({ statement }) => statement)).toEqual(["a", "c"]);
    expect(tray.state.get().entries.map(({ signingId }) => signingId)).toEqual(["b"]);
    expect(tray.state.get().failures.get("b")?.code).toBe("E_HASH");
  });

  it("S3: the person's word before the last try goes to main with the PIN", async () => {
    const asked: unknown[] = [];
    const ask = (async (_name: string, input: unknown) => {
      asked.push(input);
      return [];
    }) as Ask;
    const tray = createSigningTray(ask);
    tray.add(entry("a"));
    await tray.sign({ pin: "1", lastTry: true });
    expect(asked).toMatchObject([{ pin: "1", lastTry: true }]);
  });

  it("S7: a wrong PIN leaves everything in the tray and delivers nothing", async () => {
    const delivered: SignedStatement[] = [];
    const tray = createSigningTray(desk([], "wrong").ask);
    tray.add(entry("a", delivered));
    await expect(tray.sign({ pin: "wrong" })).rejects.toMatchObject({ code: "E_PIN" });
    expect([delivered.length, tray.state.get().entries.length]).toEqual([0, 1]);
  });

  it("S7: holds twenty at most, and a new decision on an item takes the place of the old one", () => {
    const { ask, cancelled } = desk();
    const tray = createSigningTray(ask);
    for (let i = 0; i < MOST_TOGETHER; i += 1) expect(tray.add(entry(`n${i}`))).toBe(true);
    expect(tray.add(entry("more"))).toBe(false);
    expect(tray.add({ ...entry("again"), itemId: "item-n3" })).toBe(true);
    expect(cancelled).toEqual(["n3"]);
    expect(tray.state.get().entries).toHaveLength(MOST_TOGETHER);
    tray.remove("again");
    expect(cancelled).toEqual(["n3", "again"]);
  });
});
