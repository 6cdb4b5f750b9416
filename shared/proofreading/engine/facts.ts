/** Whether two facts say the same. Facts are plain data, maps and sets; anything else counts as different. */

export function sameFact(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => sameFact(item, right[index]));
  }
  if (left instanceof Map && right instanceof Map) return sameFact([...left], [...right]);
  if (left instanceof Set && right instanceof Set) return sameFact([...left], [...right]);
  if (!isPlain(left) || !isPlain(right)) return false;
  const entries = Object.entries(left);
  if (entries.length !== Object.keys(right).length) return false;
  const others = new Map(Object.entries(right));
  return entries.every(([name, value]) => others.has(name) && sameFact(value, others.get(name)));
}

const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype;
