import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { XMLParser } from 'fast-xml-parser';
import mysql from 'mysql2';
import pg from 'pg';
import { password } from '../../../local/database-servers/running-database.ts';
import type { Job } from '../job.ts';

type CommandLineJob = Extract<Job, { readonly what: 'command-line' }>;
type DriverJob = Extract<Job, { readonly what: 'driver' }>;
type DownloadJob = Extract<Job, { readonly what: 'download' }>;
type Work = () => Promise<{ readonly rows: number }>;

const pageRows = 5_000;

/** Reads the same rows without checking, comparing or storing them. */
export function baselineWork(job: CommandLineJob | DriverJob | DownloadJob): Work {
  if (job.what === 'command-line') return () => dump(job);
  if (job.what === 'download') return () => download(job);
  return job.system === 'postgresql' ? () => pageWithPg(job) : () => streamWithMysql2(job);
}

async function dump({ program, options, rows }: CommandLineJob) {
  const client = spawn(program, options, { stdio: ['ignore', 'ignore', 'inherit'] });
  await once(client, 'exit');
  if (client.exitCode !== 0) throw new Error(`${program} ended with code ${client.exitCode}`);
  return { rows };
}

async function pageWithPg({ port, user, selected, key }: DriverJob) {
  const client = new pg.Client({ host: '127.0.0.1', port, user, password, database: 'postgres' });
  await client.connect();
  let [rows, after] = [0, ''];
  for (;;) {
    const page = await client.query<Record<string, unknown>>(
      `${selected} WHERE ${key} > $1 ORDER BY ${key} LIMIT ${pageRows}`,
      [after],
    );
    rows += page.rows.length;
    if (page.rows.length < pageRows) break;
    after = String(page.rows.at(-1)?.[key]);
  }
  await client.end();
  return { rows };
}

async function streamWithMysql2({ port, user, selected }: DriverJob) {
  const connection = mysql.createConnection({ host: '127.0.0.1', port, user, password, charset: 'utf8mb4' });
  let rows = 0;
  for await (const _ of connection.query(selected).stream()) rows += 1;
  connection.destroy();
  return { rows };
}

async function download({ url, format, pages }: DownloadJob) {
  const parser = new XMLParser({ parseTagValue: false });
  let rows = 0;
  for (let page = 1; page <= pages; page += 1) {
    const text = await (await fetch(`${url}?page=${page}`)).text();
    const answer: unknown = format === 'json' ? JSON.parse(text) : parser.parse(text);
    rows += countRows(answer);
  }
  return { rows };
}

function countRows(answer: unknown): number {
  let list = answer;
  for (const step of ['result', 'rows', 'row'])
    list =
      typeof list === 'object' && list !== null ? Object.entries(list).find(([name]) => name === step)?.[1] : undefined;
  return Array.isArray(list) ? list.length : 0;
}
