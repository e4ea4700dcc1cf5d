import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectDirectory } from '../../infra/local/project-directory.ts';

/** Files of a small project with one import each; the last column is the violated rule, `null` if none. */
const table: readonly (readonly [file: string, line: string, rule: string | null])[] = [
  ['schemas/word.ts', "import { z } from 'zod';", null],
  ['schemas/needs-node.ts', "import { join } from 'node:path';", 'schemas-stand-alone'],
  ['schemas/needs-kernel.ts', "import { rule } from '../lib/kernel/rule.ts';", 'schemas-stand-alone'],
  ['lib/kernel/rule.ts', "import { z } from 'zod';", null],
  ['lib/kernel/needs-node.ts', "import { join } from 'node:path';", 'kernel-is-pure'],
  ['lib/kernel/needs-room.ts', "import type { Entry } from '../catalogue/entry.ts';", 'kernel-is-pure'],
  ['lib/catalogue/entry.ts', "import { rule } from '../kernel/rule.ts';", null],
  ['lib/records/needs-room.ts', "import { entry } from '../catalogue/entry.ts';", 'rooms-do-not-meet'],
  ['lib/records/needs-type-of-room.ts', "import type { Entry } from '../catalogue/entry.ts';", 'rooms-do-not-meet'],
  ['lib/records/needs-node.ts', "import { join } from 'node:path';", 'rooms-are-pure'],
  ['lib/records/needs-aws.ts', "import type { S3Client } from '@aws-sdk/client-s3';", 'rooms-are-pure'],
  ['lib/records/needs-adapter.ts', "import { table } from '../adapters/table.ts';", 'rooms-are-pure'],
  ['lib/records/needs-wiring.ts', "import { open } from '../wiring/open.ts';", 'rooms-are-pure'],
  [
    'lib/adapters/table.ts',
    "import type { Entry } from '../catalogue/entry.ts';\nimport { join } from 'node:path';",
    null,
  ],
  [
    'lib/adapters/needs-rule-of-room.ts',
    "import { entry } from '../catalogue/entry.ts';",
    'adapters-know-ports-by-type-only',
  ],
  ['lib/adapters/needs-wiring.ts', "import { open } from '../wiring/open.ts';", 'adapters-know-no-wiring'],
  [
    'lib/wiring/open.ts',
    "import middy from '@middy/core';\nimport { table } from '../adapters/table.ts';\nimport { entry } from '../catalogue/entry.ts';",
    null,
  ],
  ['lib/wiring/needs-node.ts', "import { join } from 'node:path';", 'wiring-needs-no-node'],
  ['lib/wiring/needs-aws.ts', "import { S3Client } from '@aws-sdk/client-s3';", 'wiring-touches-no-world'],
  ['lib/wiring/needs-command.ts', "import { command } from '../cli/command.ts';", 'wiring-looks-inwards'],
  ['lib/cli/command.ts', "import { join } from 'node:path';\nimport { table } from '../adapters/table.ts';", null],
  ['lib/cli/needs-infra.ts', "import { start } from '../../infra/start.ts';", 'commands-are-an-edge'],
  [
    'functions/catalogue/read.ts',
    "import { open } from '../../lib/wiring/open.ts';\nimport { entry } from '../../lib/catalogue/entry.ts';",
    null,
  ],
  ['functions/records/needs-room.ts', "import { entry } from '../../lib/catalogue/entry.ts';", 'functions-are-joins'],
  [
    'functions/catalogue/needs-adapter.ts',
    "import { table } from '../../lib/adapters/table.ts';",
    'functions-are-joins',
  ],
  [
    'functions/catalogue/needs-infra.ts',
    "import { start } from '../../infra/start.ts';",
    'product-knows-no-local-stack',
  ],
  ['infra/start.ts', "import { table } from '../lib/adapters/table.ts';", null],
  ['infra/needs-function.ts', "import { read } from '../functions/catalogue/read.ts';", 'nobody-imports-an-edge'],
  ['infra/needs-test.ts', "import { build } from '../tests/build.ts';", 'nobody-imports-tests'],
  [
    'tests/build.ts',
    "import { read } from '../functions/catalogue/read.ts';\nimport { table } from '../lib/adapters/table.ts';",
    null,
  ],
  ['lib/catalogue/circle-a.ts', "import { b } from './circle-b.ts';", 'no-circles'],
  ['lib/catalogue/circle-b.ts', "import { a } from './circle-a.ts';", null], // a cycle is reported once
  ['lib/catalogue/circle-by-type.ts', "import type { Back } from './circle-by-type-back.ts';", null],
  ['lib/catalogue/circle-by-type-back.ts', "import { there } from './circle-by-type.ts';", null],
  ['lib/adapters/needs-nothing-there.ts', "import { nothing } from './nothing-there.ts';", 'everything-resolves'],
  ['lib/adapters/needs-tool.ts', "import { build } from 'esbuild';", 'product-has-no-development-packages'],
];

let directory: string;
let complaints: ReadonlyMap<string, readonly string[]>;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'guiji-imports-'));
  for (const [file, line] of table) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), `${line}\nexport const it = 1;\n`);
  }
  const { stdout } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(projectDirectory, 'infra/tools/checks/imports.ts'), directory],
    { encoding: 'utf8' },
  );
  const found = [...stdout.matchAll(/^\s*error ([a-z-]+): (\S+)/gm)].map(([, rule = '', file = '']) => ({
    rule,
    file,
  }));
  complaints = new Map(
    [...Map.groupBy(found, ({ file }) => file)].map(([file, group]) => [file, group.map(({ rule }) => rule)]),
  );
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test.each(table)('%s: %s', (file, _, rule) => {
  const rules = complaints.get(file) ?? [];
  if (rule === null) expect(rules).toEqual([]);
  else expect(rules).toContain(rule);
});
