import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localCredentials } from '../../../../infra/local/local-credentials.ts';
import { projectDirectory } from '../../../../infra/local/project-directory.ts';
import { functionPlugins } from '../../../../infra/tools/build/plugins/index.ts';
import { tableOf, tableServers, type TableServer } from '../../../adapters/dynamodb/table-servers.ts';

// The functions' plugins give dynamoose a client of their own making, one credential provider and `node:http` by require.

const program = `
  import { documentClient } from './lib/adapters/dynamodb/document-client.ts';
  import { createEntity, defineModel, putEntity, queryEntities, readEntity, updateEntity, where } from './lib/adapters/dynamodb/entity-model.ts';
  const model = defineModel({ id: { type: String, hashKey: true } })(documentClient(), 'things');
  const found = {
    created: await createEntity(model, { id: 'a', count: 1, parts: new Set([1, 2]) }),
    createdAgain: await createEntity(model, { id: 'a' }),
    put: await putEntity(model, { id: 'b', list: [{ x: null }] }),
    updated: await updateEntity(model, { id: 'a' }, { set: { name: '证' }, add: { count: 2 } }),
    notUpdated: await updateEntity(model, { id: 'z' }, { set: { name: '证' }, condition: where().attribute('id').exists() }),
    read: await readEntity(model, { id: 'b' }),
    queried: [],
    scanned: 0,
  };
  for await (const item of queryEntities(model.query('id').eq('a'))) found.queried.push(item.name);
  for await (const item of queryEntities(model.scan())) found.scanned += 1;
  console.log(JSON.stringify(found, (key, value) => value instanceof Set ? [...value] : value));
`;

let folder: string;
let server: TableServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guiji-models-'));
  const dynalite = tableServers.find(({ name }) => name === 'dynalite') ?? expect.fail('dynalite is always there');
  server = await dynalite.start([tableOf('things', 'id')]);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the bundled program with these variables, and nothing else, in its environment. */
async function run(environment: Readonly<Record<string, string>>): Promise<string> {
  const outfile = join(folder, 'models.mjs');
  await build({
    stdin: { contents: program, resolveDir: projectDirectory, loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    mainFields: ['module', 'main'],
    plugins: [...functionPlugins],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'silent',
  });
  const { stdout } = await promisify(execFile)(process.execPath, [outfile], {
    env: { AWS_REGION: 'cn-north-1', AWS_ENDPOINT_URL: server.endpoint, ...environment },
  });
  return stdout;
}

test('a bundled model reads and writes items, with the credentials of the environment', async () => {
  const { accessKeyId, secretAccessKey } = localCredentials;
  const stdout = await run({ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
  expect(JSON.parse(stdout)).toEqual({
    created: true,
    createdAgain: false,
    put: true,
    updated: { id: 'a', schema: 1, count: 3, parts: [1, 2], name: '证' },
    notUpdated: null,
    read: { id: 'b', schema: 1, list: [{ x: null }] },
    queried: ['证'],
    scanned: 2,
  });
});

test('a bundled model finds no other credentials than the environment’s', async () => {
  await expect(run({ AWS_PROFILE: 'default' })).rejects.toThrow('Unable to find environment variable credentials');
});
