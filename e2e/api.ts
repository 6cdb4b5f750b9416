/** A signed-in caller of the platform without any desk: what a patched client could do. */

import { readFileSync } from "node:fs";
import { type Client, createClient } from "../main/platform/client";
import { openPkcs12 } from "../node/pkcs12";
import { toBase64 } from "../shared/bytes";
import { canonicalJson } from "../shared/canonical";
import { digestOf } from "../shared/digest";
import type { LoginStatement } from "../shared/http/session";
import type { Cast } from "../shared/model/cast";
import { loginSigningInput } from "../shared/trust/login";
import type { Signer } from "../shared/trust/port";

export type CastPerson = Cast["sites"][number]["persons"][number];

export interface ApiSession {
  readonly client: Client;
  readonly token: string;
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
export async function signInByApi(platformUrl: string, inbox: string, person: CastPerson): Promise<ApiSession> {
  const client = createClient(platformUrl, fetch);
  const { signer } = await openPkcs12(readFileSync(person.keyFile), person.passphrase);
  const [own] = signer.chain;
  if (own === undefined) throw new Error("证书文件里没有证书");
  const device = "e2e-caller";
  const challenge = await client.request("auth.challenge", { body: { device } });
  const statement: LoginStatement = { type: "caibian-login/1", ...challenge, device, certificate: digestOf(own) };
  const signature = await signer.sign(loginSigningInput(statement));
  const { ticket } = await client.request("auth.certificate", {
    body: {
      statement: canonicalJson(statement),
      signature: toBase64(signature),
      chain: signer.chain.map((certificate) => toBase64(certificate)),
    },
  });
  const code = await readSmsCode(inbox, person.name);
  const { token } = await client.request("session.create", { body: { ticket, code } });
  return { client, token, signer };
}
