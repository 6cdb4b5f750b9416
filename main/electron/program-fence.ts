/** What holds for the whole program, whatever window or page is made: nothing is trusted, opened or taken in. */
import type { Contents, FencedProgram } from "./ports";

/** Before the first window. */
export function fenceProgram(app: FencedProgram, { locked }: { readonly locked: boolean }): void {
  // A certificate that Chromium does not trust stays untrusted: there is no "go on anyway" (AU-6).
  app.on("certificate-error", (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  // Pages reach no server; whoever asks for a certificate or a password there gets none.
  app.on("select-client-certificate", (event, _contents, _url, _certificates, answer) => {
    event.preventDefault();
    answer();
  });
  app.on("login", (event, _contents, _details, _auth, answer) => {
    event.preventDefault();
    answer();
  });
  app.on("web-contents-created", (_event, contents) => fenceContents(contents, { locked }));
}

/** Windows are refused, views are refused, and in a locked build developer tools that opened anyhow are closed. */
export function fenceContents(contents: Contents, { locked }: { readonly locked: boolean }): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.on("will-attach-webview", (event) => event.preventDefault());
  if (locked) contents.on("devtools-opened", () => contents.closeDevTools());
}
