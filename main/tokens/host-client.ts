/** A token driver whose library lives in a signer process of its own (docs/adr/0008). */
import { AppError } from "../../shared/failure";
import type { TokenModule } from "../../shared/model/token-module";
import { systemTimers, type Timers } from "../timers";
import { SignerConnection, signerDeadlines } from "./connection";
import type { TokenDriver, TokenSession } from "./driver";
import { checkModuleFile } from "./module-file";
import type { SignerCall } from "./protocol";
import type { Spawn } from "./spawn";

export interface TokenHostOptions {
  readonly module: TokenModule;
  readonly spawn: Spawn;
  readonly timers?: Timers;
  readonly deadlines?: Partial<Readonly<Record<SignerCall, number>>>;
}

export function createTokenHost({ module, spawn, timers = systemTimers, deadlines }: TokenHostOptions): TokenDriver {
  const connection = new SignerConnection({
    module,
    spawn,
    timers,
    deadlines: { ...signerDeadlines, ...deadlines },
    checkModule: checkModuleFile,
  });
  return {
    tokens: () => connection.ask("tokens", null),
    certificates: (serial) => connection.ask("certificates", { serial }),
    login: async (serial, pin, lastTry = false) => {
      try {
        const session = await connection.ask("login", { serial, pin, lastTry });
        return sessionOver(connection, session, connection.generation);
      } finally {
        pin?.fill(0);
      }
    },
    close: () => connection.end(),
  };
}

function sessionOver(connection: SignerConnection, session: number, generation: number): TokenSession {
  let open = true;
  return {
    sign: async (certificate, data) => {
      if (!open) throw new AppError("E_TOKEN_LOGIN");
      return connection.ask("sign", { session, certificate, data: [...data] }, generation);
    },
    open: async (envelope) => {
      if (!open) throw new AppError("E_TOKEN_LOGIN");
      return connection.ask("open", { session, envelope }, generation);
    },
    close: async () => {
      if (!open) return;
      open = false;
      try {
        await connection.ask("logout", { session }, generation);
      } catch (error) {
        // A process that is gone holds no login; one that cannot log out must not go on with one.
        if (!(error instanceof AppError)) throw error;
        if (connection.generation === generation) await connection.end();
      }
    },
  };
}
