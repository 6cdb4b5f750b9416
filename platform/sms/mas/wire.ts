/** The cloud-MAS wire: a JSON object in Base64 with an MD5 over its fields, and a JSON answer. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { MasSettings } from "./settings";

export interface MasMessage {
  readonly mobiles: string;
  /** The text, or the template's values as a JSON array. */
  readonly content: string;
}

export type MasAccount = Pick<MasSettings, "ecName" | "apId" | "secretKey" | "sign" | "addSerial" | "templateId">;

/** norsubmit: ecName, apId, secretKey, mobiles, content, sign, addSerial; tmpsubmit has templateId before mobiles. */
export function masMac(account: MasAccount, { mobiles, content }: MasMessage): string {
  const { ecName, apId, secretKey, templateId = "", sign, addSerial } = account;
  return createHash("md5")
    .update([ecName, apId, secretKey, templateId, mobiles, content, sign, addSerial].join(""), "utf8")
    .digest("hex");
}

export function masBody(account: MasAccount & { readonly sendSecretKey: boolean }, message: MasMessage): string {
  const { ecName, apId, secretKey, templateId, sign, addSerial, sendSecretKey } = account;
  const { mobiles, content } = message;
  const fields = {
    ecName,
    apId,
    ...(sendSecretKey ? { secretKey } : {}),
    ...(templateId === undefined ? { mobiles, content } : { templateId, mobiles, params: content }),
    sign,
    addSerial,
    mac: masMac(account, message),
  };
  return Buffer.from(JSON.stringify(fields), "utf8").toString("base64");
}

const masRequest = z.object({
  ecName: z.string(),
  apId: z.string(),
  secretKey: z.string().optional(),
  templateId: z.string().optional(),
  mobiles: z.string(),
  content: z.string().optional(),
  params: z.string().optional(),
  sign: z.string(),
  addSerial: z.string(),
  mac: z.string(),
});
export type MasRequest = z.infer<typeof masRequest>;

/** Null for what is no request. */
export function readMasBody(body: string): MasRequest | null {
  return readJson(Buffer.from(body, "base64").toString("utf8"), masRequest);
}

/** The batch is `msgGroup` in the description and `mgsGroup` in some gateways. */
export const masAnswer = z.object({
  success: z.boolean(),
  rspcod: z.string(),
  msgGroup: z.string().optional(),
  mgsGroup: z.string().optional(),
});

const masReport = z.object({
  msgGroup: z.string().max(64),
  mobile: z.string().max(32),
  errorCode: z.string().max(64).optional(),
  reportStatus: z.string().max(64).optional(),
});
export const masReports = z.union([masReport.transform((one) => [one]), z.array(masReport).max(1_000)]);

/** A gateway's text as what it should be, or null: nothing it sends is an exception here. */
export function readJson<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
