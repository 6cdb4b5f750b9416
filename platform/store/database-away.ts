/** Errors that say nothing of the request: the server stops, starts, is full, or two transactions stood in each other's way. */

/** Classes and codes of PostgreSQL (Appendix A of its manual), and of the socket to it. */
const codes = /^(?:08\w{3}|57P0[1-5]|53[0-4]00|40001|40P01|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;
/** node-postgres has no code for these. */
const words = /^(?:timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection)/;

export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return codes.test(code) || words.test(error.message);
}
