/** The platform's settings as the environment gives them (docs/platform.md). A half or unreadable one stops the start. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { dataFolder } from "../node/folders";
import { AppError } from "../shared/failure";
import { type DocumentKey, documentKey } from "../shared/trust/document-signature";
import { type BackupKey, recipientKey } from "./backup/backup-key";
import { blobOptions } from "./blobs/open-blobs";
import { defaultRates, type Rates } from "./http/throttle";
import type { SmsOptions } from "./sms/outlet";
import type { PlatformOptions } from "./start";

const DEFAULT_PORT = 17_810;
/** Beside dist/node, where the build puts it. */
const TEMPLATE = join(import.meta.dirname, "..", "platform-template");

type Environment = NodeJS.ProcessEnv;

/** @throws AppError E_STATE naming the setting */
export function optionsFrom(env: Environment): PlatformOptions {
  const { DATABASE_URL, CAIBIAN_PLATFORM_HOST, CAIBIAN_TLS_CERT, CAIBIAN_TLS_KEY } = env;
  const tls =
    CAIBIAN_TLS_CERT === undefined || CAIBIAN_TLS_KEY === undefined
      ? {}
      : { tls: { cert: readFileSync(CAIBIAN_TLS_CERT), key: readFileSync(CAIBIAN_TLS_KEY) } };
  return {
    folder: dataFolder(env, process.platform),
    port: Number(env.CAIBIAN_PLATFORM_PORT ?? DEFAULT_PORT),
    template: TEMPLATE,
    ...(CAIBIAN_PLATFORM_HOST === undefined ? {} : { host: CAIBIAN_PLATFORM_HOST }),
    ...(DATABASE_URL === undefined || DATABASE_URL === "" ? {} : { databaseUrl: DATABASE_URL }),
    ...smsOptions(env),
    ...blobOptions(env),
    ...identityOptions(env),
    ...serviceOptions(env),
    ...backupOptions(env),
    ...policyOptions(env),
    ...updateOptions(env),
    ...(env.CAIBIAN_DEMO_KEYS === "sm2" ? { demoKeys: "sm2" as const } : {}),
    ...tls,
  };
}

function identityOptions(env: Environment): Pick<PlatformOptions, "publicUrl" | "revocation" | "secretFile"> {
  const { CAIBIAN_PLATFORM_URL, CAIBIAN_CRL_URLS = "", CAIBIAN_OCSP_URL, CAIBIAN_PLATFORM_SECRET_FILE } = env;
  return {
    ...(CAIBIAN_PLATFORM_URL === undefined ? {} : { publicUrl: CAIBIAN_PLATFORM_URL }),
    ...(CAIBIAN_PLATFORM_SECRET_FILE === undefined ? {} : { secretFile: CAIBIAN_PLATFORM_SECRET_FILE }),
    revocation: { crls: listed(CAIBIAN_CRL_URLS), ocsp: CAIBIAN_OCSP_URL ?? null },
  };
}

/** Public keys that sign policies of units, as `npm run policy -- new-key` prints them. */
function policyOptions({ CAIBIAN_POLICY_KEYS }: Environment): Pick<PlatformOptions, "policyKeys"> {
  if (CAIBIAN_POLICY_KEYS === undefined) return {};
  return { policyKeys: publicKeys("CAIBIAN_POLICY_KEYS", CAIBIAN_POLICY_KEYS) };
}

/** A folder with one feed for each edition; without keys it is served and no minimum version is taken from it. */
function updateOptions(env: Environment): Pick<PlatformOptions, "updates"> {
  const { CAIBIAN_UPDATES_FOLDER, CAIBIAN_RELEASE_KEYS } = env;
  if (CAIBIAN_UPDATES_FOLDER === undefined) return {};
  const keys = CAIBIAN_RELEASE_KEYS === undefined ? [] : publicKeys("CAIBIAN_RELEASE_KEYS", CAIBIAN_RELEASE_KEYS);
  return { updates: { folder: CAIBIAN_UPDATES_FOLDER, keys } };
}

function publicKeys(name: string, file: string): readonly DocumentKey[] {
  const text = bytesOf(name, file).toString("utf8");
  try {
    return z.array(documentKey).parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError("E_STATE", `${name} 所指的文件不是公钥清单`, { cause });
  }
}

function smsOptions({ CAIBIAN_SMS_FILE, CAIBIAN_SMS_URL, CAIBIAN_SMS_SIMULATOR }: Environment): SmsOptions {
  return {
    ...(CAIBIAN_SMS_FILE === undefined ? {} : { smsFile: CAIBIAN_SMS_FILE }),
    ...(CAIBIAN_SMS_URL === undefined ? {} : { smsUrl: CAIBIAN_SMS_URL }),
    ...(CAIBIAN_SMS_SIMULATOR === undefined ? {} : { smsSimulator: CAIBIAN_SMS_SIMULATOR }),
  };
}

function serviceOptions(env: Environment): Pick<PlatformOptions, "metrics" | "proxies" | "rates" | "stopTimes"> {
  const { CAIBIAN_METRICS_PORT, CAIBIAN_METRICS_HOST = "127.0.0.1", CAIBIAN_DRAIN_SECONDS } = env;
  const proxies = listed(env.CAIBIAN_TRUSTED_PROXIES ?? "");
  const port = numberIn(env, "CAIBIAN_METRICS_PORT");
  const drain = numberIn(env, "CAIBIAN_DRAIN_SECONDS");
  return {
    rates: ratesFrom(env),
    ...(proxies.length === 0 ? {} : { proxies }),
    ...(CAIBIAN_METRICS_PORT === undefined || port === null ? {} : { metrics: { host: CAIBIAN_METRICS_HOST, port } }),
    ...(CAIBIAN_DRAIN_SECONDS === undefined || drain === null ? {} : { stopTimes: { drainMs: drain * 1_000 } }),
  };
}

/** Bursts keep their ratio to the average. */
function ratesFrom(env: Environment): Rates {
  const scaled = (name: string, { perSecond, burst }: Rates["address"]): Rates["address"] => {
    const wanted = numberIn(env, name);
    return wanted === null ? { perSecond, burst } : { perSecond: wanted, burst: wanted * (burst / perSecond) };
  };
  return {
    address: scaled("CAIBIAN_RATE_ADDRESS", defaultRates.address),
    account: scaled("CAIBIAN_RATE_ACCOUNT", defaultRates.account),
  };
}

function backupOptions(env: Environment): Pick<PlatformOptions, "backup"> {
  const { CAIBIAN_BACKUP_FOLDER } = env;
  if (CAIBIAN_BACKUP_FOLDER === undefined) return {};
  return { backup: { folder: CAIBIAN_BACKUP_FOLDER, key: backupKey(env) } };
}

/** From files only: what stands in the environment or on the command line is read by others. @throws AppError E_STATE */
export function backupKey(env: Environment): BackupKey {
  const { CAIBIAN_BACKUP_PASSPHRASE_FILE, CAIBIAN_BACKUP_RECIPIENT, CAIBIAN_BACKUP_PRIVATE_KEY } = env;
  if (CAIBIAN_BACKUP_PRIVATE_KEY !== undefined)
    return { kind: "private", pkcs8: bytesOf("CAIBIAN_BACKUP_PRIVATE_KEY", CAIBIAN_BACKUP_PRIVATE_KEY) };
  if (CAIBIAN_BACKUP_RECIPIENT !== undefined)
    return recipientKey(bytesOf("CAIBIAN_BACKUP_RECIPIENT", CAIBIAN_BACKUP_RECIPIENT));
  if (CAIBIAN_BACKUP_PASSPHRASE_FILE === undefined)
    throw new AppError("E_STATE", "请设置 CAIBIAN_BACKUP_PASSPHRASE_FILE 或 CAIBIAN_BACKUP_RECIPIENT");
  const text = bytesOf("CAIBIAN_BACKUP_PASSPHRASE_FILE", CAIBIAN_BACKUP_PASSPHRASE_FILE).toString("utf8");
  return { kind: "passphrase", passphrase: text.replace(/\r?\n$/, "") };
}

function bytesOf(name: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new AppError("E_STATE", `读不到 ${name} 所指的文件`, { cause });
  }
}

function numberIn(env: Environment, name: string): number | null {
  const text = env[name];
  if (text === undefined || text === "") return null;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new AppError("E_STATE", `${name} 不是数字`);
  return value;
}

const listed = (text: string): string[] => text.split(/[\s,]+/).filter((one) => one !== "");
