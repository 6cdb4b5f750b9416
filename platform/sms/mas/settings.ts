/** What an administrator writes down for a cloud-MAS account. */
import { z } from "zod";

export const masSettings = z.strictObject({
  kind: z.literal("mas"),
  name: z.string().min(1).max(20),
  /** …/sms/norsubmit, or …/sms/tmpsubmit with a template. */
  url: z.url({ protocol: /^https?$/ }),
  /** 集团客户名称 */
  ecName: z.string().min(1).max(100),
  apId: z.string().min(1).max(100),
  secretKey: z.string().min(1).max(100),
  /** 签名编码 */
  sign: z.string().min(1).max(100),
  /** 扩展码 */
  addSerial: z
    .string()
    .regex(/^\d{0,12}$/)
    .default(""),
  /** 模板编号; then only the code is sent, and the text is the template's. */
  templateId: z.string().min(1).max(64).optional(),
  /** Many clients send the secret in the body too. The mac needs it only here, so it stays here unless a gateway insists. */
  sendSecretKey: z.boolean().default(false),
  /** MAS puts the registered signature in front by itself. */
  signature: z.enum(["keep", "drop"]).default("drop"),
  timeoutMs: z.number().int().min(500).max(10_000).default(4_000),
  /** Where the operator posts delivery reports to. The path is the only secret it has to know. */
  reports: z
    .strictObject({
      host: z.string().min(1).default("127.0.0.1"),
      port: z.number().int().min(0).max(65_535),
      path: z.string().regex(/^\/[\w-]{16,100}$/),
    })
    .optional(),
});
export type MasSettings = z.infer<typeof masSettings>;
