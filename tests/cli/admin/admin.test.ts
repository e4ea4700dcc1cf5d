import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import canonicalize from 'canonicalize';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { queues } from '../../../infra/deployment/queues.ts';
import { localCredentials } from '../../../infra/local/local-credentials.ts';
import { projectDirectory } from '../../../infra/local/project-directory.ts';
import { startStores, type StartedStores } from '../../../infra/local/stores.ts';
import { stageSeeds } from '../../../infra/seeds/index.ts';
import { documentClient } from '../../../lib/adapters/dynamodb/document-client.ts';
import { redrive } from '../../../lib/adapters/queues/redrive.ts';
import { grantRepository } from '../../../lib/adapters/sharing/grant-repository.ts';
import { identify } from '../../../lib/departments/identify.ts';
import { certificateGrantAdmin } from '../../../lib/wiring/certificates/grants-admin.ts';
import { deliveryPorts } from '../../../lib/wiring/collection/basics.ts';
import { accounts } from '../../../lib/wiring/departments.ts';
import { setting } from '../../../lib/wiring/setting.ts';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { listOf } from '../../adapters/certificates/chains.ts';
import { call } from '../run-cli.ts';

// Two systems: one is seeded as `npm start` does it, the other by `guiji admin`.

let folder: string;
let started: StartedStores;
let stage: StartedStores;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-admin-'));
  [started, stage] = await Promise.all([
    startStores({ stateDir: at('started') }),
    startStores({ stateDir: at('stage') }),
  ]);
  await writeFile(at('settings.json'), JSON.stringify(stage.environment));
  await writeFile(at('seeds.json'), JSON.stringify(stageSeeds()));
});
afterAll(async () => {
  await Promise.all([started?.close(), stage?.close()]);
  await rm(folder, { recursive: true, force: true });
});

const admin = (...words: string[]) =>
  call(['admin', ...words, '--settings', at('settings.json')], { bundledSeeds: at('seeds.json') });

/** All items of a stage by table, without the moments of writing. */
async function allItems({ environment, endpoints }: StartedStores): Promise<ReadonlyMap<string, readonly string[]>> {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: endpoints.dynamodb, region: 'cn-north-1', credentials: localCredentials }),
  );
  const items = new Map<string, readonly string[]>();
  for (const [setting, TableName] of Object.entries(environment).filter(([name]) => name.endsWith('_TABLE'))) {
    const found: string[] = [];
    for await (const { Items = [] } of paginateScan({ client }, { TableName }))
      found.push(...Items.map((item) => String(canonicalize(item)).replaceAll(moment, 'T')));
    if (found.length > 0) items.set(setting, found.toSorted());
  }
  client.destroy();
  return items;
}
const moment = /20\d\d-\d\d-\d\d(T[\d:.]+Z)?/g;

describe('seed', () => {
  test('a dry run says what is missing, and writes nothing', async () => {
    const { code, stdout } = await admin('seed', '--dry-run');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/证照类型 +131 +0\n试运行，没有改动。将写入缺少的 \d+ 项/),
    ]);
    expect(await allItems(stage)).toEqual(new Map());
  });

  test('a change without a reason is refused', async () => {
    const { code, stderr } = await admin('seed');
    expect([code, stderr]).toEqual([2, expect.stringContaining('请用“--why 原因”')]);
    expect(await allItems(stage)).toEqual(new Map());
  });

  test('makes what npm start makes, item by item, without demo accounts', async () => {
    await promisify(execFile)(process.execPath, [join(projectDirectory, 'infra', 'local', 'seed.ts')], {
      env: { ...process.env, ...started.environment },
    });
    const { code, stderr } = await admin('seed', '--why', '首次建立');
    expect(code).toBe(0);
    expect(JSON.parse(stderr)).toMatchObject({ code: 'setting-changed', what: 'stage-seeded', why: '首次建立' });
    const [expected, made] = [new Map(await allItems(started)), new Map(await allItems(stage))];
    expect(made.get('CHANGES_TABLE')).toHaveLength(1);
    made.delete('CHANGES_TABLE');
    expected.delete('ACCOUNTS_TABLE');
    // What the window system was granted, and the events of that.
    expected.delete('SHARING_TABLE');
    const events = expected.get('EVENTS_TABLE') ?? [];
    expected.set(
      'EVENTS_TABLE',
      events.filter((item) => !item.includes('"kind":"application"')),
    );
    expect([...made.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
    for (const [table, items] of expected) expect(made.get(table)).toEqual(items);
  });

  test('a second run finds nothing missing, and changes nothing', async () => {
    const before = await allItems(stage);
    const { code, stdout } = await admin('seed', '--why', '再次执行');
    expect([code, stdout]).toEqual([0, expect.stringContaining('没有需要写入的内容')]);
    expect(await allItems(stage)).toEqual(before);
  });
});

describe('rebuild-index and after-restore', () => {
  test('on a stage without publications there is nothing to do', async () => {
    const rebuilt = await admin('rebuild-index', 'resident-id-cards', '--all', '--dry-run');
    expect([rebuilt.code, rebuilt.stdout]).toEqual([0, expect.stringContaining('还没有发布过数据')]);
    const restored = await admin('after-restore', '--since', '2026-11-29T02:00:00.000Z', '--why', '演练');
    expect([restored.code, restored.stdout]).toEqual([0, expect.stringContaining('各表一致')]);
  });

  test('after-restore wants a moment', async () => {
    const { code, stderr } = await admin('after-restore', '--since', 'yesterday', '--dry-run');
    expect([code, stderr]).toEqual([2, expect.stringContaining('“--since 时刻”')]);
  });
});

const officer = ['--subject', 'zhang-wei', '--name', '张伟', '--department', 'information-center'];
const addOfficer = ['accounts', 'add', ...officer, '--role', 'operator'];

describe('accounts', () => {
  test('a dry run registers nobody', async () => {
    const { code, stdout } = await admin(...addOfficer, '--dry-run');
    expect([code, stdout]).toEqual([0, '试运行，没有改动。将登记账号 zhang-wei（information-center，信息中心）。\n']);
    expect((await admin('accounts', 'list')).stdout).toBe('还没有登记账号。\n');
  });

  test('the first administrator is registered, listed, and in the change log', async () => {
    const { code, stderr } = await admin(...addOfficer, '--why', '首位管理员');
    expect([code, stderr]).toEqual([0, expect.stringContaining('"what":"account-added"')]);
    expect(stderr).not.toContain('张伟');
    const { stdout } = await admin('accounts', 'list', '--json');
    expect(JSON.parse(stdout)).toEqual({
      subject: 'zhang-wei',
      kind: 'person',
      name: '张伟',
      department: 'information-center',
      roles: ['operator'],
      active: true,
    });
    const entries = (await allItems(stage)).get('CHANGES_TABLE') ?? [];
    expect(entries.filter((entry) => entry.includes('首位管理员'))).toEqual([expect.stringContaining('张伟')]);
  });

  test.each<[string, string[], string]>([
    ['twice', addOfficer, '账号已登记'],
    ['an id number', addOfficer.with(3, '41110219900307001X'), '账号标识不能是身份证号'],
    ['an unknown department', addOfficer.with(3, 'li-na').with(7, 'nobody'), '没有这个部门'],
    ['a role that does not exist', addOfficer.with(9, 'admin'), '请用“--role 角色”写明角色'],
    ['nobody', ['accounts', 'change', '--subject', 'nobody', '--name', '某某'], '没有这个账号'],
    ['no change', ['accounts', 'change', '--subject', 'zhang-wei'], '请写明要改什么'],
    ['the last one of the centre', ['accounts', 'deactivate', '--subject', 'zhang-wei'], '须保留信息中心账号'],
    ['its role', ['accounts', 'change', '--subject', 'zhang-wei', '--role', 'provider'], '须保留信息中心账号'],
    ['no subcommand', ['accounts'], '子命令：list、add、change、deactivate'],
  ])('refuses %s, and records nothing', async (_, words, sentence) => {
    const before = await allItems(stage);
    for (const options of [['--why', '测试'], ['--dry-run']]) {
      const { code, stderr } = await admin(...words, ...options);
      expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
    }
    expect(await allItems(stage)).toEqual(before);
  });

  test('an officer who is deactivated is refused within 60 s, though the account is cached', async () => {
    await admin(...addOfficer.with(3, 'li-na'), '--why', '第二位');
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const ports = { verify: async () => ({ outcome: 'valid', subject: 'li-na' }) as const, account: accounts() };
      const outcome = async () => (await identify('Bearer t', ports)).outcome;
      expect(await outcome()).toBe('signed-in');
      expect((await admin('accounts', 'deactivate', '--subject', 'li-na', '--why', '调离')).code).toBe(0);
      expect(await outcome()).toBe('signed-in'); // still cached
      vi.setSystemTime(Date.now() + 59_000);
      expect(await outcome()).toBe('account-inactive');
      await admin('accounts', 'change', '--subject', 'li-na', '--active', '--why', '调回');
      vi.setSystemTime(Date.now() + 59_000);
      expect(await outcome()).toBe('signed-in');
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('grants', () => {
  const reasons = ['--purpose', '在窗口核验证照', '--legal-basis', '测试办法第一条'];
  const terms = [...reasons, '--matter', '窗口核验', '--until', '2099-12-31'];
  const carry = ['grants', 'carry', '--subject', 'zhang-wei', ...terms];
  const grantOf = (subject: string) => ({
    subject,
    types: ['certificate-nurse'],
    fields: ['ZZBH', 'CZZT'],
    copies: false,
  });

  /** As a version without applications has written it. */
  const putGrant = async () => {
    for (const [name, value] of Object.entries(stage.environment)) vi.stubEnv(name, value);
    await certificateGrantAdmin().put([grantOf('zhang-wei')]);
  };

  test('of accounts are listed, and carried over once into grants of the department', async () => {
    await putGrant();
    expect((await admin(...carry, '--dry-run')).stdout).toContain('试运行');
    expect(JSON.parse((await admin('grants', 'list', '--json')).stdout)).toEqual(grantOf('zhang-wei'));
    expect((await admin(...carry, '--why', '改为按部门授权')).code).toBe(0);
    expect((await admin('grants', 'list')).stdout).toBe('没有按账号给出的证照授权。\n');
    // A run that died before it removed the account's grant is repeated.
    await putGrant();
    expect((await admin(...carry, '--why', '重做')).code).toBe(0);
    const granted = await listOf(
      grantRepository(documentClient(), setting('SHARING_TABLE')).findGrants('consumer', 'information-center'),
    );
    expect(granted).toMatchObject([
      {
        target: 'certificate-type',
        dataset: 'certificate-nurse',
        ways: ['look-up'],
        matter: '窗口核验',
        until: '2099-12-31',
        fields: [
          { field: 'certificate_number', mask: 'none' },
          { field: 'holder_name', mask: 'none' },
          { field: 'holder_code', mask: 'citizen-id' },
        ],
      },
    ]);
  });

  test('of accounts can be removed', async () => {
    await putGrant();
    expect((await admin('grants', 'remove', '--subject', 'zhang-wei', '--why', '不再使用')).code).toBe(0);
    expect((await admin('grants', 'list')).stdout).toBe('没有按账号给出的证照授权。\n');
  });

  test.each<[string, string[], string]>([
    ['one without a term', carry.slice(0, -2), '--until'],
    ['one that is not there to carry', carry, '没有证照授权'],
    ['one that is not there', ['grants', 'remove', '--subject', 'zhang-wei'], '没有证照授权'],
  ])('refuses %s', async (_, words, sentence) => {
    const { code, stderr } = await admin(...words, '--why', '测试');
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });
});

describe('queues', () => {
  const client = () =>
    new SQSClient({ endpoint: stage.endpoints.sqs, region: 'cn-north-1', credentials: localCredentials });
  const urlOf = (name: string) => stage.queueUrls.get(`guiji-local-${name}`);
  const fill = async (...bodies: string[]) => {
    const sqs = client();
    for (const MessageBody of bodies)
      await sqs.send(new SendMessageCommand({ QueueUrl: urlOf('publish-dead-letters'), MessageBody }));
    sqs.destroy();
  };
  const state = async () => {
    const { code, stdout } = await admin('queues', 'list', '--json');
    const lines = stdout.trim().split('\n');
    return { code, lines: lines.length, publish: JSON.parse(lines.find((line) => line.includes('"publish"')) ?? '') };
  };

  test('all are listed; dead letters make the exit code 1', async () => {
    expect(await state()).toMatchObject({
      code: 0,
      lines: queues.length,
      publish: { waiting: 0, inWork: 0, failed: 0 },
    });
    await fill('one', 'two', 'three');
    expect(await state()).toMatchObject({
      code: 1,
      publish: { waiting: 0, failed: 3, oldestFailedSeconds: expect.any(Number) },
    });
    expect((await admin('queues', 'list')).stdout).toMatch(/publish +发布 +0 +0 +— +3 +不到 1 分钟\n/);
  });

  test('a run that is stopped between sending and deleting loses nothing', async () => {
    const sqs = client();
    sqs.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName === 'DeleteMessageBatchCommand') throw new Error('killed');
          return next(args);
        },
      { step: 'initialize' },
    );
    const names = { from: 'guiji-local-publish-dead-letters', to: 'guiji-local-publish' };
    await expect(redrive(sqs, names, 1)).rejects.toThrow('killed');
    expect((await state()).publish).toMatchObject({ waiting: 1, failed: 3 });
    sqs.destroy();
  });

  test('a dry run moves nothing; a limit is kept; the rest follows', async () => {
    expect((await admin('queues', 'redrive', 'publish', '--dry-run')).stdout).toMatch(/试运行.*3 条/);
    expect((await state()).publish).toMatchObject({ waiting: 1, failed: 3 });
    const first = await admin('queues', 'redrive', 'publish', '--limit', '1', '--why', '已修复');
    expect([first.code, first.stdout]).toEqual([0, expect.stringContaining('1 条')]);
    expect((await state()).publish).toMatchObject({ waiting: 2, failed: 2 });
    await admin('queues', 'redrive', 'publish', '--why', '已修复');
    // One is still hidden by the run that was stopped.
    expect((await state()).publish).toMatchObject({ waiting: 3, failed: 1 });
  });

  test('the messages arrive as they were', async () => {
    const sqs = client();
    const bodies = new Set<string>();
    for (let round = 0; round < 5 && bodies.size < 3; round += 1) {
      const command = new ReceiveMessageCommand({ QueueUrl: urlOf('publish'), MaxNumberOfMessages: 10 });
      for (const { Body = '' } of (await sqs.send(command)).Messages ?? []) bodies.add(Body);
    }
    sqs.destroy();
    expect([...bodies].toSorted()).toEqual(['one', 'three', 'two']);
  });

  test.each<[string, string[], string]>([
    ['no queue', ['queues', 'redrive'], '请给出队列'],
    ['a queue that is not there', ['queues', 'redrive', 'mail'], '队列应为以下之一'],
    ['a limit of nothing', ['queues', 'redrive', 'publish', '--limit', '0'], '应为正整数'],
  ])('refuses %s', async (_, words, sentence) => {
    const { code, stderr } = await admin(...words, '--why', '测试');
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });
});

describe('deliveries', () => {
  const failed: DeliveryRecord = {
    id: ulid(Date.parse('2024-03-01T04:00:00Z')),
    dataset: 'vehicles',
    department: 'public-security',
    channel: 'database',
    mode: 'full',
    status: 'failed',
    fileName: '数据.xlsx',
    size: 1,
    createdBy: 'wang-fang',
    createdAt: '2024-03-01T04:00:00.000Z',
    receivedAt: '2024-03-01T04:00:01.000Z',
    finishedAt: '2024-03-01T04:10:00.000Z',
    reason: { code: 'attempts-exhausted', detail: '处理多次没有完成。' },
    decisions: [],
    laterUploads: 0,
    annotated: 'none',
    rawKey: 'sources/x',
    attempts: 5,
    loadedParts: [],
  };

  test('failed ones are listed with their reason, and retried once', async () => {
    const { deliveries } = deliveryPorts();
    expect((await admin('deliveries', 'list')).code).toBe(0);
    await deliveries.create(failed);
    const listed = await admin('deliveries', 'list');
    expect([listed.code, listed.stdout]).toEqual([1, expect.stringMatching(/2024-03-01 12:00 .*处理多次没有完成。/)]);
    expect((await admin('deliveries', 'list', '--day', '2024-03-02')).stdout).toBe('没有符合条件的报送批次。\n');

    expect((await admin('deliveries', 'retry', failed.id, '--dry-run')).stdout).toContain('试运行');
    expect((await deliveries.read(failed.id))?.status).toBe('failed');
    const { code, stdout } = await admin('deliveries', 'retry', failed.id, '--why', '已修复');
    expect([code, stdout]).toEqual([0, `已重新处理报送批次 ${failed.id}。\n`]);
    const again = await deliveries.read(failed.id);
    expect([again?.status, again?.decisions]).toEqual(['received', [expect.objectContaining({ kind: 'retried' })]]);
    const twice = await admin('deliveries', 'retry', failed.id, '--why', '再次');
    expect([twice.code, twice.stderr]).toEqual([1, expect.stringContaining('不是失败状态')]);
  });

  test.each<[string, string[], string]>([
    ['no delivery', ['deliveries', 'retry', '--why', '测试'], '请给出报送批次编号'],
    ['an id that is none', ['deliveries', 'retry', '123', '--why', '测试'], '26 位字母和数字'],
    ['a status that does not exist', ['deliveries', 'list', '--status', 'broken'], '--status 的内容不符合要求'],
  ])('refuses %s', async (_, words, sentence) => {
    const { code, stderr } = await admin(...words);
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });
});

describe('a wrong call', () => {
  test.each<[string, string[], string]>([
    ['no subcommand', ['admin'], '子命令：seed'],
    ['a subcommand that does not exist', ['admin', 'sed', '--stage', 'prod'], '子命令：seed'],
    ['no stage', ['admin', 'seed', '--why', '测试'], '“--stage 环境”'],
    ['a stage and a file', ['admin', 'seed', '--dry-run', '--stage', 'prod', '--settings', 'x'], '二者选一'],
    ['a name that no stage has', ['admin', 'seed', '--dry-run', '--stage', 'PROD 1'], '环境的名称由小写字母'],
    ['a file that is not there', ['admin', 'seed', '--dry-run', '--settings', '/nowhere/x'], '无法打开设置文件'],
  ])('%s', async (_, words, sentence) => {
    const { code, stderr } = await call(words);
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });

  test('a file of something else', async () => {
    const { code, stderr } = await call(['admin', 'seed', '--dry-run', '--settings', at('seeds.json')]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('不是本系统写出的设置')]);
  });

  test('each subcommand has a help of its own', async () => {
    const { code, stdout } = await call(['admin', 'seed', '--help']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/guiji admin seed\n.*--dry-run/s)]);
  });
});

test('the parameter of a stage has every table, queue and bucket under the name that the functions use', async () => {
  const { resources, provider } = started.service;
  const parameter = JSON.parse(JSON.stringify(resources.Resources['AdminSettings']));
  const settings = JSON.parse(parameter.Properties.Value);
  const expected = Object.entries(provider.environment).filter(([name]) => /_(TABLE|QUEUE|BUCKET)$/.test(name));
  expect(settings).toMatchObject(Object.fromEntries(expected));
  expect(Buffer.byteLength(parameter.Properties.Value)).toBeLessThan(4096);
  expect(Object.keys(settings).filter((name) => /(KEY|SECRET)(?!.*_PARAMETER$)/.test(name))).toEqual([]);
  expect(await readFile(join(projectDirectory, 'serverless.yml'), 'utf8')).toContain('infra/resources/settings.yml');
});
