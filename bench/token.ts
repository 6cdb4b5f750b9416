/** Keys on tokens in software, each behind its driver in a signer process, as the product uses them. */

import type { TokenDriver } from "../main/tokens/driver";
import { createTokenHost } from "../main/tokens/host-client";
import { loadAdmin, prepare } from "../main/tokens/testing/skf-admin";
import { openSoftHsm } from "../main/tokens/testing/soft-hsm";
import { openSoftSkf, skfSigner } from "../main/tokens/testing/soft-skf";
import type { IssuedKey } from "../node/demo-authority";
import { utf8 } from "../shared/bytes";
import type { Signer } from "../shared/trust/port";

export interface BenchToken {
  /** Types the PIN, signs, logs out: what one confirmation does. */
  readonly signer: Signer;
  readonly close: () => Promise<void>;
}

const PIN = "Key-PIN-1";

/** RSA on SoftHSM over PKCS#11. */
export async function softHsmToken({ key, certificate, signer }: IssuedKey): Promise<BenchToken> {
  const hsm = openSoftHsm();
  hsm.addToken("CA-KEY", PIN, [{ id: "01", key, certificate }]);
  const driver = createTokenHost({ module: hsm.plain, spawn: hsm.spawn });
  return over(driver, signer.chain, () => hsm.close());
}

/** SM2 on our software token over SKF. */
export async function softSkfToken({ key, certificate, signer }: IssuedKey): Promise<BenchToken> {
  const token = openSoftSkf();
  token.plugIn(0);
  const keys = [{ container: "SM2", key, certificate }];
  prepare(loadAdmin(token.module), { device: "SOFTSKF0", application: "GWAPP", pin: PIN, keys });
  const driver = createTokenHost({ module: token.module, spawn: skfSigner(process.env) });
  return over(driver, signer.chain, () => token.close());
}

async function over(driver: TokenDriver, chain: readonly Uint8Array[], remove: () => void): Promise<BenchToken> {
  const [token] = await driver.tokens();
  const [certificate] = token === undefined ? [] : await driver.certificates(token.serial);
  if (token === undefined || certificate === undefined) throw new Error("the token shows no certificate");
  const sign = async (data: Uint8Array): Promise<Uint8Array> => {
    const session = await driver.login(token.serial, utf8(PIN));
    try {
      const [value] = await session.sign(certificate.id, [data]);
      return value ?? new Uint8Array();
    } finally {
      await session.close();
    }
  };
  return {
    signer: { chain, sign },
    close: async () => {
      await driver.close();
      remove();
    },
  };
}
