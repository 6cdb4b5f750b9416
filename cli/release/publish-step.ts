/** The steps of writing a feed folder, told as they are done: the places where campaigns kill the publisher. */
export const publishSteps = [
  "cleared",
  "artifact-copied",
  "artifacts-there",
  "keys-written",
  "order-written",
  "history-written",
  "manifests-written",
  "signature-written",
  "release-written",
  "order-removed",
  "old-removed",
] as const;
export type PublishStep = (typeof publishSteps)[number];
