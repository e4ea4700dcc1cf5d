import { spawn } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  startDepartmentDatabase,
  type DepartmentDatabase,
} from '../../../../infra/local/demo-department/department-database.ts';

const state = mkdtempSync(join(tmpdir(), 'guiji-department-'));
const data = join(state, 'department-database', 'data');
const said: string[] = [];
let database: DepartmentDatabase;

async function start(): Promise<DepartmentDatabase> {
  const started = await startDepartmentDatabase({ stateDir: state, say: (sentence) => said.push(sentence) });
  if (started === null)
    throw new Error(`${said.join('')}\n${readFileSync(join(state, 'department-database', 'database.log'), 'utf8')}`);
  return started;
}

/** `done`, or PostgreSQL's error code. */
async function as(account: { user: string; password: string }, sql: string): Promise<string> {
  const { host, port, database: name } = database;
  const client = new Client({ host, port, database: name, ssl: false, ...account });
  try {
    await client.connect();
    await client.query(sql);
    return 'done';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  } finally {
    await client.end();
  }
}

/** Processes that use our data folder. */
const working = (): readonly string[] =>
  globSync('/proc/[0-9]*/cmdline').filter((path) => existsSync(path) && commandIn(path).includes(data));
function commandIn(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

beforeAll(async () => {
  // Left by a first start that was killed.
  mkdirSync(`${data}.new`, { recursive: true });
  for (const left of [`${data}.new/PG_VERSION`, `${data}.password`]) writeFileSync(left, 'left');
  database = await start();
});
afterAll(async () => {
  await database.close();
  expect(working()).toEqual([]);
  rmSync(state, { recursive: true, force: true });
});

describe('the department’s database', () => {
  test('has the generated tables and accounts', async () => {
    expect(
      await database.query(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public_security' ORDER BY 1",
      ),
    ).toEqual([{ table_name: 'vehicles' }, { table_name: 'vehicles_rejected' }]);
    expect(
      await database.query(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'public_security_%' AND rolcanlogin AND NOT rolsuper " +
          'ORDER BY 1',
      ),
    ).toEqual([{ rolname: 'public_security_guiji' }, { rolname: 'public_security_writer' }]);
    expect([database.user, database.writer.user]).toEqual(['public_security_guiji', 'public_security_writer']);
  });

  test('stores its passwords in a private file and listens on 127.0.0.1 only', async () => {
    expect(readdirSync(join(state, 'department-database')).toSorted()).toEqual(['data', 'database.log', 'keys.json']);
    expect(statSync(join(state, 'department-database', 'keys.json')).mode & 0o777).toBe(0o600);
    expect(await database.query('SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await database.query('SHOW unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
  });

  const insert =
    "INSERT INTO public_security.vehicles (vin, buyer_name, buyer_number) VALUES (gen_random_uuid()::text, '王芳', '1')";
  const shortInsert = insert.replace('gen_random_uuid()::text', 'left(gen_random_uuid()::text, 17)');
  test.each<[string, 'reader' | 'writer', string, string]>([
    ['the platform reads', 'reader', 'SELECT * FROM public_security.vehicles', 'done'],
    [
      'the platform writes the exchange columns back',
      'reader',
      "UPDATE public_security.vehicles SET exchange_status = '1', exchange_time = now(), error_msg = NULL",
      'done',
    ],
    [
      'the platform fills and clears the rejected rows',
      'reader',
      "INSERT INTO public_security.vehicles_rejected (vin, delivery, code, detail) VALUES ('V', 'd', 'c', 'x'); " +
        'DELETE FROM public_security.vehicles_rejected',
      'done',
    ],
    ['the platform deletes no row', 'reader', 'DELETE FROM public_security.vehicles', '42501'],
    ['the platform adds no row', 'reader', shortInsert, '42501'],
    [
      'the platform changes no column of the department',
      'reader',
      "UPDATE public_security.vehicles SET buyer_name = '别人'",
      '42501',
    ],
    ['the platform makes no table', 'reader', 'CREATE TABLE public_security.other (x int)', '42501'],
    ['the department writes', 'writer', shortInsert, 'done'],
    [
      'the department changes',
      'writer',
      "UPDATE public_security.vehicles SET buyer_name = '李强', op_flag = 'U'",
      'done',
    ],
    ['the department deletes no row', 'writer', 'DELETE FROM public_security.vehicles', '42501'],
    ['the department writes no rejected row', 'writer', 'DELETE FROM public_security.vehicles_rejected', '42501'],
  ])('%s', async (_, who, sql, outcome) => {
    expect(
      await as(who === 'reader' ? { user: database.user, password: database.password } : database.writer, sql),
    ).toBe(outcome);
  });

  test('requires a password', async () => {
    expect(await as({ user: database.user, password: 'guessed' }, 'SELECT 1')).toBe('28P01');
    expect(await as({ user: 'department_owner', password: database.password }, 'SELECT 1')).toBe('28P01');
  });
});

describe('a second start', () => {
  test('is quick and keeps rows, port and passwords', async () => {
    await database.run(
      "INSERT INTO public_security.vehicles (vin, buyer_name, buyer_number) VALUES ('LSVAA4182E2184841', '赵敏', '1')",
    );
    const before = { port: database.port, password: database.password };
    await database.close();
    expect(working()).toEqual([]);
    const begun = performance.now();
    database = await start();
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect({ port: database.port, password: database.password }).toEqual(before);
    expect(
      await database.query('SELECT buyer_name FROM public_security.vehicles WHERE vin = $1', ['LSVAA4182E2184841']),
    ).toEqual([{ buyer_name: '赵敏' }]);
  });

  test('works after the process was killed, whose database stops by itself', async () => {
    await database.close();
    await startAndKill();
    await expect.poll(working).toEqual([]);
    database = await start();
    expect(await as(database.writer, 'SELECT 1')).toBe('done');
  });

  test.skipIf(process.platform !== 'linux')('stops a database that was left running on its files', async () => {
    const port = database.port;
    await killHost();
    expect(working().length).toBeGreaterThan(0);
    database = await start();
    expect(database.port).toBe(port);
    expect(await as(database.writer, 'SELECT 1')).toBe('done');
  });

  test.each<[string, string]>([
    ['a number that another program has now', String(process.pid)],
    ['a number that nobody has', '999999999'],
    ['no number', ''],
  ])('ignores a postmaster.pid with %s', async (_, pid) => {
    await database.close();
    writeFileSync(join(data, 'postmaster.pid'), `${pid}\n${data}\n`);
    database = await start();
    expect(await as(database.writer, 'SELECT 1')).toBe('done');
  });

  test('reports damaged files in one sentence, without stopping the rest of the system', async () => {
    await database.close();
    const control = join(data, 'PG_VERSION');
    const version = readFileSync(control);
    writeFileSync(control, 'x\n');
    said.length = 0;
    expect(await startDepartmentDatabase({ stateDir: state, say: (sentence) => said.push(sentence) })).toBeNull();
    expect(said).toEqual([
      expect.stringMatching(/^演示部门的前置库没有启动，其他功能不受影响；原因见 .*database\.log。$/),
    ]);
    writeFileSync(control, version);
    database = await start();
  });
});

async function startAndKill(): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'start-and-wait.ts'), state], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** Kills the parent process of the database, which is then orphaned. */
async function killHost(): Promise<void> {
  for (const path of working())
    if (commandIn(path).includes('postgres-host.ts')) process.kill(Number(path.split('/')[2]), 'SIGKILL');
}
