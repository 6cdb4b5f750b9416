/** The simulated subscribers: puts long texts together again and gives every message its name. */
import type { SimulatedSms } from "../simulator";
import type { Submit } from "./message";
import { readPart } from "./text";

export interface Phones {
  readonly inbox: () => readonly SimulatedSms[];
  /** The Msg_Id, the same one for a part that came before; null for content that cannot be read. */
  readonly take: (sequence: number, pdu: Submit) => bigint | null;
}

export function simulatedPhones(firstId: bigint): Phones {
  const inbox: SimulatedSms[] = [];
  const known = new Map<string, bigint>();
  const parts = new Map<string, Map<number, string>>();
  let id = firstId;
  const arrive = (pdu: Submit, part: { total: number; number: number; reference: number; text: string }): void => {
    for (const phone of pdu.phones) {
      const name = `${pdu.source} ${phone} ${part.reference} ${part.total}`;
      const got = parts.get(name) ?? new Map<number, string>();
      parts.set(name, got.set(part.number, part.text));
      if (got.size < part.total) continue;
      parts.delete(name);
      inbox.push({ phone, text: Array.from({ length: part.total }, (_, at) => got.get(at + 1) ?? "").join("") });
    }
  };
  return {
    inbox: () => inbox,
    take: (sequence, pdu) => {
      const part = readPart(pdu.content, pdu);
      if (part === null || part.total !== pdu.total || part.number !== pdu.number) return null;
      const name = `${sequence} ${pdu.phones.join()} ${part.number} ${part.text}`;
      const before = known.get(name);
      if (before !== undefined) return before;
      id += 1n;
      known.set(name, id);
      arrive(pdu, part);
      return id;
    },
  };
}
