/** One machine pass as data in and data out, so that it can run in a thread of its own. */
import type { AttachmentText } from "../../shared/attachments/extract";
import type { Content } from "../../shared/model/content";
import type { Report } from "../../shared/proofreading/finding";
import { loadPack, type PackData } from "../../shared/proofreading/packs/load-pack";
import type { Pack } from "../../shared/proofreading/packs/pack";
import { packsFor } from "../../shared/proofreading/packs/profile-pack";
import { proofread } from "../../shared/proofreading/run";
import type { Profile } from "../../shared/workflow/profile";

export interface InspectionRequest {
  readonly content: Content;
  readonly day: string;
  readonly at: string;
  readonly profile: Profile;
  readonly attachments: readonly AttachmentText[];
  /** The city's active lexicon packs. */
  readonly packs: readonly PackData[];
}

export interface Engine {
  readonly run: (request: InspectionRequest) => Promise<Report>;
  readonly stop: () => Promise<void>;
}

/** `complete` adds what every pass of this installation has besides: the spelling model. */
export function inspectWith(
  { content, day, at, profile, attachments, packs }: InspectionRequest,
  complete: (packs: readonly Pack[]) => readonly Pack[],
): Report {
  const city = packs.map((pack) => loadPack(pack, day));
  return proofread(content, { today: day, at, packs: complete(packsFor(profile, city)), attachments });
}

/** In the caller's own thread: for tests, which are not many callers at once. */
export const ownThread: Engine = {
  run: async (request) => inspectWith(request, (packs) => packs),
  stop: async () => undefined,
};
