/**
 * Boosted decision trees as flat arrays. Every number is an integer, so that two machines add up the same score.
 * Nodes of a tree follow each other in preorder: the left child of node n is n + 1.
 */

export interface Trees {
  /** Root of each tree. */
  readonly roots: Uint32Array;
  /** Feature a node asks about; LEAF marks a leaf. */
  readonly feature: Uint8Array;
  /** A node goes left when its feature is at most this; a leaf's value in 1/SCALE log-odds. */
  readonly value: Int16Array;
  /** Right child, counted from the root of its tree. */
  readonly right: Uint8Array;
  /** Score before the first tree. */
  readonly base: number;
}

export const LEAF = 255;
/** Scores are log-odds times this. */
export const SCALE = 1024;

/** Log-odds in 1/SCALE of one row of features. */
export function scoreOf(trees: Trees, row: Int16Array): number {
  const { roots, feature, value, right } = trees;
  let score = trees.base;
  for (let t = 0; t < roots.length; t += 1) {
    const root = roots[t] ?? 0;
    let node = root;
    for (let asked = feature[node] ?? LEAF; asked !== LEAF; asked = feature[node] ?? LEAF) {
      node = (row[asked] ?? 0) <= (value[node] ?? 0) ? node + 1 : root + (right[node] ?? 0);
    }
    score += value[node] ?? 0;
  }
  return score;
}

const HEADER = 12;

/** Little-endian: trees, nodes, base, then roots, value, feature, right. */
export function bytesOfTrees(trees: Trees): Uint8Array {
  const count = trees.roots.length;
  const nodes = trees.feature.length;
  const bytes = new Uint8Array(HEADER + count * 4 + nodes * 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, count, true);
  view.setUint32(4, nodes, true);
  view.setInt32(8, trees.base, true);
  let at = HEADER;
  for (const root of trees.roots) {
    view.setUint32(at, root, true);
    at += 4;
  }
  for (const value of trees.value) {
    view.setInt16(at, value, true);
    at += 2;
  }
  bytes.set(trees.feature, at);
  bytes.set(trees.right, at + nodes);
  return bytes;
}

/** `null` when the bytes are no trees. */
export function treesOfBytes(bytes: Uint8Array): Trees | null {
  if (bytes.length < HEADER) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(0, true);
  const nodes = view.getUint32(4, true);
  if (bytes.length !== HEADER + count * 4 + nodes * 4) return null;
  const afterRoots = HEADER + count * 4;
  const afterValues = afterRoots + nodes * 2;
  const trees: Trees = {
    roots: Uint32Array.from({ length: count }, (_, t) => view.getUint32(HEADER + t * 4, true)),
    value: Int16Array.from({ length: nodes }, (_, n) => view.getInt16(afterRoots + n * 2, true)),
    feature: bytes.slice(afterValues, afterValues + nodes),
    right: bytes.slice(afterValues + nodes),
    base: view.getInt32(8, true),
  };
  return isSound(trees) ? trees : null;
}

/** Every walk moves forward and ends in a leaf of its own tree. */
function isSound({ roots, feature, right }: Trees): boolean {
  return roots.every((root, t) => {
    const end = roots[t + 1] ?? feature.length;
    if (root >= end || end > feature.length) return false;
    for (let node = root; node < end; node += 1) {
      if (feature[node] === LEAF) continue;
      const target = root + (right[node] ?? 0);
      if (node + 1 >= end || target <= node + 1 || target >= end) return false;
    }
    return true;
  });
}
