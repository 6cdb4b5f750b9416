/**
 * electron-updater carries providers of code hosts and clouds beside the generic one. Ours is `generic`, set in code from the
 * signed policy; what would know an Internet address is left out of the bundle, so that nothing can turn it on (L12).
 */
import type { Plugin } from "vite";

const provider = /electron-updater\/out\/providers\/(GitHub|PrivateGitHub|GitLab|Bitbucket|Keygen)Provider\.js$/;
const addresses = /builder-util-runtime\/out\/publishOptions\.js$/;

const refusal = (name: string): string =>
  `exports.${name} = class { constructor() { throw new Error("only the generic provider is in this build"); } };`;

/** What stands in the place of a module; null for every other. */
export function withoutAddresses(id: string): string | null {
  const file = id.replaceAll("\\", "/").replace(/\?.*$/, "");
  const named = provider.exec(file)?.[1];
  if (named === "GitHub") return `${refusal("GitHubProvider")}${refusal("BaseGitHubProvider")}`;
  if (named !== undefined) return refusal(`${named}Provider`);
  if (!addresses.test(file)) return null;
  return ["githubUrl", "githubTagPrefix", "getS3LikeProviderBaseUrl"]
    .map((name) => `exports.${name} = () => { throw new Error("only the generic provider is in this build"); };`)
    .join("\n");
}

export const withoutForeignProviders = (): Plugin => ({
  name: "caibian-without-foreign-providers",
  enforce: "pre",
  load: (id) => withoutAddresses(id),
});
