/** The desk of the installed package, as an unprivileged person starts it, with everything around it that tries to loosen it. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { policy as policySchema } from "../../shared/model/policy";
import type { SpawnDesk } from "../world";
import type { DebianRoot } from "./debian-root";

export const editor = "editor";

/** Where the administrator lays what is to be handed out, inside the root. */
export const deployFolder = "/root/caibian";

/** A person's own tries: a script for Node, a policy of their own, a program for the system's loader. */
export const evilMark = `/home/${editor}/evil-was-here`;
const evilPolicy = `/home/${editor}/evil-policy.json`;
const evilScript = `/home/${editor}/evil.cjs`;

export interface InstalledDeskParts {
  readonly root: DebianRoot;
  /** Called once the deployment lies in the root: signs and installs it. */
  readonly deploy: () => void;
}

/** The first start deploys; later ones only start. */
export function installedDesk({ root, deploy }: InstalledDeskParts): SpawnDesk {
  let deployed = false;
  return (env) => {
    if (!deployed) {
      layDeployment(root, env.CAIBIAN_POLICY ?? "");
      deploy();
      deployed = true;
    }
    return root.spawn("/usr/bin/caibian --no-window", {
      user: editor,
      folder: `/home/${editor}`,
      env: {
        CAIBIAN_DESK_PORT: env.CAIBIAN_DESK_PORT ?? "",
        CAIBIAN_POLICY: evilPolicy,
        NODE_OPTIONS: `--require=${evilScript}`,
        NODE_PATH: `/home/${editor}`,
      },
    });
  };
}

/** Policy and anchors for the administrator, key files for the person, and the person's tries. */
function layDeployment(root: DebianRoot, policyFile: string): void {
  const { platformUrl, anchorsFiles, keyFolders } = policySchema.parse(JSON.parse(readFileSync(policyFile, "utf8")));
  const inside = (path: string): string => join(root.folder, path);
  mkdirSync(inside(`${deployFolder}/anchors`), { recursive: true });
  for (const file of anchorsFiles) cpSync(file, inside(`${deployFolder}/anchors/${basename(file)}`));
  const keys = keyFolders.map((folder, at) => {
    cpSync(folder, inside(`/home/${editor}/keys/${at}`), { recursive: true });
    return `/home/${editor}/keys/${at}`;
  });
  const policy = {
    level: "machine",
    serial: 1,
    issuedAt: new Date().toISOString(),
    platformUrl,
    anchorsFiles: anchorsFiles.map((file) => `anchors/${basename(file)}`),
    keyFolders: keys,
    demo: true,
  };
  writeFileSync(inside(`${deployFolder}/policy.json`), `${JSON.stringify(policy, null, 2)}\n`);
  writeFileSync(inside(evilPolicy), JSON.stringify({ ...policy, platformUrl: "http://127.0.0.1:9" }));
  writeFileSync(
    inside(evilScript),
    `require("node:fs").writeFileSync(${JSON.stringify(evilMark)}, process.argv.join(" "))`,
  );
  root.must(`chown -R ${editor}:${editor} /home/${editor}`);
}
