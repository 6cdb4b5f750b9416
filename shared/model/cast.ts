/** The demo cast 演示人员: who can be played in the demo city, with what key and passphrase. Written by the platform at first start. */
import { z } from "zod";
import { id } from "../schema";

export const cast = z.strictObject({
  /** Page of the simulated SMS inbox. */
  smsInbox: z.string(),
  /** Files of the pinned trust anchors, by site. */
  anchors: z.record(id, z.string()),
  sites: z.array(
    z.strictObject({
      site: id,
      /** 六安市, 潼南区 */
      name: z.string(),
      publicUrl: z.string(),
      persons: z.array(
        z.strictObject({
          personId: id,
          name: z.string(),
          roles: z.array(z.string()),
          unitName: z.string(),
          /** Path of the PKCS#12 file. */
          keyFile: z.string(),
          passphrase: z.string(),
          phone: z.string(),
        }),
      ),
    }),
  ),
});
export type Cast = z.infer<typeof cast>;
