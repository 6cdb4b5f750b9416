/** The machine's policy 策略: where the platform is, whom to trust, where keys lie. Deployed by the administrator. */
import { z } from "zod";

export const policy = z.strictObject({
  /** Address of the platform, e.g. `https://cms.example.gov.cn`; http only on loopback in the demo city. */
  platformUrl: z.url({ protocol: /^https?$/ }),
  /** Files of pinned trust anchors, one for each city this machine works for. */
  anchorsFiles: z.array(z.string().min(1)).min(1),
  /** Folders where PKCS#12 files lie; subfolders are not searched. */
  keyFolders: z.array(z.string().min(1)),
  /** True in the demo city only: the window says so. */
  demo: z.boolean(),
});
export type Policy = z.infer<typeof policy>;
