/** Lexicon packs: admitting a large one, and looking at everything held on a desk after a change (R18: 1,000 items in 60 s). */
import { foundCity } from "../node/demo-authority";
import { nodeCheck } from "../node/signature-check";
import { contentOf } from "../shared/model/content";
import { emptyMetadata } from "../shared/model/metadata";
import { documentFromText } from "../shared/model/plain-text";
import { admitPack } from "../shared/proofreading/packs/admission";
import { builtinPacks } from "../shared/proofreading/packs/index";
import { loadPack } from "../shared/proofreading/packs/load-pack";
import { writePackFile } from "../shared/proofreading/packs/pack-file";
import { packsFor } from "../shared/proofreading/packs/profile-pack";
import { proofread } from "../shared/proofreading/run";
import { createSession } from "../shared/proofreading/session";
import { profiles } from "../shared/workflow/profiles/index";
import { printFigures } from "./figure";
import { sample } from "./sample";

const ITEMS = 1_000;
/** About what a notice has. */
const CHARACTERS = 1_500;
const TERMS = 20_000;
const today = "2026-06-18";

/** Words of two made characters that no text has: what counts is their number. */
const terms = Array.from({ length: TERMS }, (_, at) => ({
  wrong: String.fromCharCode(0x3400 + (at >> 7), 0x3400 + (at & 127), 0x4e00),
  right: ["改名"],
  why: "已更名",
}));

export async function packs(): Promise<void> {
  const at = new Date(`${today}T02:00:00.000Z`);
  const city = await foundCity({ site: "luan", name: "六安市", at });
  const bytes = await writePackFile(
    {
      manifest: {
        id: "bench-words",
        name: "测量用词",
        version: 1,
        issuedAt: at.toISOString(),
        expiresOn: null,
        staleAfterDays: 90,
        rollback: false,
      },
      lexicon: { terms: { "unit-term": terms } },
      patterns: [],
      tests: [{ rule: "unit-term", text: "路名照旧。" }],
      model: null,
    },
    city.profileKey.signer,
  );
  const trust = { anchors: city.anchors, check: nodeCheck };
  const admit = () =>
    admitPack(bytes, { trust, installed: null, today, beside: builtinPacks, now: () => performance.now() });
  const text = sample(CHARACTERS * ITEMS);
  const items = Array.from({ length: ITEMS }, (_, nth) => {
    const { document } = documentFromText(text.slice(nth * CHARACTERS, (nth + 1) * CHARACTERS));
    return contentOf(document, emptyMetadata);
  });
  const list = packsFor(profiles.luan, [loadPack(admit(), today)]);
  const scan = (): void => {
    // As the window's worker does it: one session, one item after the other, without the spelling model.
    const session = createSession({ packs: list });
    for (const content of items) proofread(content, { today, at: at.toISOString(), packs: list, session });
  };
  await printFigures([
    { name: `admit a pack of ${TERMS} terms`, runs: 5, work: admit },
    { name: `scan ${ITEMS} items of ${CHARACTERS} characters after a change of packs`, runs: 3, work: scan },
  ]);
}
