/** What a row says of an item as a profile judges its history: lists find it by these. */
import type { ItemState } from "../../shared/workflow/state";
import type { Site } from "../services";
import type { Tables } from "../store/tables";

type Judged = Pick<Tables["items"], "phase" | "next_step" | "reviewed" | "repo_id" | "profile_hash">;

export const judgedBy = ({ profileHash }: Pick<Site, "profileHash">, state: ItemState): Judged => ({
  phase: state.phase,
  next_step: state.next,
  reviewed: state.signatures.some((signature) => signature.valid),
  repo_id: state.repoId,
  profile_hash: profileHash,
});
