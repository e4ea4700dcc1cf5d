import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayInShanghai } from '../../../lib/kernel/instant.ts';
import { toOdrl } from '../../../lib/sharing/documents/to-odrl.ts';
import { grantStatus } from '../../../lib/sharing/use/grant-status.ts';
import { grantedValues, passesFilters } from '../../../lib/sharing/use/granted-values.ts';
import { Mask } from '../../../schemas/catalogue/field.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import { SharingWay, type Grant } from '../../../schemas/sharing/grant.ts';
import { OdrlAgreement, type OdrlConstraint, type OdrlPermission } from '../../../schemas/sharing/odrl.ts';
import { fieldNames, grantOf } from '../use/use-memory.ts';

const address = 'https://guiji.example';

type Wish = { readonly at: string; readonly way: SharingWay; readonly field: string; readonly record: RecordValues };

/** A reader of the policy that knows ODRL 2.2 and the profile, and nothing of grants: the mask of what is permitted. */
function permitted({ permission }: OdrlAgreement, wish: Wish): string[] {
  return permission.filter((one) => holdsAll(one, wish)).map(({ target }) => maskIn(target.refinement));
}

const holdsAll = ({ target, action, constraint }: OdrlPermission, wish: Wish): boolean =>
  [...target.refinement, ...action.flatMap(({ refinement }) => refinement), ...constraint].every((one) =>
    holds(one, wish),
  );

function holds({ leftOperand, operator, rightOperand, 'guiji:ofField': ofField }: OdrlConstraint, wish: Wish): boolean {
  switch (leftOperand) {
    case 'dateTime': {
      const limit = typeof rightOperand === 'object' && '@value' in rightOperand ? rightOperand['@value'] : '';
      const distance = Date.parse(wish.at) - Date.parse(limit);
      return operator === 'gteq' ? distance >= 0 : operator === 'lt' && distance < 0;
    }
    case 'guiji:field':
      return isAmong(rightOperand, wish.field);
    case 'guiji:way':
      return isAmong(rightOperand, wish.way);
    case 'guiji:recordValue':
      return isAmong(rightOperand, wish.record[ofField ?? '']);
    default:
      return true;
  }
}

const isAmong = (accepted: unknown, value: string | undefined): boolean =>
  Array.isArray(accepted) && value !== undefined && accepted.includes(value);

function maskIn(refinement: readonly OdrlConstraint[]): string {
  const mask = refinement.find(({ leftOperand }) => leftOperand === 'guiji:mask')?.rightOperand;
  return typeof mask === 'string' ? mask : '';
}

const field = fc.constantFrom(...fieldNames);
const value = fc.constantFrom('甲', '乙');
const day = fc.integer({ min: 0, max: 20 }).map((n) => `2020-12-${`${n + 1}`.padStart(2, '0')}`);
const at = fc
  .integer({ min: 0, max: 22 * 96 })
  .map((n) => new Date(Date.UTC(2020, 10, 30) + n * 900_000).toISOString());
const grants = fc
  .record({
    fields: fc.array(fc.record({ field, mask: fc.constantFrom(...Mask.options) }), { minLength: 1, maxLength: 8 }),
    filters: fc.array(fc.record({ field, values: fc.array(value, { minLength: 1, maxLength: 2 }) }), { maxLength: 2 }),
    ways: fc.uniqueArray(fc.constantFrom(...SharingWay.options), { minLength: 1 }),
    from: day,
    until: day,
    revokedAt: fc.option(at),
  })
  .map(({ revokedAt, ...terms }): Grant =>
    grantOf({
      ...terms,
      ...(revokedAt === null ? {} : { revoked: { at: revokedAt, by: 'officer', reason: '用途不符' } }),
    }),
  );
const wishes = fc.record({
  at,
  way: fc.constantFrom(...SharingWay.options),
  field,
  record: fc.dictionary(field, value, { maxKeys: fieldNames.length }),
});

test('a reader of the policy permits exactly what the grant gives', () => {
  fc.assert(
    fc.property(grants, wishes, (grant, wish) => {
      // A grant that is revoked later was in force before: the policy says so, the status is of now.
      const { revoked, ...before } = grant;
      const isRevoked = revoked !== undefined && wish.at >= revoked.at;
      const inForce = grantStatus(isRevoked ? grant : before, dayInShanghai(wish.at)) === 'in-force';
      const shows = inForce && grant.ways.includes(wish.way) && passesFilters(grant, wish.record);
      const shown = shows ? Object.keys(grantedValues(grant, { [wish.field]: '值' })) : [];
      const masks = permitted(toOdrl(grant, address), wish);
      expect(masks.length).toBe(shown.length);
      for (const mask of masks)
        expect(grantedValues(grant, { [wish.field]: '张三丰' })).toEqual(
          grantedValues({ fields: [{ field: wish.field, mask: Mask.parse(mask) }] }, { [wish.field]: '张三丰' }),
        );
    }),
    { numRuns: 2_000 },
  );
});

describe('the vocabulary of ODRL 2.2', () => {
  const agreement = toOdrl(grantOf({ filters: [{ field: 'district', values: ['源汇区'] }] }), address);
  test('asks of an agreement for its id, both parties, and a permission with target and action', () => {
    expect(OdrlAgreement.parse(agreement)).toEqual(agreement);
    expect(agreement).toMatchObject({
      '@context': ['http://www.w3.org/ns/odrl.jsonld', { guiji: 'https://guiji.example/ns/odrl#' }],
      '@type': 'Agreement',
      uid: 'https://guiji.example/api/v1/grants/01JE0000000000000000000001',
      profile: 'https://guiji.example/ns/odrl',
      assigner: 'https://guiji.example/api/v1/departments/public-security',
      assignee: 'https://guiji.example/api/v1/departments/civil-affairs',
      permission: [
        {
          target: { '@type': 'AssetCollection', source: expect.stringContaining('/api/v1/datasets/') },
          action: [{ 'rdf:value': { '@id': 'odrl:use' } }],
        },
      ],
    });
  });

  test('names the type whose certificates are granted, and not the records of its face data', () => {
    const certificates = grantOf({
      target: 'certificate-type',
      dataset: 'certificate-nurse',
      ways: ['look-up', 'copy'],
    });
    expect(toOdrl(certificates, address).permission.map(({ target }) => target.source)).toEqual([
      'https://guiji.example/api/v1/certificate-types/certificate-nurse',
    ]);
  });

  test('has the terms that ODRL has words for under those words', () => {
    expect(agreement.permission[0]?.constraint).toEqual(
      expect.arrayContaining([
        {
          leftOperand: 'dateTime',
          operator: 'gteq',
          rightOperand: { '@value': '2020-11-30T16:00:00.000Z', '@type': 'xsd:dateTime' },
        },
        {
          leftOperand: 'dateTime',
          operator: 'lt',
          rightOperand: { '@value': '2021-11-30T16:00:00.000Z', '@type': 'xsd:dateTime' },
        },
        { leftOperand: 'purpose', operator: 'eq', rightOperand: '办理婚姻登记' },
        { leftOperand: 'count', operator: 'lteq', rightOperand: 365_000 },
      ]),
    );
  });

  test('permits each mask by a permission of its own', () => {
    const masked = toOdrl(
      grantOf({
        fields: [
          { field: 'name', mask: 'name' },
          { field: 'phone', mask: 'none' },
          { field: 'district', mask: 'none' },
        ],
      }),
      address,
    );
    expect(masked.permission.map(({ target }) => target.refinement.map(({ rightOperand }) => rightOperand))).toEqual([
      [['name'], 'name'],
      [['phone', 'district'], 'none'],
    ]);
  });
});
