import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { publicKeyRepository } from '../../../lib/adapters/certificates/public-key-repository.ts';
import { readKeys } from '../../../lib/certificates/keys/read-keys.ts';
import type { PublicKey } from '../../../schemas/certificates/key-set.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import { tableServers, type TableServer } from '../dynamodb/table-servers.ts';

const service = parseResources((await resolvedService()).resources.Resources);
const table = nameOf(service.tables, 'certificate-types');
const coordinate = (character: string) => character.repeat(43);
const key = (character: string, since: string, changes: Partial<PublicKey> = {}): PublicKey => ({
  kty: 'EC',
  crv: 'P-256',
  x: coordinate('x'),
  y: coordinate('y'),
  kid: coordinate(character),
  alg: 'ES256',
  use: 'sig',
  since,
  ...changes,
});

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: TableServer;
    beforeAll(async () => {
      server = await kind.start(service.tables.filter(({ TableName }) => TableName === table));
    });
    afterAll(() => server.close());

    test('the set is empty before the first signature; a rotation keeps the old key after the new one', async () => {
      const keys = publicKeyRepository(server.tables, table);
      expect(await readKeys({}, keys)).toEqual({ keys: [] });
      const old = key('z', '2025-01-01T00:00:00.000Z');
      const next = key('a', '2026-01-01T00:00:00.000Z', { crv: 'SM2', alg: 'SM2' });
      await keys.add(old);
      await keys.add(next);
      expect(await readKeys({}, keys)).toEqual({ keys: [next, old] });
    });

    test('a key that is added again keeps the day since when it signs', async () => {
      const keys = publicKeyRepository(server.tables, table);
      await Promise.all(
        ['2026-06-01T00:00:00.000Z', '2026-06-02T00:00:00.000Z'].map(async (since) => await keys.add(key('z', since))),
      );
      expect((await keys.keys()).find(({ kid }) => kid === coordinate('z'))?.since).toBe('2025-01-01T00:00:00.000Z');
    });

    test('a key with its private half is rejected', async () => {
      const keys = publicKeyRepository(server.tables, table);
      await expect(
        keys.add(Object.assign(key('d', '2026-01-01T00:00:00.000Z'), { d: coordinate('d') })),
      ).rejects.toThrow('unrecognized_keys');
    });
  });
});
