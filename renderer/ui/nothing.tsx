/** An empty list: what is not there and how to begin, in words; no illustration on a working screen. */
export function Nothing({ words }: { readonly words: string }) {
  return <p className="cb-nothing">{words}</p>;
}
