export const pageStyle = `
:root {
  color-scheme: light dark;
  --ink: #1f2933;
  --soft: #5b6875;
  --line: #d9dee4;
  --paper: #fff;
  --shade: #f5f7f9;
  --accent: #0b5cad;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ec; --soft: #9aa7b3; --line: #38424c; --paper: #14191e; --shade: #1d242b; --accent: #6db3f2; }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  display: grid;
  grid-template-columns: 17rem minmax(0, 1fr);
  color: var(--ink);
  background: var(--paper);
  font: 15px/1.65 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
}
nav {
  position: sticky;
  top: 0;
  height: 100vh;
  overflow: auto;
  padding: 1.25rem 1rem;
  background: var(--shade);
  border-right: 1px solid var(--line);
  font-size: 13px;
}
nav h2 { margin: 1rem 0 .25rem; font-size: 13px; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li { padding: .1rem 0; }
main { max-width: 62rem; padding: 1.5rem 2.5rem 6rem; }
a { color: var(--accent); text-decoration: none; } a:hover { text-decoration: underline; }
h1 { margin: 0 0 .5rem; }
h2 { margin: 3rem 0 .5rem; border-bottom: 2px solid var(--line); }
h4 { margin: 1.25rem 0 .25rem; }
article { margin: 1.75rem 0 2.5rem; scroll-margin-top: 1rem; } article h3 { margin: 0 0 .25rem; font-size: 1.05rem; }
code, pre { font: 13px/1.5 ui-monospace, "SFMono-Regular", "Noto Sans Mono CJK SC", monospace; }
ol { padding-left: 1.4rem; } li > p { margin: .5rem 0 0; }
pre {
  overflow: auto;
  margin: .25rem 0;
  padding: .75rem 1rem;
  background: var(--shade);
  border: 1px solid var(--line);
  border-radius: 6px;
}
table { width: 100%; border-collapse: collapse; margin: .25rem 0; font-size: 14px; }
th, td {
  padding: .3rem .6rem;
  border: 1px solid var(--line);
  text-align: left;
  vertical-align: top;
  overflow-wrap: anywhere;
}
th { background: var(--shade); font-weight: 600; white-space: nowrap; }
.method {
  display: inline-block;
  min-width: 4.2em;
  padding: 0 .5em;
  border-radius: 4px;
  color: #fff;
  text-align: center;
  font: 700 12px/1.8 ui-monospace, monospace;
}
.get { background: #2b6cb0; }
.post { background: #2f7d4f; }
.put { background: #a3650f; }
.delete { background: #b03a3a; }
.who { color: var(--soft); margin: .25rem 0; } details summary { cursor: pointer; color: var(--accent); }
td:first-child, td code { overflow-wrap: break-word; }
h3 code { overflow-wrap: anywhere; }
@media (max-width: 60rem) {
  table { display: block; overflow-x: auto; }
  body { display: block; }
  nav { position: static; height: auto; max-height: 45vh; border-bottom: 1px solid var(--line); }
  main { padding: 1rem; }
}
`;
