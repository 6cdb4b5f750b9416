/**
 * Two stores of one certificate on one machine (D8): the one that was begun here, and one that a backup of another machine
 * brought. Each keeps a folder, a keychain entry and an index of its own; what is sealed in them is bound to the name that
 * both have from the certificate, so the second one's folder is called after that name and its backup.
 */
const BESIDE = /\.(\d{8}T\d{6}Z)$/;

export const besideName = (storeId: string, generation: string): string => `${vaultNameOf(storeId)}.${generation}`;

/** The name that slots, rows and chunks of a store are sealed under. */
export const vaultNameOf = (storeId: string): string => storeId.replace(BESIDE, "");

/** The backup a store came from, where it lies beside another one; null for every other store. */
export const broughtBy = (storeId: string): string | null => BESIDE.exec(storeId)?.[1] ?? null;
