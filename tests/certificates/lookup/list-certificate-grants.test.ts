import { expect, test } from 'vitest';
import { listCertificateGrants } from '../../../lib/certificates/lookup/list-certificate-grants.ts';
import type { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
import { listCertificateGrantsRoute } from '../../../schemas/certificates/grant-routes.ts';
import { callers, property } from './fixture.ts';

const grant = (subject: string, fields: CertificateGrant['fields'] = ['ZZBH']): CertificateGrant => ({
  subject,
  types: 'all',
  fields,
  copies: false,
});
const face = (name: string, label: string) => ({ field: 'scope', name, label });

const list = async (grants: readonly CertificateGrant[]) =>
  listCertificateGrantsRoute.answer.body.parse(
    await listCertificateGrants(
      { caller: callers.operator },
      {
        grants: async () => grants,
        types: {
          all: async () => [
            { ...property, face: [face('KZ_JYFW', '经营范围'), face('KZ_XKFW', '许可范围'), face('ZZBH', '执照编号')] },
            { ...property, face: [face('KZ_XKFW', '许可服务'), face('KZ_JYFW', '经营范围')] },
          ],
        },
        account: async (subject) =>
          subject === 'removed'
            ? undefined
            : {
                subject,
                kind: 'system',
                name: '银行系统',
                department: 'reform-office',
                roles: ['consumer'],
                active: true,
              },
        departmentName: async () => '市发展改革委',
      },
    ),
  );

test('grants are listed by account, whatever order the table has; their accounts are named, but those removed', async () => {
  const listed = await list([grant('removed'), grant('bank-system')]);
  expect(listed.items).toEqual([grant('bank-system'), grant('removed')]);
  expect(listed.actors).toEqual([
    { account: 'bank-system', name: '银行系统', department: 'reform-office', departmentName: '市发展改革委' },
  ]);
});

test.each([
  ['a face item of one name', 'KZ_JYFW', ['经营范围']],
  ['a face item that types name differently', 'KZ_XKFW', ['许可范围', '许可服务']],
  ['a common property, by the standard', 'ZZBH', ['证照编号']],
  ['the name of the certificate', 'ZZMC', ['证照名称']],
  ['a face item that no type has any more, which are none,', 'KZ_GONE', []],
])('%s has its labels', async (_what, short, labels) => {
  expect((await list([grant('bank-system', [short])])).fieldLabels).toEqual({ [short]: labels });
});

test('all fields need no labels', async () => {
  expect((await list([grant('bank-system', 'all')])).fieldLabels).toEqual({});
});
