/** Ends every `switch` over a union: a missing case does not compile, a foreign value throws. */
export function never(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
