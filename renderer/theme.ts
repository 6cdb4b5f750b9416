/** Ant Design tokens: ink blue, neutral greys, red only for what blocks, amber for a person, green for verified. */
import type { ThemeConfig } from "antd";

export const theme: ThemeConfig = {
  token: {
    colorPrimary: "#1d4f91",
    colorInfo: "#1d4f91",
    colorSuccess: "#2a6b3c",
    colorWarning: "#8a5a00",
    colorError: "#b3261e",
    colorText: "#1f2328",
    colorTextSecondary: "#4b5258",
    colorTextDescription: "#4b5258",
    colorTextPlaceholder: "#6b7278",
    colorBorder: "#b4bac1",
    colorBorderSecondary: "#d5d9de",
    colorBgLayout: "#f3f4f6",
    // Set by hand: the pale tints derived from dark accents come out grey.
    colorPrimaryBg: "#e8eff8",
    colorPrimaryBgHover: "#d9e5f3",
    // Also the ring around the control that has the focus: 3 : 1 on white.
    colorPrimaryBorder: "#4f79b0",
    colorInfoBg: "#eef4fb",
    colorInfoBorder: "#b7cbe4",
    colorSuccessBg: "#eaf4ec",
    colorSuccessBorder: "#a9cdb2",
    colorWarningBg: "#fdf6e6",
    colorWarningBorder: "#e3c98f",
    colorErrorBg: "#fbeceb",
    colorErrorBorder: "#e2a9a5",
    controlItemBgActive: "#e8eff8",
    colorTextDisabled: "#6b7278",
    colorLink: "#1d4f91",
    borderRadius: 3,
    borderRadiusLG: 4,
    boxShadow: "0 2px 8px rgba(0,0,0,.12)",
    fontSize: 14,
    controlHeight: 32,
    motion: false,
    fontFamily:
      '"Microsoft YaHei UI","Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC",sans-serif',
  },
  components: {
    Table: { cellPaddingBlock: 7, cellPaddingInline: 10, headerBg: "#eef0f2", headerColor: "#33383d" },
    Tabs: { horizontalMargin: "0" },
    Alert: { defaultPadding: "8px 12px", withDescriptionPadding: "10px 12px", withDescriptionIconSize: 18 },
  },
};
