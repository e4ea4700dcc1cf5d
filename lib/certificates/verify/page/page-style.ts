/** Colours, letters and measures of the portal (portal/src/frame/); colours repeat what the text says. */
export const pageStyle = `
:root {
  color-scheme: light; --ink: #1c2430; --soft: #4a5568; --line: #d5dbe3; --good: #0b6b3a; --good-tint: #e7f5ec;
  --bad: #9b1c1c; --bad-tint: #fdecec; --wait: #7a5200; --wait-tint: #fff6e0; --brand: #17407a; --link: #1456c8;
}
*, *::before, *::after { box-sizing: border-box; }
html { height: 100%; }
body {
  margin: 0; min-height: 100%; display: flex; flex-direction: column; background: #f4f6f9; color: var(--ink);
  font: 16px/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif;
}
.bar { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 24px; padding: 8px 24px; background: var(--brand); color: #fff; }
.bar-name { color: #fff; font-size: 20px; font-weight: 700; letter-spacing: 0.1em; text-decoration: none; }
.bar h1 { margin: 0; font-size: 17px; font-weight: 400; }
main { flex: 1; width: 100%; margin: 0 auto; max-width: 720px; padding: 24px 16px; }
section { background: #fff; border: 1px solid var(--line); border-radius: 8px; padding: 16px 24px; margin: 0 0 16px; }
h2 { margin: 0 0 12px; font-size: 17px; line-height: 1.4; }
p { margin: 0 0 8px; text-wrap: pretty; }
.validity { border-width: 2px; padding: 24px; }
.validity .title {
  display: flex; align-items: center; gap: 14px; margin: 0 0 8px; font-size: 32px; font-weight: 700; line-height: 1.25;
}
.validity .mark {
  flex: none; width: 48px; height: 48px; border-radius: 50%; color: #fff; font-size: 28px; line-height: 48px;
  text-align: center;
}
.validity .sentence { font-size: 18px; }
.good { border-color: var(--good); background: var(--good-tint); }
.good .title { color: var(--good); }
.good .mark { background: var(--good); }
.bad { border-color: var(--bad); background: var(--bad-tint); }
.bad .title { color: var(--bad); }
.bad .mark { background: var(--bad); }
.wait { border-color: var(--wait); background: var(--wait-tint); }
.wait .title { color: var(--wait); }
.wait .mark { background: var(--wait); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 16px 0 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
dl + .note { margin-top: 16px; }
.note { color: var(--soft); font-size: 15px; }
label.file {
  display: block; position: relative; border: 2px dashed #8b95a3; border-radius: 8px; padding: 32px 16px;
  text-align: center; cursor: pointer; background: #fff;
}
label.file b { color: var(--link); }
label.file:focus-within, a:focus-visible { outline: 3px solid #f2b43a; outline-offset: 2px; }
label.file input { position: absolute; width: 1px; height: 1px; opacity: 0; }
#results:not(:empty) { margin-top: 16px; } #results section:last-child { margin-bottom: 0; }
a { color: var(--link); }
footer { padding: 8px 24px; border-top: 1px solid var(--line); background: #fff; color: var(--soft); font-size: 15px; }
footer p { margin: 0; }
.help-line { display: flex; flex-wrap: wrap; gap: 0 24px; }
@media (max-width: 480px) {
  .bar, footer { padding: 8px 16px; }
  main { padding: 16px; }
  section { padding: 16px; }
  .validity { padding: 20px 16px; }
  .validity .title { font-size: 28px; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 8px; }
}
@media print { body { background: #fff; } .check, noscript { display: none; } section { border-color: #999; } }
`;
