/** Hashes of short runs of 16-bit numbers: what words and sounds are found by. */

/** One round; start from a seed and feed the numbers one by one. */
export function mix(hash: number, value: number): number {
  const turned = Math.imul(hash ^ value, 0x9e3779b1);
  return turned ^ (turned >>> 15);
}

/** Spreads what the rounds left over all 32 bits. */
export function spread(hash: number): number {
  let spread = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  spread = Math.imul(spread ^ (spread >>> 13), 0xc2b2ae35);
  return (spread ^ (spread >>> 16)) >>> 0;
}

/** The hash of a run of units, by a seed. */
export function hashOfRun(units: Uint16Array, from: number, length: number): number {
  let hash = length;
  for (let i = from; i < from + length; i += 1) hash = mix(hash, units[i] ?? 0);
  return hash;
}

/** A second opinion on the same run: the two together tell words apart. */
export function fingerprintOf(hash: number): number {
  return spread(hash ^ 0x7f4a7c15);
}
