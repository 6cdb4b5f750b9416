import "./jitless";
import { createRoot } from "react-dom/client";
import { toFailure } from "../shared/failure";
import { App } from "./app";
import { bridgeOf, createDesk } from "./desk";
import { fencePage } from "./page-fence";
import { admitStyles, admitTextAreaStyles } from "./page-styles";
import { trustText } from "./trusted-text";
import { FailureNotice } from "./ui/failure-notice";
import { keepNoFields } from "./unkept-fields";
import "./theme.css";

trustText(window, location.origin);
fencePage(window, location.origin);
admitStyles(document);
admitTextAreaStyles(HTMLTextAreaElement.prototype);
keepNoFields(document);

/** A file dropped beside its target must not replace the workstation. */
for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has lost its root element");
createRoot(root).render(content());

function content() {
  try {
    return <App desk={createDesk(bridgeOf(window))} />;
  } catch (error) {
    return <FailureNotice failure={toFailure(error)} />;
  }
}
