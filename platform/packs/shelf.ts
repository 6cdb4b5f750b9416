/** The lexicon packs of each city as the machine pass uses them: verified again whenever they come out of the database. */

import { type PackContents, readPackFile } from "../../shared/proofreading/packs/pack-file";
import type { Anchors } from "../../shared/trust/anchors";
import type { SignatureCheck } from "../../shared/trust/port";
import { prepared } from "../store/prepared";
import type { Database } from "../store/tables";

export interface PackShelf {
  /** The active packs of a site, by id. @throws AppError E_LEXICON_SIGN … when what is stored is not what was taken */
  readonly active: (site: string) => Promise<readonly PackContents[]>;
}

export interface ShelfParts {
  readonly db: Database;
  readonly sites: ReadonlyMap<string, { readonly anchors: Anchors }>;
  readonly check: SignatureCheck;
}

/** Asks the database each time which issues are active, since another process may have changed it, and keeps the rest. */
export function createShelf({ db, sites, check }: ShelfParts): PackShelf {
  const known = new Map<string, PackContents>();
  const read = async (site: string, packId: string, hash: string): Promise<PackContents> => {
    // Two cities may have issues of one content under two signatures.
    const before = known.get(`${site} ${hash}`);
    if (before !== undefined) return before;
    const anchors = sites.get(site)?.anchors;
    if (anchors === undefined) throw new Error(`no site ${site}`);
    const { bytes } = await db
      .selectFrom("lexicon_packs")
      .select("bytes")
      .where("site", "=", site)
      .where("pack_id", "=", packId)
      .where("hash", "=", hash)
      .executeTakeFirstOrThrow();
    const contents = readPackFile(new Uint8Array(bytes), { anchors, check });
    known.set(`${site} ${hash}`, contents);
    return contents;
  };
  return {
    active: async (site) => {
      const { rows } = await activeOf(db, { site });
      const contents: PackContents[] = [];
      for (const { pack_id, hash } of rows) contents.push(await read(site, pack_id, hash));
      return contents;
    },
  };
}

const activeOf = prepared((on, { site }: { readonly site: string }) =>
  on
    .selectFrom("lexicon_packs")
    .select(["pack_id", "hash"])
    .where("site", "=", site)
    .where("slot", "=", "active")
    .orderBy("pack_id")
    .compile(),
);
