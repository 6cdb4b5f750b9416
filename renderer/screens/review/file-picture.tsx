/** A picture by the hash of its bytes: shown only when the bytes are the ones the hash names. */
import { useEffect, useState } from "react";
import { digestOf } from "../../../shared/digest";
import type { Digest } from "../../../shared/schema";
import { type Services, useServices } from "../../services";

/** The bytes of a file: this machine's copy, else the platform's; null when neither has what the hash names. */
export async function fileBytes({ drafts }: Pick<Services, "drafts">, hash: Digest): Promise<Uint8Array | null> {
  const bytes = await drafts.readFile(hash).catch(() => null);
  return bytes !== null && digestOf(bytes) === hash ? bytes : null;
}

export function FilePicture({ hash, alt }: { readonly hash: Digest; readonly alt: string }) {
  const services = useServices();
  const [address, setAddress] = useState<string | null>(null);
  const [state, setState] = useState<"loading" | "shown" | "missing">("loading");
  useEffect(() => {
    let made: string | null = null;
    let stopped = false;
    void fileBytes(services, hash).then((bytes) => {
      if (stopped) return;
      if (bytes === null) return setState("missing");
      made = URL.createObjectURL(new Blob([new Uint8Array(bytes)]));
      setAddress(made);
      setState("shown");
    });
    return () => {
      stopped = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [services, hash]);
  if (address !== null) return <img src={address} alt={alt} />;
  return (
    <span className="picture-missing" role="img" aria-label={alt}>
      {state === "loading" ? "正在取图片…" : "图片暂时取不到，其摘要仍在签名之内。"}
    </span>
  );
}
