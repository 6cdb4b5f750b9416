import { expect, it } from "vitest";
import { AppError } from "../../shared/failure";
import type { PackContent, PackLine, PacksView } from "../../shared/ipc/packs";
import { contentsOf } from "../../shared/proofreading/packs/pack-file";
import type { Ask } from "../services";
import { createCityPacks } from "./city-packs";

const contents = (id: string, version: number) =>
  contentsOf({
    manifest: {
      id,
      name: id,
      version,
      issuedAt: "2026-11-20T02:00:00.000Z",
      expiresOn: null,
      staleAfterDays: 90,
      rollback: false,
    },
    lexicon: { allowed: [`${id}${version}`] },
    patterns: [],
    tests: [],
    model: null,
  });

const line = (id: string, version: number, used = true): PackLine => ({
  packId: id,
  name: id,
  version,
  hash: contents(id, version).hash,
  issuedAt: "2026-11-20T02:00:00.000Z",
  expiresOn: null,
  staleAfterDays: 90,
  daysOld: 2,
  age: "fresh",
  signer: "六安市",
  used,
  note: "",
  previous: null,
});

function deskWith(first: PacksView) {
  const desk = { view: first, asked: [] as string[], down: false };
  const known = new Map(
    ["a", "b"].flatMap((id) => [1, 2].map((version) => contents(id, version))).map((one) => [one.hash, one]),
  );
  const ask: Ask = async (name, input) => {
    if (desk.down) throw new AppError("E_OFFLINE");
    if (name !== "desk:packs.data") return desk.view as never;
    const { packId, hash } = input as { packId: string; hash: string };
    desk.asked.push(packId);
    const found = known.get(hash);
    if (found === undefined) throw new AppError("E_NOT_FOUND");
    const { manifest, lexicon, patterns } = found;
    return { manifest, hash, lexicon, patterns: [...patterns], model: null } satisfies PackContent as never;
  };
  return { desk, packs: createCityPacks(ask) };
}

const ids = (packs: ReturnType<typeof createCityPacks>) =>
  packs.state.get().data.map(({ manifest }) => `${manifest.id} ${manifest.version}`);

it("the packs stay the very same array while they are the same, so that the engine keeps what it prepared", async () => {
  const { desk, packs } = deskWith({ packs: [line("a", 1), line("b", 1)], troubles: [] });
  await packs.load();
  const { data } = packs.state.get();
  desk.view = { packs: [{ ...line("a", 1), daysOld: 3 }, line("b", 1)], troubles: [] };
  await packs.refresh();
  expect(packs.state.get().data).toBe(data);
  expect(packs.state.get().view.packs[0]?.daysOld).toBe(3);
  expect(desk.asked).toEqual(["a", "b"]);
});

it("of a changed pack only the new data is asked for; one that is not used brings none", async () => {
  const { desk, packs } = deskWith({ packs: [line("a", 1), line("b", 1)], troubles: [] });
  await packs.load();
  desk.view = { packs: [line("a", 1), line("b", 2)], troubles: [] };
  await packs.refresh();
  expect([ids(packs), desk.asked]).toEqual([
    ["a 1", "b 2"],
    ["a", "b", "b"],
  ]);
  desk.view = { packs: [line("a", 1, false), line("b", 2)], troubles: [] };
  await packs.refresh();
  expect(ids(packs)).toEqual(["b 2"]);
});

it("without an answer everything stays as it is", async () => {
  const { desk, packs } = deskWith({ packs: [line("a", 1)], troubles: [] });
  await packs.load();
  desk.down = true;
  await expect(packs.refresh()).rejects.toThrow("E_OFFLINE");
  expect(ids(packs)).toEqual(["a 1"]);
  packs.forget();
  expect(ids(packs)).toEqual([]);
});
