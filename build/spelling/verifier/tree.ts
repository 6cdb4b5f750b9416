/** One regression tree, grown best leaf first on binned features. */
import { LEAF } from "../../../shared/proofreading/spelling/trees";
import { type Bins, MOST_BINS } from "./bins";

export interface TreeLimits {
  readonly leaves: number;
  readonly smallestLeaf: number;
  readonly ridge: number;
  /** Part of the features each tree may ask about. */
  readonly featureShare: number;
}

/** In preorder; `right` counts from the root, `value` is a threshold or, of a leaf, the step. */
export interface GrownNode {
  readonly feature: number;
  readonly value: number;
  readonly right: number;
}

export interface TreeTask {
  readonly bins: Bins;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly rows: Int32Array;
  readonly random: () => number;
  readonly limits: TreeLimits;
}

interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}

interface Leaf {
  rows: Int32Array;
  gradient: number;
  hessian: number;
  split: Split | null;
  feature: number;
  threshold: number;
  left: Leaf | null;
  right: Leaf | null;
}

export function growTree(task: TreeTask): GrownNode[] {
  const features = [...Array(task.bins.features).keys()].filter(() => task.random() < task.limits.featureShare);
  const root = leafOf(task, task.rows, features);
  const open = [root];
  for (let leaves = 1; leaves < task.limits.leaves; leaves += 1) {
    const best = open.reduce<Leaf | null>(
      (kept, leaf) => (leaf.split !== null && leaf.split.gain > (kept?.split?.gain ?? 0) ? leaf : kept),
      null,
    );
    if (best === null || best.split === null) break;
    const [left, right] = divide(task, best, best.split);
    best.left = leafOf(task, left, features);
    best.right = leafOf(task, right, features);
    best.feature = best.split.feature;
    best.threshold = task.bins.edges[best.split.feature]?.[best.split.bin] ?? 0;
    open.splice(open.indexOf(best), 1, best.left, best.right);
  }
  const nodes: GrownNode[] = [];
  write(root, nodes, task.limits.ridge);
  return nodes;
}

function write(leaf: Leaf, nodes: GrownNode[], ridge: number): void {
  if (leaf.left === null || leaf.right === null) {
    nodes.push({ feature: LEAF, value: leaf.gradient / (leaf.hessian + ridge), right: 0 });
    return;
  }
  const at = nodes.length;
  nodes.push({ feature: leaf.feature, value: leaf.threshold, right: 0 });
  write(leaf.left, nodes, ridge);
  nodes[at] = { feature: leaf.feature, value: leaf.threshold, right: nodes.length };
  write(leaf.right, nodes, ridge);
}

function leafOf(task: TreeTask, rows: Int32Array, features: readonly number[]): Leaf {
  let gradient = 0;
  let hessian = 0;
  for (const row of rows) {
    gradient += task.gradient[row] ?? 0;
    hessian += task.hessian[row] ?? 0;
  }
  const leaf: Leaf = { rows, gradient, hessian, split: null, feature: LEAF, threshold: 0, left: null, right: null };
  for (const feature of features) {
    const split = bestSplit(task, leaf, feature);
    if (split !== null && split.gain > (leaf.split?.gain ?? 1e-9)) leaf.split = split;
  }
  return leaf;
}

const sums = new Float64Array(MOST_BINS * 3);

function bestSplit(task: TreeTask, leaf: Leaf, feature: number): Split | null {
  fill(task, leaf.rows, feature);
  const { ridge, smallestLeaf } = task.limits;
  const whole = leaf.gradient ** 2 / (leaf.hessian + ridge);
  let best: Split | null = null;
  let gradient = 0;
  let hessian = 0;
  let count = 0;
  const cuts = task.bins.edges[feature]?.length ?? 0;
  for (let bin = 0; bin < cuts; bin += 1) {
    gradient += sums[bin * 3] ?? 0;
    hessian += sums[bin * 3 + 1] ?? 0;
    count += sums[bin * 3 + 2] ?? 0;
    if (count < smallestLeaf) continue;
    if (leaf.rows.length - count < smallestLeaf) break;
    const gain =
      gradient ** 2 / (hessian + ridge) + (leaf.gradient - gradient) ** 2 / (leaf.hessian - hessian + ridge) - whole;
    if (gain > (best?.gain ?? 0)) best = { feature, bin, gain };
  }
  return best;
}

function fill(task: TreeTask, rows: Int32Array, feature: number): void {
  sums.fill(0);
  const offset = feature * task.bins.rows;
  const { bin } = task.bins;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i] ?? 0;
    const at = (bin[offset + row] ?? 0) * 3;
    sums[at] = (sums[at] ?? 0) + (task.gradient[row] ?? 0);
    sums[at + 1] = (sums[at + 1] ?? 0) + (task.hessian[row] ?? 0);
    sums[at + 2] = (sums[at + 2] ?? 0) + 1;
  }
}

function divide(task: TreeTask, leaf: Leaf, split: Split): [Int32Array, Int32Array] {
  const offset = split.feature * task.bins.rows;
  const goesLeft = (row: number): boolean => (task.bins.bin[offset + row] ?? 0) <= split.bin;
  return [leaf.rows.filter(goesLeft), leaf.rows.filter((row) => !goesLeft(row))];
}
