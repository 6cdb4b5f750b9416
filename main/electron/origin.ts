/** The origin of the product's own window. Fixed: another one would be an empty store. */
export const scheme = "app";
export const origin = "app://caibian";
export const startPage = `${origin}/index.html`;

/** Whether an address is a page of ours; an empty one or about:blank is not. */
export const isOurPage = (address: string): boolean => address === origin || address.startsWith(`${origin}/`);
