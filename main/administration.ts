/** What administration needs of a desk: its word about itself, and the way into the administrators' pages (docs/adr/0023). */
import { digestOfJson } from "../shared/digest";
import { AppError } from "../shared/failure";
import { adminEntryPath } from "../shared/http/admin";
import type { Handlers } from "../shared/ipc/contract";
import type { BuildIdentity } from "../shared/model/build-identity";
import { type FleetParts, FleetReport } from "./fleet";
import type { Client } from "./platform/client";
import type { DeskPolicy, PolicySetting } from "./policy/desk-policy";
import type { Updates } from "./update/updates";

/** Shows a page of the platform in a window without an address bar (BD-4). @throws AppError E_BROWSER without a browser */
export type OpenPage = (url: string) => Promise<void>;

export interface AdministrationOptions extends Pick<PolicySetting, "build"> {
  readonly shell: BuildIdentity["edition"];
  readonly version: string;
  /** Absent where no browser may be opened, as in tests. */
  readonly openPage?: OpenPage;
}

interface Parts extends Omit<FleetParts, "facts" | "bug" | "directed"> {
  readonly updates: Pick<Updates, "ring" | "directed">;
  readonly client: Pick<Client, "address">;
  readonly policy: Pick<DeskPolicy, "now">;
  readonly log: { readonly bug: (what: string, error: unknown) => void };
}

export interface Administration {
  readonly handlers: Pick<Handlers, "desk:admin.open" | "desk:fleet.counts">;
  readonly start: () => void;
  readonly stop: () => void;
}

export function openAdministration(options: AdministrationOptions, parts: Parts): Administration {
  const { session, client, policy, log, updates } = parts;
  const { build, shell, version } = options;
  const facts = () => {
    const issue = build?.machineIssue?.() ?? { hash: digestOfJson(policy.now()), serial: null };
    const locked = build?.lockedBuild ?? false;
    return {
      version,
      edition: shell,
      locked,
      policyHash: issue.hash,
      policySerial: issue.serial,
      ring: updates.ring(),
    };
  };
  const report = new FleetReport({
    ...{ ...parts, facts, directed: updates.directed },
    bug: (error) => log.bug("fleet", error),
  });
  return {
    start: report.start,
    stop: report.stop,
    handlers: {
      "desk:fleet.counts": async (counts) => {
        report.counted(counts);
        return null;
      },
      "desk:admin.open": async () => {
        const { openPage } = options;
        if (openPage === undefined) throw new AppError("E_BROWSER");
        const { ticket, code, expiresAt } = await session.authorised("admin.ticket", { body: null });
        await openPage(`${client.address}${adminEntryPath}?ticket=${encodeURIComponent(ticket)}`);
        return { code, expiresAt };
      },
    },
  };
}
