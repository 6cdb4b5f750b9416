/** The fictitious leaders pack of a demo city, signed by its own key. A real city's administrators make theirs (R17). */
import { demoLeaders } from "../../shared/proofreading/packs/demo-leaders";
import {
  contentsOf,
  type PackContents,
  type PackDraft,
  writePackFile,
} from "../../shared/proofreading/packs/pack-file";
import type { Signer } from "../../shared/trust/port";

const YEARS_VALID = 2;

const draft = (at: Date): PackDraft => ({
  manifest: {
    id: "demo-leaders",
    name: "演示领导人名单（虚构）",
    version: 1,
    issuedAt: at.toISOString(),
    expiresOn: yearsLater(at).toISOString().slice(0, 10),
    staleAfterDays: 180,
    rollback: false,
  },
  lexicon: {
    leaders: demoLeaders.map(({ name, posts }) => ({
      name,
      posts: posts.map((post) => ({ ...post })),
    })),
  },
  patterns: [],
  tests: [
    { rule: "leader-title-mismatch", text: "某市⟦市长周思齐⟧主持会议。" },
    { rule: "leader-title-mismatch", text: "某市市委书记周思齐主持会议。" },
  ],
  model: null,
});

function yearsLater(at: Date): Date {
  const later = new Date(at);
  later.setUTCFullYear(later.getUTCFullYear() + YEARS_VALID);
  return later;
}

export async function signDemoLeaders(
  at: Date,
  signer: Signer,
): Promise<{ readonly contents: PackContents; readonly bytes: Uint8Array }> {
  return { contents: contentsOf(draft(at)), bytes: await writePackFile(draft(at), signer) };
}
