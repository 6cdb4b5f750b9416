import { describe, expect, it } from "vitest";
import { utf8 } from "../shared/bytes";
import { type DocumentProof, verifyDocument } from "../shared/trust/document-signature";
import { nodeDocumentCheck } from "./document-check";
import { newDocumentKey, readDocumentKey, signDocument } from "./document-key";

const document = utf8('{"ring":"general"}');
const at = new Date("2026-11-22T08:00:00.000Z");
const notAfter = "2026-12-31T00:00:00.000Z";

describe.each(["ed25519", "sm2-sm3"] as const)("document signatures by %s", (algorithm) => {
  const file = newDocumentKey({ keyId: "office-2026", algorithm, notAfter });
  const signature = signDocument(document, "policy", [file]);
  const proof = (changes: Partial<DocumentProof> = {}): DocumentProof => ({
    ...{ document, signature: JSON.stringify(signature), purpose: "policy", keys: [file.key] },
    ...{ check: nodeDocumentCheck, at, ...changes },
  });
  const why = (changes: Partial<DocumentProof>): string => {
    const verdict = verifyDocument(proof(changes));
    return verdict.kind === "refused" ? verdict.why : verdict.kind;
  };

  it("BD-2: a pinned key's signature holds, and the key file read again signs as well", () => {
    expect(verifyDocument(proof())).toEqual({ kind: "holds", keyId: "office-2026" });
    const again = signDocument(document, "policy", [readDocumentKey(JSON.stringify(file))]);
    expect(why({ signature: JSON.stringify(again) })).toBe("holds");
  });

  it("BD-2: each changed byte of the document breaks it", () => {
    for (let n = 0; n < document.length; n += 1) {
      const changed = Uint8Array.from(document);
      changed[n] = (changed[n] ?? 0) ^ 1;
      expect(why({ document: changed })).toBe("broken");
    }
  });

  it("BD-2: what was signed as a policy is no release, even when the file says so", () => {
    expect(why({ purpose: "release" })).toBe("purpose");
    expect(why({ purpose: "release", signature: JSON.stringify({ ...signature, purpose: "release" }) })).toBe("broken");
  });

  it("L7: a key past its end and a key nobody pinned are told apart", () => {
    expect(why({ at: new Date("2027-01-01T00:00:00.000Z") })).toBe("expired-key");
    expect(why({ keys: [newDocumentKey({ keyId: "other", algorithm }).key] })).toBe("unknown-key");
    expect(why({ keys: [newDocumentKey({ keyId: "office-2026", algorithm }).key] })).toBe("broken");
  });

  it("L7: in a rotation the old key's terminals and the new key's terminals both take one file", () => {
    const next = newDocumentKey({ keyId: "office-2027", algorithm });
    const both = JSON.stringify(signDocument(document, "policy", [file, next]));
    expect(why({ signature: both })).toBe("holds");
    expect(why({ signature: both, keys: [next.key] })).toBe("holds");
  });

  it("BD-2: text that is no signature file is named so", () => {
    expect(why({ signature: "{}" })).toBe("unreadable");
    expect(why({ signature: "\u0000" })).toBe("unreadable");
  });
});
