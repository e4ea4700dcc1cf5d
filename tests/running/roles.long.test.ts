import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalStack, startLocalStack } from '../../infra/local/local-stack.ts';
import { projectDirectory } from '../../infra/local/project-directory.ts';
import { rareGrants } from './rare-grants.ts';
import { walkApplications } from './walk-applications.ts';
import { walkArchive } from './walk-archive.ts';
import { walkChannels, walkDispatches } from './walk-dispatches.ts';
import { walkGrants } from './walk-grants.ts';
import { walkQuestions } from './walk-questions.ts';
import {
  openWalkers,
  type Walkers,
  walkAdministering,
  walkCatalogue,
  walkCertificates,
  walkDeliveries,
  walkIssuing,
  walkPublicPages,
  walkStatusList,
  walkWithdrawal,
} from './walk-routes.ts';
import { walkUpdateSheet } from './walk-sheets.ts';

// Every route and worker under its role: docs/decisions/0024-roles-are-tested.md.

let folder: string;
let stack: LocalStack;
let walkers: Walkers;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-roles-'));
  await chmod(folder, 0o711); // the demo department's database runs as an account of its own
  stack = await startLocalStack({ port: 0, stateDir: join(folder, 'state') });
  walkers = openWalkers(stack.url);
});
afterAll(async () => {
  await stack?.close();
  await rm(folder, { recursive: true, force: true });
});

const runDemo = async (demo: string): Promise<string> =>
  await new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(projectDirectory, 'infra/tools/demo', demo), '--url', stack.url],
      { env: { ...process.env, GUIJI_STATE: join(folder, 'state') }, maxBuffer: 16 * 1024 ** 2 },
      (_, stdout, stderr) => resolve(stdout + stderr),
    );
  });

describe('the whole system under its roles', () => {
  test('how a department is told of notices', async () => {
    expect(await walkChannels(walkers)).toBe(4);
  });

  test.each(['demo.ts', 'channels/demo-channels.ts'])(
    '%s',
    async (demo) => {
      expect((await runDemo(demo)).slice(-2000)).toContain('演示完成，全部相符');
    },
    400_000,
  );

  test('a catalogue version from its draft to its publication', async () => {
    expect(await walkCatalogue(walkers)).toMatchObject({ published: 'published' });
    expect(await walkWithdrawal(walkers)).toBe('withdrawn');
  });

  test('deliveries that wait for approval, are discarded, fail and are retried; a roll-back', async () => {
    expect(await walkDeliveries(walkers)).toMatchObject({
      statuses: ['published', 'awaiting-approval', 'published', 'awaiting-approval', 'discarded', 'returned'],
      retried: 'not-failed',
      records: 30,
      changed: 25,
    });
  });

  test('an application from its draft to its grant', async () => {
    expect(await walkApplications(walkers)).toEqual({
      states: [
        'awaiting-approval',
        'awaiting-check',
        'awaiting-decision',
        'awaiting-completion',
        'awaiting-decision',
        'granted',
        'revoked',
      ],
      file: ['refused', 'image/png', 'attachment', true],
      fields: ['id_number', 'name'],
    });
  }, 60_000);

  test('data that is used under a grant', async () => {
    expect(await walkGrants(walkers, stack)).toEqual({
      found: [[['id_number', 'name']], [['id_number', 'name']]],
      viewed: [[true, 1]],
      result: 'yes',
      changes: true,
      objected: ['withdrawn', 'awaiting-correction', 'refused', 'awaiting-coordination', 'closed'],
      file: { states: ['fetched'], header: '记录标识,身份证号,姓名,有异议的信息项' },
      calls: 11,
      signed: ['id_number', 'name'],
      sandbox: [['id_number', 'name']],
      listed: ['in-force'],
    });
  }, 180_000);

  test('an update sheet that both sides sign, and its renewal', async () => {
    expect(await walkUpdateSheet(walkers, 'prisoners')).toEqual({ inForce: 2, earlier: [1] });
  }, 120_000);

  test('papers of a link', async () => {
    expect(await walkArchive(walkers, 'prisoners')).toEqual({
      missing: 'refused',
      archived: ['png', 1],
      downloaded: ['image/png', 'attachment', true],
      zip: ['application/zip', 'PK'],
      withdrawn: ['走一遍'],
    });
  }, 60_000);

  test('a question to the centre', async () => {
    expect(await walkQuestions(walkers)).toBe('closed');
  });

  test('departments, accounts, code lists, queues', async () => {
    expect(await walkAdministering(walkers)).toEqual({ active: [false], queues: true });
  });

  test('certificates from a workbook, used officially', async () => {
    expect(await walkIssuing(walkers, stack.url)).toEqual({
      status: 'published',
      issued: 20,
      used: '.pdf',
      seen: [true, true],
    });
  });

  test('look-ups, changes of status, batches', async () => {
    expect(await walkCertificates(walkers)).toMatchObject({ applied: 'done' });
  });

  test('messages by mail and webhook', async () => {
    expect(await walkDispatches(walkers)).toEqual({
      mail: 'sent',
      webhook: 'address-forbidden',
      replayed: 1,
      seen: true,
    });
  }, 200_000);

  test('what anyone may open', async () => {
    expect(await walkPublicPages(stack.url)).toEqual([200, 200, 200, 200, 404]);
    expect(await walkStatusList(stack.url)).toBe(200);
  });
});

/** `LoadPartRole dynamodb:GetItem table/guiji-local-records` */
const nameOf = ({
  role,
  action,
  resource,
}: {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
}) => `${role} ${action} ${resource.replace(/^.*:/, '')}`;

describe('the roles', () => {
  test('no function asked for more than its role grants', () => {
    expect(stack.access.denials()).toEqual([]);
  });

  // Stores use their key without a request of the function.
  test('every grant was used, or is declared as rare', () => {
    const granted = stack.access
      .grants()
      .filter(({ action }) => !/^kms:(Decrypt|Encrypt|GenerateDataKey)$/.test(action));
    const unused = granted.filter(({ used }) => !used).map(nameOf);
    const rare = Object.entries(rareGrants).flatMap(([role, pairs]) =>
      Object.keys(pairs).map((pair) => `${role} ${pair}`),
    );
    expect(unused.filter((name) => !rare.includes(name))).toEqual([]);
    expect(rare.filter((name) => !granted.some((grant) => nameOf(grant) === name))).toEqual([]);
  });
});
