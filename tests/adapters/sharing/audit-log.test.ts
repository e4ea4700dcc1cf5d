import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { auditLog } from '../../../lib/adapters/sharing/audit-log.ts';
import { auditRecorder } from '../../../lib/sharing/audit/audit-recorder.ts';
import { verifyAuditLog } from '../../../lib/sharing/audit/verify-audit-log.ts';
import type { AuditQuery } from '../../../lib/sharing/ports.ts';
import type { DataUse } from '../../../schemas/sharing/data-use.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import { sha256, useOf } from '../../sharing/audit-memory.ts';
import { tableServers, type TableServer } from '../dynamodb/table-servers.ts';

const properties = parseResources((await resolvedService()).resources.Resources).tables.filter(({ TableName }) =>
  TableName.endsWith('-audit-log'),
);
const name = nameOf(properties, 'audit-log');
const police = { ...useOf().caller, subject: 'officer-2', department: 'public-security' };

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: TableServer;
    let minute = 0;
    beforeAll(async () => {
      server = await kind.start(properties);
      const record = recorder();
      const uses: readonly Partial<DataUse>[] = [
        { requestId: 'one', subjects: ['wang'] },
        { requestId: 'many', subjects: ['wang', 'li', ...Array.from({ length: 150 }, (__, at) => `other-${at}`)] },
        { requestId: 'none', caller: police },
        { requestId: 'by-others', caller: police, subjects: ['li'], provider: 'civil-affairs' },
        { requestId: 'of-others', dataset: 'vehicles', provider: 'public-security' },
      ];
      for (const use of uses) await record(useOf(use));
    });
    afterAll(() => server.close());

    const recorder = (firstShard = 0) =>
      auditRecorder({
        auditLog: auditLog(server.tables, name),
        hash: sha256,
        now: () => `2020-12-05T02:${`${(minute += 1)}`.padStart(2, '0')}:00.000Z`,
        newId: () => `01JE${`${minute}`.padStart(22, '0')}`,
        firstShard,
      });
    const search = async (query: AuditQuery) => {
      const found: string[] = [];
      for await (const { requestId } of auditLog(server.tables, name).search(query)) found.push(requestId);
      return found;
    };
    const verify = (departments: readonly string[]) =>
      verifyAuditLog(departments, { auditLog: auditLog(server.tables, name), hash: sha256 });

    test.each<[string, AuditQuery, readonly string[]]>([
      ['who saw a subject', { by: 'subject', value: 'wang' }, ['many', 'one']],
      ['who saw another', { by: 'subject', value: 'li' }, ['by-others', 'many']],
      ['the last of very many', { by: 'subject', value: 'other-149' }, ['many']],
      ['nobody saw this one', { by: 'subject', value: 'zhao' }, []],
      ['what an officer saw', { by: 'account', value: 'officer-2' }, ['by-others', 'none']],
      ['what a department saw', { by: 'department', value: 'civil-affairs' }, ['of-others', 'many', 'one']],
      ['whose data was used', { by: 'provider', value: 'civil-affairs' }, ['by-others', 'none', 'many', 'one']],
      [
        'from a moment on',
        { by: 'provider', value: 'civil-affairs', from: '2020-12-05T02:03:00.000Z' },
        ['by-others', 'none'],
      ],
      [
        'before a moment',
        { by: 'provider', value: 'civil-affairs', before: '2020-12-05T02:03:00.000Z' },
        ['many', 'one'],
      ],
      [
        'of a subject, from a moment on',
        { by: 'subject', value: 'li', from: '2020-12-05T02:03:00.000Z' },
        ['by-others'],
      ],
      ['of a subject, before a moment', { by: 'subject', value: 'li', before: '2020-12-05T02:03:00.000Z' }, ['many']],
    ])('%s, the newest first', async (__, query, expected) => {
      expect(await search(query)).toEqual(expected);
    });

    test('two processes at one chain leave no gap', async () => {
      const [one, other] = [recorder(9), recorder(9)];
      for (let turn = 0; turn < 3; turn += 1) {
        await one(useOf({ requestId: `one-${turn}` }));
        await other(useOf({ requestId: `other-${turn}` }));
      }
      expect(await verify(['civil-affairs', 'public-security', 'nobody'])).toEqual([
        { chain: 'civil-affairs#00', entries: 3 },
        { chain: 'civil-affairs#09', entries: 6 },
        { chain: 'public-security#00', entries: 2 },
      ]);
    });

    test('an entry that somebody changed in the table is named', async () => {
      const record = recorder(5);
      const caller = { ...police, department: 'transport' };
      await record(useOf({ caller }));
      await record(useOf({ caller }));
      const Item = { chain: 'transport#05', item: '000000000001', text: '{"results":0}', hash: 'ff' };
      await server.tables.send(new PutCommand({ TableName: name, Item }));
      expect(await verify(['transport'])).toEqual([
        { chain: 'transport#05', entries: 0, fault: { kind: 'altered', number: 1 } },
      ]);
    });
  });
});
