/** 栏目 of the site: from the platform when it answers, else the list this machine read last. Names of columns are no secrets. */
import { useEffect, useState } from "react";
import { type ReplyOf, routes } from "../../../shared/http/routes";
import type { Read } from "../../services";

export type Column = ReplyOf<"columns.list">["columns"][number];

const keyOf = (site: string): string => `caibian.columns.${site}`;

function remembered(site: string): readonly Column[] {
  try {
    const parsed = routes["columns.list"].reply.safeParse(JSON.parse(localStorage.getItem(keyOf(site)) ?? "null"));
    return parsed.success ? parsed.data.columns : [];
  } catch {
    return [];
  }
}

function remember(site: string, columns: readonly Column[]): void {
  try {
    localStorage.setItem(keyOf(site), JSON.stringify({ columns }));
  } catch {
    // A full or forbidden local storage costs only the list while offline.
  }
}

export function useColumns(read: Read, site: string): readonly Column[] {
  const [columns, setColumns] = useState<readonly Column[]>(() => remembered(site));
  useEffect(() => {
    let live = true;
    read("columns.list").then(
      (reply) => {
        remember(site, reply.columns);
        if (live) setColumns(reply.columns);
      },
      // Offline is no failure here: the remembered list is shown, or the words that say why there is none.
      () => undefined,
    );
    return () => {
      live = false;
    };
  }, [read, site]);
  return columns;
}
