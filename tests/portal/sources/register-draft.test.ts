import { describe, expect, test } from 'vitest';
import { departmentServiceDeclaration } from '../../../infra/local/demo-department/department-service-declaration.ts';
import {
  emptyDatabase,
  fromDatabase,
  toDatabase,
} from '../../../portal/src/collection/sources/register/database-draft.ts';
import { toRecord, toWords } from '../../../portal/src/collection/sources/register/draft-texts.ts';
import {
  emptyInterface,
  fromInterface,
  InterfaceDraft,
  toInterface,
} from '../../../portal/src/collection/sources/register/interface-draft.ts';
import {
  fromTimes,
  fromTimetable,
  toTimes,
  toTimetable,
} from '../../../portal/src/collection/sources/register/timetable-draft.ts';
import { DatabaseDeclaration } from '../../../schemas/collection/sources/database-declaration.ts';
import { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { SourceTimetable } from '../../../schemas/collection/sources/source.ts';

const demo = departmentServiceDeclaration('http://127.0.0.1:9');
const { request } = demo;

/** One for each kind of authentication, paging and increment, and for each part that is not always there. */
const interfaces: readonly (readonly [what: string, changes: object])[] = [
  ['the demo department’s service', {}],
  [
    'no authentication, no pages, the whole each time',
    { authentication: { kind: 'none' }, paging: { kind: 'none' }, increment: { kind: 'full' } },
  ],
  ['user and password', { authentication: { kind: 'basic' } }],
  ['a token', { authentication: { kind: 'bearer' } }],
  ['a key in the query', { authentication: { kind: 'api-key', in: 'query', name: 'ak' } }],
  [
    'OAuth 2 with a scope',
    { authentication: { kind: 'oauth2', tokenUrl: 'https://a.cn/t', scope: 'read', clientIn: 'body' } },
  ],
  ['OAuth 2 without a scope', { authentication: { kind: 'oauth2', tokenUrl: 'https://a.cn/t' } }],
  ['placeholders', { authentication: { kind: 'placeholders', parts: ['userId', 'pass'] } }],
  ['pages from 0 until an empty one', { paging: { kind: 'page', first: 0, size: 20, ends: 'until-empty' } }],
  ['offsets', { paging: { kind: 'offset', size: 20 } }],
  [
    'cursors',
    { paging: { kind: 'cursor', next: 'data.next' }, increment: { kind: 'cursor', next: 'data.last', first: 'a' } },
  ],
  ['links', { paging: { kind: 'link' } }],
  [
    'SOAP in GB 18030',
    {
      request: { ...request, method: 'POST', body: '<q/>', soap: { version: '1.2', action: 'q' } },
      answer: { format: 'xml', charset: 'gb18030', records: 'r' },
    },
  ],
  [
    'a posted form with headers',
    {
      request: {
        ...request,
        method: 'POST',
        body: 'a={{page}}',
        mediaType: 'application/x-www-form-urlencoded',
        headers: { 'X-A': 'b' },
      },
    },
  ],
  [
    'no deletion, limits, a certificate',
    {
      deletion: undefined,
      limits: { timeoutSeconds: 9, pageBytes: 5_000, pages: 7, requestsPerMinute: 6, concurrency: 4 },
      ca: 'PEM',
    },
  ],
  ['converted times', { fields: [{ field: 'issued_on', from: 'd', convert: 'epoch-seconds' }] }],
];

const tables: readonly (readonly [what: string, changes: object])[] = [
  ['the defaults', {}],
  ['all names', { database: 'd', schema: 's', table: 't', columns: { owner: 'c1' }, ca: 'PEM', updateTimeZone: 'UTC' }],
  ['MySQL on a protected line', { system: 'mysql', tls: 'off', pageRows: 10, statementSeconds: 5, overlapSeconds: 0 }],
];

describe('a declaration survives its form', () => {
  test.each(interfaces)('service: %s', (_, changes) => {
    const declaration = InterfaceDeclaration.parse({ ...demo, ...changes });
    const fields = declaration.fields.map(({ field }) => field);
    const sent = toInterface(InterfaceDraft.parse(fromInterface(declaration)), fields);
    expect(InterfaceDeclaration.parse(sent)).toEqual(declaration);
  });

  test.each(tables)('table: %s', (_, changes) => {
    const declaration = DatabaseDeclaration.parse({
      channel: 'database',
      system: 'postgresql',
      host: 'h',
      port: 1,
      ...changes,
    });
    expect(DatabaseDeclaration.parse(toDatabase(fromDatabase(declaration)))).toEqual(declaration);
  });

  test.each([
    {},
    { times: '0 2 * * *', reconcile: 'never' },
    { times: '*/15 * * * *', window: { from: '22:00', to: '06:00' } },
    { times: '0 */4 * * *' },
    { times: '30 3 * * 1,4' },
    { times: '0 1 15 * *', reconcile: '0 1 L * *' },
    { times: '0 8-18/2 * * 1-5' },
    { times: '20 * * * *' },
    { times: '0 2,14 * * *' },
  ])('timetable: %o', (timetable) => {
    const parsed = SourceTimetable.parse(timetable);
    expect(SourceTimetable.parse(toTimetable(fromTimetable(timetable)))).toEqual(parsed);
  });
});

describe('what is not filled in', () => {
  test('is refused by the platform’s own schemas, and an empty form holds the platform’s defaults', () => {
    const service = InterfaceDeclaration.safeParse(toInterface(emptyInterface(), ['name']));
    const table = DatabaseDeclaration.safeParse(toDatabase(emptyDatabase()));
    expect(service.error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'name',
      'request.url',
      'answer.records',
      'fields',
    ]);
    expect(table.error?.issues.map(({ path }) => path.join('.'))).toEqual(['host']);
  });

  test('what other kinds have is kept in the form, and not sent', () => {
    const draft = { ...emptyInterface(), authentication: { ...emptyInterface().authentication, name: 'X-Key' } };
    expect(toInterface(draft, []).authentication).toEqual({ kind: 'none' });
  });

  test.each([
    ['a week without a day', { kind: 'week' as const, weekdays: [] }],
    ['a day without a time', { kind: 'day' as const, time: '' }],
  ])('%s is no time', (_, changes) => {
    expect(toTimes({ ...fromTimes('cycle'), ...changes })).toBe('');
  });
});

test('words and names are trimmed, and empty ones left out', () => {
  expect(toWords(' 0、 200，,1 ')).toEqual(['0', '200', '1']);
  expect(
    toRecord([
      { name: ' a ', value: 'x ' },
      { name: '', value: 'y' },
    ]),
  ).toEqual({ a: 'x ' });
});
