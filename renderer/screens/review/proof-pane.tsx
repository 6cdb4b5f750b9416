/** The sample page of the item: the platform's, or the same one made here while the platform is out of reach. */
import { Alert, Spin } from "antd";
import { useEffect, useState } from "react";
import { utf8 } from "../../../shared/bytes";
import { digestOf } from "../../../shared/digest";
import type { ItemDetail } from "../../../shared/http/item";
import { proofSheet } from "../../../shared/publication/page";
import type { Digest } from "../../../shared/schema";
import { type Services, useServices } from "../../services";
import { reviewText } from "../../text/review";
import { ProofFrame } from "./proof-frame";

interface ProofPaneProps {
  readonly detail: ItemDetail;
  readonly layoutHash: Digest;
}

export function ProofPane({ detail, layoutHash }: ProofPaneProps) {
  const services = useServices();
  const [html, setHtml] = useState<string | null>(null);
  useEffect(() => {
    let stopped = false;
    setHtml(null);
    void sampleOf(services, detail).then((sample) => {
      if (!stopped) setHtml(sample);
    });
    return () => {
      stopped = true;
    };
  }, [services, detail]);
  if (html === null) return <Spin description={reviewText.proofChecking} className="review-wait" />;
  // The signature covers layoutHash, so only the page with exactly that hash may be looked at.
  if (digestOf(utf8(html)) !== layoutHash) {
    return <Alert type="error" showIcon title={reviewText.proofDiffers} description="E_HASH" />;
  }
  return <ProofFrame html={html} files={detail.content.files} height="100%" />;
}

async function sampleOf({ read, profile }: Services, detail: ItemDetail): Promise<string> {
  const remote = await read("items.proof", { itemId: detail.summary.itemId }).catch(() => null);
  if (remote !== null) return remote.html;
  return profile === null ? "" : proofSheet(detail.content, profile).html;
}
