/** What this machine remembers of parts it copied elsewhere (`archive.ts`), beside the log. */
export const EXPORTED = "exported.json";
