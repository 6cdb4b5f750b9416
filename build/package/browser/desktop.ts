/** What a desktop knows of the workstation: menu entry, kind of file, what opens it (freedesktop.org). */
import { unsupported } from "./parts";

export const menuEntry = `[Desktop Entry]
Type=Application
Version=1.1
Name=Caibian
Name[zh_CN]=采编工作站
GenericName[zh_CN]=政府网站信息采编
Comment=Workstation for editors of government sites
Comment[zh_CN]=采集、编辑、校对、签审
Exec=/usr/bin/caibian
Icon=caibian
Terminal=false
Categories=Office;
`;

/** A double click on an evidence pack shows its verdict. */
export const verifyEntry = `[Desktop Entry]
Type=Application
Version=1.1
Name=Verify evidence pack
Name[zh_CN]=核验证据包
Exec=/usr/bin/caibian --verify-window %f
Icon=caibian
Terminal=false
NoDisplay=true
MimeType=application/vnd.caibian.pack;
`;

export const mimeType = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/vnd.caibian.pack">
    <sub-class-of type="application/zip"/>
    <comment>Caibian evidence pack</comment>
    <comment xml:lang="zh_CN">采编证据包</comment>
    <icon name="caibian"/>
    <glob pattern="*.cbpack"/>
  </mime-type>
</mime-info>
`;

export const copyright = `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Caibian

Files: *
Copyright: the authors of Caibian
License: Apache-2.0
 全文和各组成部分的许可证在 /opt/caibian/versions/*/LICENSE、NOTICE、LICENSES，Node.js 的在 /opt/caibian/LICENSE.node。
 ${unsupported}
`;
