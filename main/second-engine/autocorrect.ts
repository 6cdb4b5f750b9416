/** AutoCorrect as a second engine: punctuation and widths. A library in this process, loaded when it is first asked for. */
import { z } from "zod";
import { changesBetween } from "./difference";
import { type EngineBlock, type EngineRemark, engineTrouble, type SecondEngine } from "./second-engine";

const NAME = "AutoCorrect";

/** What we use of the library. */
export interface Formatter {
  readonly formatFor: (text: string, kind: string) => string;
  readonly loadConfig: (config: string) => void;
}

/** Documents after GB/T 9704 have no spaces between Chinese and figures: rules about spaces are off. */
const config = JSON.stringify({
  rules: Object.fromEntries(
    ["space-word", "space-punctuation", "space-bracket", "space-backticks", "space-dash", "space-dollar"].map(
      (rule) => [rule, 0],
    ),
  ),
});

export interface Loaded {
  readonly formatter: Formatter;
  readonly version: string;
}

const manifest = z.object({ version: z.string() });

/** @throws whatever keeps a native module from loading */
export async function loadAutocorrect(): Promise<Loaded> {
  const [library, { default: about }] = await Promise.all([
    import("autocorrect-node"),
    import("autocorrect-node/package.json", { with: { type: "json" } }),
  ]);
  return { formatter: library.default, version: manifest.parse(about).version };
}

export function autocorrect(load: () => Promise<Loaded> = loadAutocorrect): SecondEngine {
  let loading: Promise<Loaded> | null = null;
  const ready = (): Promise<Loaded> => {
    loading ??= load().then((loaded) => {
      loaded.formatter.loadConfig(config);
      return loaded;
    });
    return loading.catch((cause: unknown) => {
      loading = null;
      throw engineTrouble(NAME, "没有装好，不能使用。", cause);
    });
  };
  return {
    id: "autocorrect",
    name: NAME,
    version: async () => (await ready()).version,
    check: async (blocks) => {
      const { formatter } = await ready();
      return blocks.flatMap((block) => remarksOn(block, formatter));
    },
  };
}

const SPACES = /^\s*$/;

/** It answers whole lines: what it changed in them is told place by place, without mere spacing. */
function remarksOn({ id, text }: EngineBlock, formatter: Formatter): EngineRemark[] {
  if (text === "") return [];
  return changesBetween(text, formatter.formatFor(text, "text")).flatMap(({ start, end, text: right }) => {
    const from = text.slice(start, end);
    if (SPACES.test(from) && SPACES.test(right)) return [];
    const what = right === "" ? `“${from}”可删去` : from === "" ? `此处可加“${right}”` : `“${from}”可写为“${right}”`;
    return [{ block: id, start, end, right, message: `${what}（${NAME} 的意见，仅供参考）。` }];
  });
}
