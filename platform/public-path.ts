/** Addresses of the public site. */
export const publicPath = (site: string, repoId: string): string => `/public/site/${site}/items/${repoId}`;
export const publicFiles = (site: string): string => `/public/site/${site}/files/`;
export const publicStyle = "/public/style.css";
