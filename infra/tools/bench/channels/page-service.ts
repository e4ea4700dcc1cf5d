import { createServer } from 'node:http';
import type { SyntheticRow } from '../../../../lib/kernel/synthetic/synthetic-rows.ts';
import { escapeMarkup } from '../../../../schemas/kernel/escape-markup.ts';
import { listen, stopServer } from '../../../local/listen.ts';

export const servedRows = 1_000;
export const formats = ['json', 'xml'] as const;
type Format = (typeof formats)[number];

/** Serves pages of 1,000 rows at `/json` and `/xml`. */
export async function startPageService(rows: readonly SyntheticRow[]) {
  const pages = Math.ceil(rows.length / servedRows);
  const answers = new Map(
    formats.map((format) => [
      `/${format}`,
      Array.from({ length: pages }, (_, page) =>
        Buffer.from(buildAnswer(format, rows.length, rows.slice(page * servedRows, (page + 1) * servedRows))),
      ),
    ]),
  );
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const answer = answers.get(pathname)?.[Number(searchParams.get('page')) - 1];
    response
      .writeHead(answer === undefined ? 404 : 200, { 'content-type': `application${pathname}; charset=utf-8` })
      .end(answer);
  });
  const port = await listen(server, 0);
  return { port, pages, close: async () => await stopServer(server) };
}

/** `{"result":{"code":"0","total":…,"rows":{"row":[{…}]}}}`, or the same as XML without elements for empty cells. */
function buildAnswer(format: Format, total: number, rows: readonly SyntheticRow[]): string {
  if (format === 'json') return JSON.stringify({ result: { code: '0', total, rows: { row: rows } } });
  const records = rows.map(
    (row) =>
      `<row>${Object.entries(row)
        .map(([name, value]) => (value === null ? '' : `<${name}>${escapeMarkup(String(value))}</${name}>`))
        .join('')}</row>`,
  );
  const result = `<code>0</code><total>${total}</total><rows>${records.join('')}</rows>`;
  return `<?xml version="1.0" encoding="UTF-8"?><result>${result}</result>`;
}
