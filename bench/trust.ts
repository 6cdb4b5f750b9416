/** Signing and verifying one statement with a soft RSA key. */
import { foundCity } from "../node/demo-authority";
import { nodeCheck } from "../node/signature-check";
import { canonicalBytes } from "../shared/canonical";
import { signDetached, verifyDetached } from "../shared/trust/cms";
import { printFigures } from "./figure";

export async function trust(): Promise<void> {
  const at = new Date();
  const city = await foundCity({ site: "luan", name: "六安市", at });
  const person = await city.issuePerson({ name: "林初晴", unitName: "市政府办公室" });
  const content = canonicalBytes({ title: "关于做好汛期地质灾害防范应对工作的通知", decision: "approve" });
  const cms = await signDetached(content, person.signer, at);
  const rules = { anchors: city.anchors, at: at.toISOString(), check: nodeCheck, purpose: "review" as const };
  await printFigures([
    { name: "sign a statement (RSA 2048, CMS)", runs: 21, work: () => signDetached(content, person.signer, at) },
    { name: "verify a statement with its path", runs: 21, work: () => verifyDetached(content, cms, rules) },
  ]);
}
