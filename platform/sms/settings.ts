/** The administrator's file of operators (docs/sms.md). It holds secrets: only the platform's own account may read it. */
import { readFile, stat } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "../../shared/failure";
import { never } from "../../shared/never";
import { cmppProvider } from "./cmpp/provider";
import { cmppSettings } from "./cmpp/settings";
import { httpProvider, httpSettings } from "./http-provider";
import { masProvider } from "./mas/provider";
import { masSettings } from "./mas/settings";
import type { SmsProvider } from "./provider";
import type { After } from "./timer";

const providerSettings = z.discriminatedUnion("kind", [masSettings, cmppSettings, httpSettings]);

export const smsSettings = z.strictObject({
  format: z.literal("caibian-sms/1"),
  /** In the order in which they are tried. */
  providers: z
    .array(providerSettings)
    .min(1)
    .max(4)
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, "names"),
});
export type SmsSettings = z.infer<typeof smsSettings>;

/** @throws AppError E_STATE; what stands in the file is not in it */
export async function loadSmsSettings(path: string): Promise<SmsSettings> {
  const text = await readOwn(path);
  const parsed = smsSettings.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new AppError("E_STATE", `短信配置文件不符合格式${where === "" ? "" : `（${where}）`}，见 docs/sms.md`);
}

async function readOwn(path: string): Promise<string> {
  const [info, text] = await Promise.all([stat(path), readFile(path, "utf8")]).catch((cause) => {
    throw new AppError("E_STATE", "短信配置文件（CAIBIAN_SMS_FILE）读不到", { cause });
  });
  // Windows keeps rights elsewhere; there the folder's rights hold.
  if (process.platform !== "win32" && (info.mode & 0o077) !== 0)
    throw new AppError("E_STATE", "短信配置文件含有密钥，其他账号不得读取（chmod 600）");
  return text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema says what is wrong with nothing.
    return null;
  }
}

export function providersOf(
  settings: SmsSettings,
  parts: { readonly clock: () => Date; readonly after: After },
): readonly SmsProvider[] {
  return settings.providers.map((one) => {
    switch (one.kind) {
      case "mas":
        return masProvider(one);
      case "cmpp":
        return cmppProvider(one, parts);
      case "http":
        return httpProvider(one);
      default:
        return never(one);
    }
  });
}
