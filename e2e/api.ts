/** A signed-in caller of the platform without any desk: what a patched client could do. */

import { readFileSync } from "node:fs";
import { type Client, createClient } from "../main/platform/client";
import type { Credential } from "../main/platform/proof-headers";
import { presentCertificate } from "../main/platform/sign-in";
import { openPkcs12 } from "../node/pkcs12";
import { digestOf } from "../shared/digest";
import type { Cast } from "../shared/model/cast";
import type { Signer } from "../shared/trust/port";

export type CastPerson = Cast["sites"][number]["persons"][number];

export interface ApiSession {
  readonly client: Client;
  readonly credential: Credential;
  readonly signer: Signer;
}

/** The newest code the demo inbox shows for a person. @throws Error when there is none. */
export async function readSmsCode(inbox: string, name: string): Promise<string> {
  const page = await (await fetch(inbox)).text();
  const entry = page.split("<li ").find((part) => part.startsWith(`data-to="${name}"`));
  const code = /class="code">(\d{6})</.exec(entry ?? "")?.[1];
  if (code === undefined) throw new Error(`短信收件箱里没有给${name}的验证码`);
  return code;
}

/** Signs in with key, PIN and SMS code, straight on the platform's API. */
export function signInByApi(platformUrl: string, inbox: string, person: CastPerson): Promise<ApiSession> {
  const client = createClient(platformUrl, fetch);
  return signInWith({ client, person, readCode: () => readSmsCode(inbox, person.name) });
}

export interface SignIn {
  readonly client: Client;
  readonly person: Pick<CastPerson, "keyFile" | "passphrase">;
  readonly readCode: () => Promise<string>;
}

/** The same where the platform is not a demo city's: another way to it, another inbox. */
export async function signInWith({ client, person, readCode }: SignIn): Promise<ApiSession> {
  const { signer } = await openPkcs12(readFileSync(person.keyFile), person.passphrase);
  const [own] = signer.chain;
  if (own === undefined) throw new Error("证书文件里没有证书");
  const now = (): Date => new Date();
  const login = { signer, fingerprint: digestOf(own) };
  const { ticket, proofKey } = await presentCertificate({ client, device: "e2e-caller", now }, login);
  const code = await readCode();
  const credential = { key: proofKey, token: null, now };
  const { token } = await client.request("session.create", { body: { ticket, code }, credential });
  return { client, credential: { ...credential, token }, signer };
}
