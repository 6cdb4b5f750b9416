/** `/usr/bin/caibian`: starts the launcher with an environment of named variables only, so that none of a person's loosens it. */

import { REFUSAL_SHOWN } from "../../../shared/refusal-shown";

/** What a graphical session, an input method and the person's own data need. Nothing that Node or the loader reads. */
const passed = [
  ...["HOME", "USER", "LOGNAME", "SHELL", "TERM", "TZ", "TMPDIR", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE"],
  ...["DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "DESKTOP_SESSION"],
  ...[
    "XDG_RUNTIME_DIR",
    "XDG_SESSION_TYPE",
    "XDG_CURRENT_DESKTOP",
    "XDG_DATA_HOME",
    "XDG_CONFIG_HOME",
    "XDG_CACHE_HOME",
  ],
  ...["GTK_IM_MODULE", "QT_IM_MODULE", "XMODIFIERS", "CAIBIAN_DATA", "CAIBIAN_DESK_PORT"],
];

/** No code is made from strings in a packed workstation. */
export const nodeFlags = "--disallow-code-generation-from-strings --no-deprecation";

export interface StartScript {
  readonly version: string;
  /** False where the tree holds no launcher: the version is started by itself. */
  readonly launcher: boolean;
}

export function startScript({ version, launcher }: StartScript): string {
  const own = `/opt/caibian/versions/${version}/node`;
  return `#!/bin/sh
# 采编工作站。环境变量只传下面列出的：NODE_OPTIONS、LD_PRELOAD、CAIBIAN_POLICY 等一律不传。
set -eu
window=\${DISPLAY-}\${WAYLAND_DISPLAY-}
[ ! -t 2 ] || window=
case "\${1-}" in
  --verify) program=${own}/verify.js; window=; shift ;;
  --verify-window) program=${own}/verify-window.js; window=; shift ;;
  *) program=${launcher ? "/opt/caibian/launcher/launcher.js" : `${own}/desk.js`} ;;
esac
set -- /opt/caibian/node ${nodeFlags} "$program" "$@"
for name in ${passed.join(" ")}; do
  eval "value=\\\${$name-}"
  [ -z "$value" ] || set -- "$name=$value" "$@"
done
set -- /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin "$@"
[ -n "$window" ] || exec "$@"

# 由菜单启动，没有终端可看：没有启动的原因由程序在窗口中说明；没有浏览器可用时，用对话框说明。
said=$(mktemp 2>/dev/null) || exec "$@"
trap 'rm -f "$said"' EXIT
code=0
"$@" 2>"$said" || code=$?
cat "$said" >&2
if [ "$code" -gt 0 ] && [ "$code" -lt 128 ] && ! grep -qF ${REFUSAL_SHOWN} "$said"; then
  text=$(tail -n 5 "$said")
  zenity --error --no-markup --title=采编工作站 --text="$text" 2>/dev/null ||
    kdialog --title 采编工作站 --error "$text" 2>/dev/null ||
    xmessage -file "$said" 2>/dev/null || notify-send 采编工作站 "$text" 2>/dev/null || true
fi
exit "$code"
`;
}
