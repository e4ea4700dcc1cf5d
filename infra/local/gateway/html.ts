import { escapeMarkup } from '../../../schemas/kernel/escape-markup.ts';

/** No other site may show the page in a frame and lead a person's click (clickjacking). */
export const unframed = {
  'content-security-policy': "frame-ancestors 'none'",
  'x-frame-options': 'DENY',
} as const;

/** Builds a page that loads nothing from other addresses; `refreshSeconds` reloads it. */
export function page(
  title: string,
  body: string,
  { refreshSeconds }: { readonly refreshSeconds?: number } = {},
): string {
  const refresh = refreshSeconds === undefined ? '' : `<meta http-equiv="refresh" content="${refreshSeconds}">`;
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">${refresh}<title>${escapeMarkup(title)}</title><link rel="icon" href="data:,">
<style>
body{font:16px/1.7 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1f2329;max-width:60rem;margin:2.5rem auto;padding:0 1.25rem}
h1{font-size:1.6rem;margin-bottom:.25rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #e5e6eb;padding-bottom:.25rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .75rem .4rem 0;border-bottom:1px solid #f0f1f3;vertical-align:top}th{font-weight:600;white-space:nowrap}
code,pre{font:14px/1.6 ui-monospace,Consolas,monospace;background:#f5f6f7;border-radius:4px}code{padding:.1rem .3rem}pre{padding:.75rem 1rem;overflow-x:auto}.wide{overflow-x:auto}td code{white-space:nowrap}td:last-child{white-space:nowrap}li,p{overflow-wrap:anywhere}summary{cursor:pointer;color:#1456c8}
a{color:#1456c8}.note{color:#646a73}button{font:inherit;text-align:left;width:100%;padding:.6rem .9rem;margin:.25rem 0;border:1px solid #d0d3d6;border-radius:6px;background:#fff;cursor:pointer}button:hover,button:focus{border-color:#1456c8;background:#f0f5ff}
</style></head>
<body>
${body}
</body></html>
`;
}
