/** The way from a workstation to the administrators' pages: a ticket for the browser and a code for the person. */
import { z } from "zod";
import { id, instant } from "../schema";

/** Where the pages begin; the ticket stands in the query. */
export const adminEntryPath = "/admin/enter";

export const adminTicket = z.strictObject({
  /** Opens nothing without the code, since addresses are seen by other programs of the machine and kept in histories. */
  ticket: id,
  /** Shown in the workstation's window, typed into the page. */
  code: z.string().regex(/^\d{6}$/),
  expiresAt: instant,
});
export type AdminTicket = z.infer<typeof adminTicket>;

/** What the window is told: the rest goes to the browser. */
export const adminOpened = adminTicket.omit({ ticket: true });
