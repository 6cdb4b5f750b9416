/** The city's lexicon packs in this window: what main has verified, ready for the worker. Data stays the same object while it is the same. */
import { fromBase64 } from "../../shared/bytes";
import type { PackContent, PacksView } from "../../shared/ipc/packs";
import type { PackData } from "../../shared/proofreading/packs/load-pack";
import type { Ask } from "../services";
import { createSignal, type Signal } from "../signal";

export interface PacksState {
  readonly view: PacksView;
  /** The packs that passes go by, in the order of the platform. The array changes only when a pack does. */
  readonly data: readonly PackData[];
}

export interface CityPacks {
  readonly state: Signal<PacksState>;
  /** What main has; without the network. */
  readonly load: () => Promise<void>;
  /** Main asks the platform; out of reach, everything stays. */
  readonly refresh: () => Promise<void>;
  /** Takes over what main answered to a change. */
  readonly take: (view: PacksView) => Promise<void>;
  readonly forget: () => void;
}

const nothing: PacksState = { view: { packs: [], troubles: [] }, data: [] };

export function createCityPacks(ask: Ask): CityPacks {
  const state = createSignal<PacksState>(nothing);
  let turn: Promise<void> = Promise.resolve();

  const dataOf = async (view: PacksView): Promise<readonly PackData[]> => {
    const before = new Map(state.get().data.map((one) => [one.hash, one]));
    const wanted = view.packs.filter(({ used }) => used);
    const all: PackData[] = [];
    for (const { packId, hash } of wanted)
      all.push(before.get(hash) ?? packData(await ask("desk:packs.data", { packId, hash })));
    const same = all.length === before.size && all.every((one, at) => one === state.get().data[at]);
    return same ? state.get().data : all;
  };
  const take = (view: PacksView): Promise<void> => {
    const mine = turn.then(async () => {
      const data = await dataOf(view);
      const known = state.get();
      if (data === known.data && JSON.stringify(view) === JSON.stringify(known.view)) return;
      state.set({ view, data });
    });
    turn = mine.catch(() => undefined);
    return mine;
  };
  return {
    state,
    load: async () => take(await ask("desk:packs.list", null)),
    refresh: async () => take(await ask("desk:packs.refresh", null)),
    take,
    forget: () => state.set(nothing),
  };
}

/** By id, as the engine puts them together on every side. */
export const packData = ({ model, ...content }: PackContent): PackData => ({
  ...content,
  model: model === null ? null : fromBase64(model),
});
