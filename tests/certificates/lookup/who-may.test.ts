import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { downloadCertificateRoute } from '../../../schemas/certificates/file-routes.ts';
import {
  findByHolderRoute,
  findCertificatesRoute,
  readCertificateHistoryRoute,
  readCertificateRoute,
} from '../../../schemas/certificates/lookup-routes.ts';
import { listCertificateUsesRoute, officialUseRoute } from '../../../schemas/certificates/use-routes.ts';
import type { Route } from '../../../schemas/kernel/route.ts';
import { officialUseBody } from '../use/official-use-body.ts';
import { askFixture, callers, holder, openFixture, property, type Issued } from './fixture.ts';

type Name = keyof typeof callers;
const names = Object.keys(callers).filter((name): name is Name => name in callers);

const Refusal = z.object({ code: z.string() });

let fixture: Awaited<ReturnType<typeof openFixture>>;
let issued: Issued;
beforeAll(async () => {
  fixture = await openFixture();
  issued = await fixture.issue({ key: 'a'.repeat(32), number: '豫测A1' });
});
afterAll(() => fixture.close());

const lookers: readonly Name[] = ['operator', 'issuer', 'partner', 'partnerWithoutCopies', 'grantedDepartment'];
const issuers: readonly Name[] = ['operator', 'issuer'];

/** Requests for a property certificate, and the callers who get an answer; all others are refused. */
const questions: readonly [Route, (identifier: string) => Parameters<typeof askFixture>[2], readonly Name[]][] = [
  [readCertificateRoute, (identifier) => ({ params: { identifier } }), lookers],
  [findCertificatesRoute, () => ({ body: { type: property.type, number: '豫测A1' } }), lookers],
  [findByHolderRoute, () => ({ body: { holder, types: [property.type] } }), lookers],
  [
    officialUseRoute,
    () => ({ body: officialUseBody({ identity_number: holder, license_item_code: property.typeCode.code }) }),
    lookers,
  ],
  [readCertificateHistoryRoute, (identifier) => ({ params: { identifier } }), issuers],
  [listCertificateUsesRoute, (identifier) => ({ params: { identifier } }), issuers],
  [downloadCertificateRoute, (identifier) => ({ params: { identifier, kind: 'json' } }), issuers],
];

describe.each(questions.map(([route, ask, may]) => [route.operation, route, ask, may] as const))(
  '%s',
  (_, route, ask, may) => {
    test.each(may)('answers %s', async (name) => {
      expect(await askFixture(route, callers[name], ask(issued.identifier))).toMatchObject({ statusCode: 200 });
    });

    test.each(names.filter((name) => !may.includes(name)))(
      'refuses %s, reveals nothing, and writes an audit entry unless the role is not allowed at all',
      async (name) => {
        const requestId = `${route.operation}-${name}`;
        const { statusCode, json, body } = await askFixture(route, callers[name], ask(issued.identifier), requestId);
        expect(statusCode).toBe(403);
        for (const secret of ['豫测A1', '测试甲', holder, 'validity']) expect(body).not.toContain(secret);
        const { code } = Refusal.parse(json);
        expect(await fixture.auditEntries(requestId)).toMatchObject(
          code === 'not-allowed'
            ? []
            : [{ outcome: 'refused', refusal: code, results: 0, subject: callers[name].subject }],
        );
      },
    );

    test('refuses anonymous callers', async () => {
      expect(await askFixture(route, null, ask(issued.identifier))).toMatchObject({ statusCode: 401 });
    });
  },
);
