/** What is wrong with what was asked of `npm run release`, in Chinese: what, and what to give instead. */
export class ReleaseFault extends Error {
  override readonly name = "ReleaseFault";
}
