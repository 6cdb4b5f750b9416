/** The version of a store's records. Counts up with every change of them that an older version would misread. */
export const STORE_SCHEMA = 2;
