import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readChangesUnderGrantRoute } from '../../../schemas/sharing/use-routes.ts';
import { handlerOf } from '../../api/handler-of.ts';
import { ask } from '../../running/running-collection.ts';
import { consumerOf } from './consumer-of.ts';

// A consumer process that tests kill: it reads the feed under a grant as the guide describes, and keeps what it has in
// files. Its store and its cursor are two writes; each item of a page is one.

const { values } = parseArgs({
  options: {
    grant: { type: 'string', default: '' },
    department: { type: 'string', default: '' },
    directory: { type: 'string', default: '' },
    /** Reads on to the end once, and exits. */
    once: { type: 'boolean', default: false },
  },
});
const store = join(values.directory, 'store.ndjson');
const cursorFile = join(values.directory, 'cursor');
const pageRows = 7;
const pollMs = 20;
const writeMs = 3;
const pause = async () => await new Promise((resolve) => setTimeout(resolve, writeMs));
const Cursor = z.string().min(1);

// Loaded before it is ready: it is killed at its work.
await handlerOf(readChangesUnderGrantRoute);
const started = new Promise((resolve) => process.once('message', resolve));
// Whoever started it may have gone: then there is nobody to tell.
const tell = (what: string) => process.send?.(what, undefined, undefined, () => undefined);
tell('ready');
if (!values.once) await started;

const keepCursor = (cursor: string) => {
  writeFileSync(`${cursorFile}.new`, cursor);
  renameSync(`${cursorFile}.new`, cursorFile);
};
// A line that was torn by a kill stands alone.
if (existsSync(store)) appendFileSync(store, '\n');

for (;;) {
  const cursor = existsSync(cursorFile) ? Cursor.parse(readFileSync(cursorFile, 'utf8')) : undefined;
  const page = readChangesUnderGrantRoute.answer.body.parse(
    await ask(readChangesUnderGrantRoute, {
      params: { grant: values.grant },
      body: JSON.stringify({ limit: pageRows, ...(cursor === undefined ? {} : { cursor }) }),
      caller: consumerOf(values.department),
    }),
  );
  for (const item of page.items) {
    appendFileSync(store, `${JSON.stringify(item)}\n`);
    // A kill may fall between any two of them.
    await pause();
  }
  keepCursor(page.next);
  tell('page');
  if (!page.more && cursor !== undefined) {
    if (values.once) break;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
process.disconnect?.();
