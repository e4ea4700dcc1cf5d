/** Colours repeat what the text says. */
export const pageStyle = `
:root {
  color-scheme: light; --ink: #1c2430; --soft: #4a5568; --line: #d5dbe3; --good: #0b6b3a; --good-tint: #e7f5ec;
  --bad: #9b1c1c; --bad-tint: #fdecec; --wait: #7a5200; --wait-tint: #fff6e0; --accent: #17407a;
}
* { box-sizing: border-box; }
body {
  margin: 0; background: #f4f6f9; color: var(--ink);
  font: 17px/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
}
header { background: var(--accent); color: #fff; padding: 18px 20px; }
header h1 { margin: 0 auto; max-width: 720px; font-size: 22px; letter-spacing: 0.04em; }
main { margin: 0 auto; max-width: 720px; padding: 20px; }
section { background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: 20px 22px; margin: 0 0 18px; }
h2 { margin: 0 0 10px; font-size: 19px; }
p { margin: 0 0 10px; }
.validity { border-width: 2px; padding: 26px 22px; }
.validity .title {
  display: flex; align-items: center; gap: 14px; margin: 0 0 8px; font-size: 34px; font-weight: 700;
  line-height: 1.25;
}
.validity .mark {
  flex: none; width: 46px; height: 46px; border-radius: 50%; color: #fff; font-size: 28px; line-height: 46px;
  text-align: center;
}
.validity .sentence { font-size: 19px; }
.good { border-color: var(--good); background: var(--good-tint); }
.good .title { color: var(--good); }
.good .mark { background: var(--good); }
.bad { border-color: var(--bad); background: var(--bad-tint); }
.bad .title { color: var(--bad); }
.bad .mark { background: var(--bad); }
.wait { border-color: var(--wait); background: var(--wait-tint); }
.wait .title { color: var(--wait); }
.wait .mark { background: var(--wait); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 18px; margin: 14px 0 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.note { color: var(--soft); font-size: 15px; }
label.file {
  display: block; position: relative; border: 2px dashed #8fa3bd; border-radius: 10px; padding: 30px 22px;
  text-align: center; cursor: pointer; background: #f9fbfe;
}
label.file:focus-within { outline: 3px solid var(--accent); outline-offset: 2px; }
label.file b { color: var(--accent); }
label.file input { position: absolute; width: 1px; height: 1px; opacity: 0; }
#results:not(:empty) { margin-top: 18px; } #results section:last-child { margin-bottom: 0; }
a { color: var(--accent); }
footer { margin: 0 auto; max-width: 720px; padding: 0 22px 30px; color: var(--soft); font-size: 14px; }
@media (max-width: 480px) {
  .validity .title { font-size: 28px; }
  dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: 8px; }
}
@media print { body { background: #fff; } .check, noscript { display: none; } section { border-color: #999; } }
`;
