/** Whether the certificates of a pack stood when the platform took their signatures, by what it had from their authorities then. */
import { AppError } from "../failure";
import type { Digest } from "../schema";
import type { Evidence } from "./evidence";
import type { Pack } from "./pack-read";
import type { Path } from "./path";
import type { Receipt } from "./receipt";
import { demandUnrevoked, type RevocationData, type RevocationTrust, revocationOf } from "./revocation";
import { isStamped } from "./verdict-receipt";

export interface Standing {
  /** False where the platform had no list and no answer: told to the reader, not a fault of the signature. */
  readonly known: boolean;
  readonly text: string;
}

/**
 * Judged at the time of the receipt and by exactly the files it names.
 * @throws AppError E_CERT_REVOKED; E_REVOCATION for a file that is missing, damaged, or settles nothing about this path
 */
export function standingAt(path: Path, receipt: Receipt, { pack, check }: Evidence): Standing {
  if (!isStamped(receipt)) return { known: false, text: "早期回执，未附吊销数据" };
  const base = { at: receipt.at, check, nonce: null };
  const data = named(pack, receipt.revocation);
  for (const file of singly(data)) refuseUseless(path, { ...base, data: file });
  const unknown = demandUnrevoked(path, { ...base, data }, "soft");
  if (unknown.length > 0) return { known: false, text: unknown[0] ?? "" };
  return { known: true, text: `平台收到时未吊销（${describe(data)}）` };
}

function named({ crls, ocsp }: Pack, digests: readonly Digest[]): RevocationData {
  const missing = digests.find((digest) => !crls.has(digest) && !ocsp.has(digest));
  if (missing !== undefined) throw new AppError("E_REVOCATION", "回执所指的吊销数据不在证据包中");
  const pick = (files: ReadonlyMap<Digest, Uint8Array>): Uint8Array[] =>
    digests.flatMap((digest) => files.get(digest) ?? []);
  return { crls: pick(crls), ocsp: pick(ocsp) };
}

const singly = ({ crls, ocsp }: RevocationData): RevocationData[] => [
  ...crls.map((list) => ({ crls: [list], ocsp: [] })),
  ...ocsp.map((answer) => ({ crls: [], ocsp: [answer] })),
];

/** The platform names only what it relied on, so a file that proves nothing was put in another's place. */
function refuseUseless(path: Path, trust: RevocationTrust): void {
  const states = revocationOf(path, trust);
  const [first] = states;
  if (states.every(({ kind }) => kind === "unknown"))
    throw new AppError("E_REVOCATION", first?.kind === "unknown" ? first.why : "吊销数据与证书无关");
}

const describe = ({ crls, ocsp }: RevocationData): string =>
  [
    ...(crls.length > 0 ? [`吊销列表 ${crls.length} 份`] : []),
    ...(ocsp.length > 0 ? [`查询应答 ${ocsp.length} 份`] : []),
  ].join("，");

/** Nothing lies in the pack that no receipt names. @throws AppError E_PACK */
export function refuseUnnamed({ receipts, crls, ocsp }: Pack): void {
  const used = new Set(receipts.flatMap(({ value }) => (isStamped(value) ? value.revocation : [])));
  if ([...crls.keys(), ...ocsp.keys()].some((digest) => !used.has(digest)))
    throw new AppError("E_PACK", "有吊销数据不属于任何回执");
}
