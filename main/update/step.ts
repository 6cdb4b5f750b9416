/** The steps of taking a version in, told as they are done: progress, and the places where campaigns kill the program. */
export const updateSteps = [
  "asked",
  "keys-kept",
  "offer-kept",
  "part-written",
  "downloaded",
  "artifact-verified",
  "file-unpacked",
  "unpacked",
  "payload-verified",
  "sealed",
  "renamed",
  "memory-kept",
  "order-kept",
  "pruned",
] as const;
export type UpdateStep = (typeof updateSteps)[number];
export type Step = (step: UpdateStep) => void;
