/** A unit's own SMS service as a provider: `{phone, text}` over HTTPS, any 2xx is a yes. No delivery reports. */
import { z } from "zod";
import { SmsFault, type SmsProvider } from "./provider";
import { plainNumber } from "./recipient";

export const httpSettings = z.strictObject({
  kind: z.literal("http"),
  name: z.string().min(1).max(20),
  url: z.url({ protocol: /^https?$/ }),
  timeoutMs: z.number().int().min(500).max(10_000).default(4_000),
});
type HttpSettings = z.infer<typeof httpSettings>;

export function httpProvider({ name, url, timeoutMs }: HttpSettings): SmsProvider {
  return {
    name,
    start: async () => undefined,
    send: async ({ key, phone, text }) => {
      const status = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": key },
        body: JSON.stringify({ phone: plainNumber(phone), text }),
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      }).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status >= 200 && status < 300) return [];
      if (status === 0) throw new SmsFault("passing", "CONNECTION");
      throw new SmsFault(status >= 500 || status === 429 ? "passing" : "provider", `HTTP_${status}`);
    },
    onReport: () => () => undefined,
    stop: async () => undefined,
  };
}
