/** Which blob store this installation has: a bucket where one is configured, else a folder beside the database. */
import { join } from "node:path";
import type { BlobStore } from "./blob-store";
import { diskBlobs } from "./disk";
import { type S3Settings, s3Blobs } from "./s3";

export interface BlobOptions {
  /** Another folder than the data folder's, e.g. on a larger disk or one that several processes share. */
  readonly blobFolder?: string;
  readonly s3?: S3Settings;
}

export async function openBlobs(folder: string, { blobFolder, s3 }: BlobOptions): Promise<BlobStore> {
  return s3 === undefined ? diskBlobs(blobFolder ?? join(folder, "blobs")) : s3Blobs(s3);
}

/** @throws Error, named in Chinese, for a half configuration: bytes must not land where nobody looks for them */
export function blobOptions(env: NodeJS.ProcessEnv): BlobOptions {
  const { CAIBIAN_BLOBS, CAIBIAN_S3_ENDPOINT, CAIBIAN_S3_BUCKET, CAIBIAN_S3_REGION } = env;
  const { CAIBIAN_S3_ACCESS_KEY, CAIBIAN_S3_SECRET_KEY } = env;
  const folder = CAIBIAN_BLOBS === undefined ? {} : { blobFolder: CAIBIAN_BLOBS };
  if (CAIBIAN_S3_ENDPOINT === undefined) return folder;
  if (CAIBIAN_S3_BUCKET === undefined || CAIBIAN_S3_ACCESS_KEY === undefined || CAIBIAN_S3_SECRET_KEY === undefined)
    throw new Error("附件库设置不完整：须同时给出 CAIBIAN_S3_BUCKET、CAIBIAN_S3_ACCESS_KEY、CAIBIAN_S3_SECRET_KEY");
  const s3 = {
    endpoint: CAIBIAN_S3_ENDPOINT,
    bucket: CAIBIAN_S3_BUCKET,
    region: CAIBIAN_S3_REGION ?? "us-east-1",
    accessKeyId: CAIBIAN_S3_ACCESS_KEY,
    secretAccessKey: CAIBIAN_S3_SECRET_KEY,
  };
  return { ...folder, s3 };
}
