/** Sizes of attachments 附件 that desk and platform agree on. */

/** What is sealed, stored and sent as one. */
export const CHUNK_BYTES = 4 * 1024 * 1024;
/** One attachment at most. */
export const MAX_FILE_BYTES = 200 * 1024 * 1024;
/** In words of the product: 200 MB. */
export const MAX_FILE_MEGABYTES = MAX_FILE_BYTES / 1024 / 1024;
