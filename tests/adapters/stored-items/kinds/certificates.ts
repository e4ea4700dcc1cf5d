import { certificateRepository } from '../../../../lib/adapters/certificates/certificate-repository.ts';
import { certificateTypeRepository } from '../../../../lib/adapters/certificates/certificate-type-repository.ts';
import { certificateGrantRepository } from '../../../../lib/adapters/certificates/grant-repository.ts';
import { publicKeyRepository } from '../../../../lib/adapters/certificates/public-key-repository.ts';
import { statusListRepository } from '../../../../lib/adapters/certificates/status-list-repository.ts';
import type { PublicKey } from '../../../../schemas/certificates/key-set.ts';
import { statusListValues } from '../../../../schemas/certificates/status-list-values.ts';
import { headWith } from '../../../certificates/lookup/builders.ts';
import { aType } from '../../../certificates/types/a-type.ts';
import { listOf, next, superseding, version } from '../../certificates/chains.ts';
import type { Tables } from '../open-tables.ts';
import { each, early, type Kind, lastLetter, names } from './kind.ts';

export function chainKinds({ client, name }: Tables): Kind[] {
  const repository = certificateRepository(client, name('certificates'), name('certificate-work'));
  const lists = statusListRepository(client, name('certificates'), name('certificate-work'));
  const type = 'certificate-shop';
  const chain = (one: string) => `${type}#${one}`;
  const first = (one: (typeof names)[number]) =>
    headWith(chain(one), version(1, { list: { year: 2020, index: names.indexOf(one) }, status: '02' }), {
      number: 'shared-number',
    });
  const chains = names.map(chain);
  const key = { certificate: chain('b'), item: 'head' };
  const write = () => each((one) => repository.move(first(one), ['holder']));
  const kind = {
    item: 'certificate-head',
    table: 'certificates',
    write,
    key,
    damage: { body: '{"present":' },
    body: 'body',
    read: () => repository.head(chain('b')),
    change: async () => {
      const head = await repository.head(chain('b'));
      if (head === null || !(await repository.move(next(head, { present: false }), ['holder'])))
        throw new Error('the head did not move');
    },
  };
  return [
    {
      ...kind,
      list: async () =>
        (await repository.heads(chains)).flatMap((head) =>
          head === undefined ? [] : [lastLetter(head?.certificate ?? '')],
        ),
    },
    {
      ...kind,
      list: async () =>
        (await repository.byHolder('holder', { limit: 9 })).heads.map(({ certificate }) => lastLetter(certificate)),
    },
    {
      ...kind,
      list: async () =>
        (await repository.byNumber(type, 'shared-number')).map(({ certificate }) => lastLetter(certificate)),
    },
    {
      ...kind,
      item: 'certificate-tally',
      damage: { tallyKey: '411100#archived###' },
      list: async () => (await listOf(repository.tallies(type))).map(({ state }) => state),
      listedWithout: ['issued', 'issued'],
      read: null,
    },
    {
      ...kind,
      item: 'certificate-version',
      write: async () => {
        await write();
        await repository.move(superseding(first('b'), version(2, { list: { year: 2020, index: 9 } })), ['holder']);
      },
      key: { certificate: chain('b'), item: 'version#001#001' },
      list: null,
      read: () => repository.version(chain('b'), 1, 1),
      change: null,
    },
    {
      ...kind,
      item: 'status-list-entry',
      damage: { statusValue: 99 },
      list: async () => (await listOf(lists.entries(type, 2020))).map(({ index, value }) => `${index}=${value}`),
      // Never as valid.
      listedWithout: [
        `0=${statusListValues.withheld}`,
        `1=${statusListValues.other}`,
        `2=${statusListValues.withheld}`,
      ],
      read: null,
    },
    {
      item: 'certificate-claim',
      table: 'certificate-work',
      write: () => repository.claim('provincial-1', chain('b')),
      key: { work: 'identifier#provincial-1', item: 'chain' },
      damage: { certificate: 7 },
      list: null,
      read: () => repository.findChain('provincial-1'),
      change: null,
    },
  ];
}

export function certificateSettingKinds({ client, name }: Tables): Kind[] {
  const types = certificateTypeRepository(client, name('certificate-types'));
  const grants = certificateGrantRepository(client, name('certificate-types'));
  const keys = publicKeyRepository(client, name('certificate-types'));
  const publicKey = (one: string): PublicKey => ({
    kty: 'EC',
    crv: 'P-256',
    x: 'x'.repeat(43),
    y: 'y'.repeat(43),
    kid: one.repeat(43),
    alg: 'ES256',
    use: 'sig',
    since: early,
  });
  return [
    {
      item: 'certificate-type',
      table: 'certificate-types',
      write: () => each((one) => types.create(aType({ type: `certificate-${one}` }))),
      key: { kind: 'type', id: 'certificate-b' },
      damage: { body: '{"mode":"issue-nowhere"}' },
      body: 'body',
      list: async () => (await types.types()).map(({ type }) => type.slice(-1)),
      read: null,
      change: null,
    },
    {
      item: 'certificate-grant',
      table: 'certificate-types',
      write: () => grants.put(names.map((subject) => ({ subject, types: 'all', fields: 'all', copies: false }))),
      key: { kind: 'grant', id: 'b' },
      damage: { fields: 'none' },
      list: null,
      read: () => grants.grant('b'),
      change: null,
    },
    {
      item: 'public-key',
      table: 'certificate-types',
      write: () => each((one) => keys.add(publicKey(one))),
      key: { kind: 'key', id: 'b'.repeat(43) },
      damage: { alg: 'EdDSA' },
      list: async () => (await keys.keys()).map(({ kid }) => kid.slice(0, 1)),
      read: null,
      change: () => keys.add(publicKey('b')),
    },
  ];
}
