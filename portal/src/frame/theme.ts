import type { ThemeConfig } from 'antd';

/** The blue of /verify; the colours of states keep a contrast of at least 4.5 on white. */
export const theme: ThemeConfig = {
  hashed: false,
  token: {
    colorPrimary: '#17407a',
    colorInfo: '#17407a',
    colorLink: '#1456c8',
    colorSuccess: '#0b6b3a',
    colorWarning: '#8a5a00',
    colorError: '#b3261e',
    // Derived from dark colours, the grounds would be too dark.
    colorSuccessBg: '#e9f5ee',
    colorWarningBg: '#fdf4e3',
    colorErrorBg: '#fdecea',
    colorInfoBg: '#e8eef7',
    colorTextSecondary: '#4a5568',
    colorTextTertiary: '#4a5568',
    colorTextDescription: '#4a5568',
    colorTextPlaceholder: '#646d7a',
    colorBorder: '#8b95a3',
    fontFamily: '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif',
    fontSize: 15,
    borderRadius: 6,
    motion: false,
  },
};
