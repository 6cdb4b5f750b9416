/** A signature check that remembers its answers for as long as it lives: a pack names the same authorities again and again. */
import { digestOf } from "../digest";
import { octets, sequence } from "./der-write";
import type { SignatureCheck } from "./port";

export function rememberedCheck(check: SignatureCheck): SignatureCheck {
  const known = new Map<string, boolean>();
  return {
    holds: (key, data, signature) => {
      // Each part under its own length: no two questions share a name.
      const name = `${key.kind} ${digestOf(sequence(octets(key.spki), octets(data), octets(signature)))}`;
      const answer = known.get(name) ?? check.holds(key, data, signature);
      known.set(name, answer);
      return answer;
    },
  };
}
