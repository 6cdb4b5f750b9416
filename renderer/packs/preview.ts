/** What a new pack would find more and less in the texts on this machine, before it is taken (R17). */
import type { Content } from "../../shared/model/content";
import { contentOf } from "../../shared/model/content";
import type { Finding } from "../../shared/proofreading/finding";
import { findingsDiff } from "../../shared/proofreading/packs/admission";
import type { PackData } from "../../shared/proofreading/packs/load-pack";
import type { Drafts } from "../services";
import { goldContent } from "./gold-text";
import type { PassSetup, StartRunner } from "./pass-runner";

export interface DiffLine {
  /** Title of the draft, or of the sample text. */
  readonly where: string;
  readonly finding: Finding;
}

export interface PreviewDiff {
  readonly drafts: number;
  readonly gained: readonly DiffLine[];
  readonly lost: readonly DiffLine[];
}

export interface PreviewParts {
  readonly drafts: Pick<Drafts, "list" | "open">;
  readonly startRunner: StartRunner;
  readonly profile: PassSetup["profile"];
  /** The packs in use now. */
  readonly packs: readonly PackData[];
  readonly at: string;
  readonly onProgress: (done: number, total: number) => void;
  readonly stop: AbortSignal;
}

const MOST_DRAFTS = 200;
export const goldName = "内置样文";

/** @throws AppError when it was stopped, or the worker ended */
export async function previewDiff(candidate: PackData, parts: PreviewParts): Promise<PreviewDiff> {
  const { profile, packs, startRunner, at, onProgress, stop } = parts;
  const others = packs.filter(({ manifest }) => manifest.id !== candidate.manifest.id);
  const [before, after] = [startRunner({ profile, packs }), startRunner({ profile, packs: [...others, candidate] })];
  const end = (): void => {
    before.stop();
    after.stop();
  };
  stop.addEventListener("abort", end, { once: true });
  const drafts = parts.drafts.list().slice(0, MOST_DRAFTS);
  const [gained, lost]: [DiffLine[], DiffLine[]] = [[], []];
  const compare = async (where: string, content: Content): Promise<void> => {
    const [old, fresh] = await Promise.all([before.run(content, at), after.run(content, at)]);
    const diff = findingsDiff(old.findings, fresh.findings);
    gained.push(...diff.gained.map((finding) => ({ where, finding })));
    lost.push(...diff.lost.map((finding) => ({ where, finding })));
  };
  try {
    await compare(goldName, goldContent);
    for (const [index, { itemId, title }] of drafts.entries()) {
      const { document, metadata } = await parts.drafts.open(itemId);
      await compare(title, contentOf(document, metadata));
      onProgress(index + 1, drafts.length);
    }
    return { drafts: drafts.length, gained, lost };
  } finally {
    stop.removeEventListener("abort", end);
    end();
  }
}
