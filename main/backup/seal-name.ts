/** What the digest of a manifest is sealed under. */
export const sealNameOf = (storeId: string, generation: string) => ({
  scope: "backup",
  name: `${storeId}|${generation}`,
});
