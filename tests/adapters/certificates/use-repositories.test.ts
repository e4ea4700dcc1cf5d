import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { certificateGrantRepository } from '../../../lib/adapters/certificates/grant-repository.ts';
import { useCodeRepository } from '../../../lib/adapters/certificates/use-code-repository.ts';
import { useRepository } from '../../../lib/adapters/certificates/use-repository.ts';
import type { CertificateUse, UseCodeGrant } from '../../../schemas/certificates/certificate-use.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import { tableServers, type TableServer } from '../dynamodb/table-servers.ts';

const purpose = {
  operator: { account: 'win-07', name: '测试经办', organisation: '市政务服务大厅' },
  matter: { code: '410000-1', name: '不动产转移登记' },
  caseNumber: 'BJ-1',
  cause: '核验权属',
};
const idOf = (n: number) => `01JD${String(n).padStart(22, '0')}`;
const use = (n: number, changes: Partial<CertificateUse> = {}): CertificateUse => ({
  id: idOf(n),
  at: '2026-11-24T06:30:00.000Z',
  kind: 'official-use',
  department: 'reform-office',
  subject: 'partner-window-system',
  name: '窗口系统',
  requestId: `request-${n}`,
  purpose,
  results: 1,
  outcome: 'answered',
  ...changes,
});
const grant = (changes: Partial<UseCodeGrant> = {}): UseCodeGrant => ({
  certificate: 'certificate-a#01',
  identifier: 'id',
  subject: 'partner',
  use: idOf(1),
  purpose,
  expiresAt: '2026-11-24T06:40:00.000Z',
  ...changes,
});

const service = parseResources((await resolvedService()).resources.Resources);

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: TableServer;
    const work = nameOf(service.tables, 'certificate-work');
    const types = nameOf(service.tables, 'certificate-types');
    beforeAll(async () => {
      server = await kind.start(service.tables.filter(({ TableName }) => [work, types].includes(TableName)));
    });
    afterAll(() => server.close());

    describe('the audit log', () => {
      test('lists the uses of a certificate by all departments, newest first, page by page', async () => {
        const repository = useRepository(server.tables, work);
        for (const n of [1, 2, 3, 4, 5])
          await repository.record(use(n, n % 2 === 0 ? { department: 'public-security' } : {}), ['certificate-a#01']);
        await repository.record(use(6), ['certificate-a#02']);
        const first = await repository.ofCertificate('certificate-a#01', { limit: 2 });
        expect(first.uses).toEqual([use(5), use(4, { department: 'public-security' })]);
        const second = await repository.ofCertificate('certificate-a#01', { limit: 2, before: first.next ?? '' });
        expect(second.uses.map(({ id }) => id)).toEqual([idOf(3), idOf(2)]);
        const third = await repository.ofCertificate('certificate-a#01', { limit: 2, before: second.next ?? '' });
        expect([third.uses.map(({ id }) => id), third.next]).toEqual([[idOf(1)], undefined]);
      });

      test('one use of 150 certificates is one entry, listed for each; 200 uses fit on a page', async () => {
        const repository = useRepository(server.tables, work);
        const certificates = Array.from({ length: 150 }, (_unused, i) => `certificate-b#${i}`);
        await repository.record(use(10, { results: 150 }), [...certificates, 'certificate-b#0']);
        for (const one of ['certificate-b#0', 'certificate-b#77', 'certificate-b#149'])
          expect((await repository.ofCertificate(one, { limit: 9 })).uses).toEqual([use(10, { results: 150 })]);
        await Promise.all(
          Array.from({ length: 210 }, (_unused, i) => repository.record(use(1000 + i), ['certificate-b#busy'])),
        );
        expect((await repository.ofCertificate('certificate-b#busy', { limit: 200 })).uses.map(({ id }) => id)).toEqual(
          Array.from({ length: 200 }, (_unused, i) => idOf(1209 - i)),
        );
      });

      test('a refused use without certificate is stored, but listed nowhere', async () => {
        const repository = useRepository(server.tables, work);
        await repository.record(use(20, { outcome: 'refused', refusal: 'no-grant', results: 0 }), []);
        expect((await repository.ofCertificate('certificate-none#1', { limit: 9 })).uses).toEqual([]);
        const { Items = [] } = await server.tables.send(new ScanCommand({ TableName: work }));
        expect(Items.filter(({ work, item }) => work === 'uses#reform-office' && item === idOf(20))).toMatchObject([
          { outcome: 'refused', refusal: 'no-grant' },
        ]);
      });
    });

    describe('use codes', () => {
      const before = '2026-11-24T06:39:59.999Z';
      let codes = 0;
      const asStored = async (changes: Partial<UseCodeGrant> = {}) => {
        const code = `code-${(codes += 1)}`.padEnd(43, '_');
        await useCodeRepository(server.tables, work).create([{ code, grant: grant(changes) }]);
        return code;
      };

      test('a code is found by its value, which is not in the table', async () => {
        const code = await asStored();
        expect(await useCodeRepository(server.tables, work).find(code)).toEqual(grant());
        expect(await useCodeRepository(server.tables, work).find('another')).toBeNull();
        expect(JSON.stringify(await server.tables.send(new ScanCommand({ TableName: work })))).not.toContain(code);
      });

      test.each<[string, string, string, boolean]>([
        ['by its caller, in time', 'partner', before, true],
        ['by somebody else', 'another', before, false],
        ['at the moment that it expires', 'partner', '2026-11-24T06:40:00.000Z', false],
        ['later', 'partner', '2026-11-25T00:00:00.000Z', false],
      ])('is redeemed %s', async (_name, subject, at, redeemed) => {
        const code = await asStored();
        expect(await useCodeRepository(server.tables, work).redeem(code, subject, at)).toBe(redeemed);
        expect((await useCodeRepository(server.tables, work).find(code))?.redeemedAt).toBe(redeemed ? at : undefined);
      });

      test('of twenty concurrent redemptions one succeeds, and none later', async () => {
        const code = await asStored();
        const repository = useCodeRepository(server.tables, work);
        const redeemed = await Promise.all(
          Array.from({ length: 20 }, () => repository.redeem(code, 'partner', before)),
        );
        expect(redeemed.filter((one) => one)).toHaveLength(1);
        expect(await repository.redeem(code, 'partner', before)).toBe(false);
      });

      test('an unknown code is refused and leaves nothing behind', async () => {
        const repository = useCodeRepository(server.tables, work);
        expect(await repository.redeem('never-given', 'partner', before)).toBe(false);
        expect(await repository.find('never-given')).toBeNull();
      });

      test('150 codes of one answer are stored, and deleted a day after they expire', async () => {
        const repository = useCodeRepository(server.tables, work);
        const many = Array.from({ length: 150 }, (_unused, i) => ({
          code: `many-${i}`,
          grant: grant({ certificate: `certificate-a#${i}` }),
        }));
        await repository.create(many);
        expect(await Promise.all(many.map(({ code }) => repository.find(code)))).toEqual(many.map((one) => one.grant));
        const { Items = [] } = await server.tables.send(new ScanCommand({ TableName: work }));
        expect(new Set(Items.filter(({ item }) => item === 'code').map(({ expires }) => expires))).toEqual(
          new Set([Date.UTC(2026, 10, 25, 6, 40) / 1000]),
        );
      });
    });

    test('a grant is found by its account; a later one replaces it', async () => {
      const table = certificateGrantRepository(server.tables, types);
      const given = { subject: 'partner', types: 'all' as const, fields: ['ZZBH', 'KZ_ZL'], copies: false };
      await table.put([given]);
      expect(await table.grant('partner')).toEqual(given);
      await table.put([{ ...given, types: ['certificate-a'], fields: 'all', copies: true }]);
      expect(await table.grant('partner')).toEqual({
        subject: 'partner',
        types: ['certificate-a'],
        fields: 'all',
        copies: true,
      });
      expect(await table.grant('another')).toBeNull();
    });
  });
});
