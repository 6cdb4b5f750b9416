/** Why returned items came back, read one after another from the platform or the local copy. */
import { useEffect, useState } from "react";
import type { ItemSummary } from "../../../shared/http/item";
import { useServices } from "../../services";
import { zh } from "../../text/zh";
import { refusalOf } from "./reopen";

export function useRefusals(returned: readonly ItemSummary[]): ReadonlyMap<string, string> {
  const { items, profile } = useServices();
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const wanted = returned.map((item) => `${item.itemId} ${item.contentHash}`).join("\n");
  useEffect(() => {
    let current = true;
    const readAll = async () => {
      for (const line of wanted.split("\n").filter(Boolean)) {
        const [itemId = ""] = line.split(" ");
        // Without network and copy the row simply has no second line yet.
        const answer = await items.read(itemId).catch(() => null);
        const refusal = answer === null ? null : refusalOf(answer.detail, profile);
        if (!current) return;
        if (refusal === null) continue;
        const words = zh.work.returnedBy(refusal.step, refusal.category, refusal.text);
        setKnown((before) => new Map(before).set(itemId, words));
      }
    };
    void readAll();
    return () => {
      current = false;
    };
  }, [wanted, items, profile]);
  return known;
}
