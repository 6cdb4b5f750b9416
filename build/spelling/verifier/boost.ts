/** Trains boosted trees on integer features: logistic loss, histograms, best leaf first. Same input, same trees. */
import { LEAF, SCALE, type Trees } from "../../../shared/proofreading/spelling/trees";
import { binned } from "./bins";
import { type GrownNode, growTree, type TreeLimits } from "./tree";

export interface Sample {
  readonly row: Int16Array;
  readonly isRight: boolean;
  readonly weight: number;
}

export interface BoostOptions extends TreeLimits {
  readonly trees: number;
  readonly rate: number;
  /** Part of the rows each tree sees. */
  readonly rowShare: number;
  readonly seed: number;
}

export const defaultOptions: BoostOptions = {
  trees: 180,
  rate: 0.07,
  leaves: 24,
  smallestLeaf: 25,
  ridge: 2,
  rowShare: 0.7,
  featureShare: 0.6,
  seed: 20_261_122,
};

export function boost(samples: readonly Sample[], options: BoostOptions): Trees {
  const bins = binned(samples.map(({ row }) => row));
  const base = Math.round(SCALE * baseOf(samples));
  const scores = new Float64Array(samples.length).fill(base / SCALE);
  const random = generator(options.seed);
  const grown: GrownNode[][] = [];
  for (let t = 0; t < options.trees; t += 1) {
    const slopes = slopesOf(samples, scores);
    const rows = Int32Array.from([...samples.keys()].filter(() => random() < options.rowShare));
    const nodes = growTree({ bins, ...slopes, rows, random, limits: options }).map((node) =>
      node.feature === LEAF ? { ...node, value: leafUnits(node.value * options.rate) } : node,
    );
    grown.push(nodes);
    samples.forEach(({ row }, index) => {
      scores[index] = (scores[index] ?? 0) + walk(nodes, row) / SCALE;
    });
  }
  return flat(grown, base);
}

const leafUnits = (value: number): number => Math.max(-32_000, Math.min(32_000, Math.round(value * SCALE)));

function baseOf(samples: readonly Sample[]): number {
  let right = 1;
  let wrong = 1;
  for (const { isRight, weight } of samples) {
    if (isRight) right += weight;
    else wrong += weight;
  }
  return Math.log(right / wrong);
}

function slopesOf(samples: readonly Sample[], scores: Float64Array): { gradient: Float64Array; hessian: Float64Array } {
  const gradient = new Float64Array(samples.length);
  const hessian = new Float64Array(samples.length);
  samples.forEach(({ isRight, weight }, index) => {
    const p = 1 / (1 + Math.exp(-(scores[index] ?? 0)));
    gradient[index] = weight * ((isRight ? 1 : 0) - p);
    hessian[index] = Math.max(1e-6, weight * p * (1 - p));
  });
  return { gradient, hessian };
}

function walk(nodes: readonly GrownNode[], row: Int16Array): number {
  let at = 0;
  for (;;) {
    const node = nodes[at];
    if (node === undefined) return 0;
    if (node.feature === LEAF) return node.value;
    at = (row[node.feature] ?? 0) <= node.value ? at + 1 : node.right;
  }
}

function flat(grown: readonly GrownNode[][], base: number): Trees {
  const nodes = grown.flat();
  let next = 0;
  const roots = grown.map((tree) => {
    next += tree.length;
    return next - tree.length;
  });
  return {
    roots: Uint32Array.from(roots),
    feature: Uint8Array.from(nodes, ({ feature }) => feature),
    value: Int16Array.from(nodes, ({ value }) => value),
    right: Uint8Array.from(nodes, ({ right }) => right),
    base,
  };
}

/** Mulberry32. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
