/** Work on a text that several rules share: done once while a pass goes over the same blocks rule by rule. */

/** More texts than one pass holds together. */
const MOST = 2048;

export function remembered<T extends object>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size === MOST) known.clear();
    const value = work(text);
    known.set(text, value);
    return value;
  };
}
