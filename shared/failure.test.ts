import { describe, expect, it } from "vitest";
import { endsKeyUse, failureCodes, isProbe } from "./failure";

const certificateCodes = failureCodes.filter((code) => /^E_CERT(?:_|$)/.test(code));

describe("what the table of failures says about a failure beside its words", () => {
  it("S7: whatever is wrong with the certificate ends a batch: the next signature would be with the same one", () => {
    expect(certificateCodes.length).toBeGreaterThan(10);
    expect(certificateCodes.filter((code) => !endsKeyUse(code))).toEqual([]);
  });

  it("AU-1: whatever is wrong with the certificate counts against whoever offers it at the open door", () => {
    expect(certificateCodes.filter((code) => !isProbe(code))).toEqual([]);
  });

  it("S7: a key that is gone, locked or without a login ends a batch; a fault of one item, or one that passes, does not", () => {
    const gone = ["E_TOKEN_REMOVED", "E_TOKEN_ABSENT", "E_TOKEN_LOGIN", "E_SIGNER_CRASHED", "E_PIN_LOCKED"] as const;
    expect(gone.filter((code) => !endsKeyUse(code))).toEqual([]);
    const single = ["E_HASH", "E_STATE", "E_SIGN", "E_TOKEN_FAULT", "E_LOCKED", "E_INTERNAL"] as const;
    expect(single.filter(endsKeyUse)).toEqual([]);
  });

  it("AU-6: what is our own trouble, or the network's, counts against no address", () => {
    const ours = ["E_REVOCATION", "E_SMS_GATEWAY", "E_SERVER", "E_INTERNAL", "E_CLOCK", "E_LIMIT", "E_NET"] as const;
    expect(ours.filter(isProbe)).toEqual([]);
  });
});
