import { afterEach, expect, test } from 'vitest';
import { parseAnswer } from '../../../lib/adapters/sources/parse-answer.ts';
import { mapAnswerRows } from '../../../lib/collection/interface/map-answer-rows.ts';
import { departmentService, type Service } from './department-service.ts';
import { declared, faultOf, openSession, readAll } from './open-session.ts';

let service: Service;
afterEach(async () => await service.close());

/** `许可` and `王芳` in GB 18030. */
const [permitted, holder] = [Buffer.from([0xd0, 0xed, 0xbf, 0xc9]), Buffer.from([0xcd, 0xf5, 0xb7, 0xbc])];

const soap = (version: '1.1' | '1.2', more: Record<string, unknown> = {}) =>
  declared(service.origin, {
    request: {
      soap: { version, action: 'urn:GetPermits' },
      body: '<q:get xmlns:q="urn:permits"><q:page>{{page}}</q:page><q:after>{{cursor}}</q:after></q:get>',
    },
    answer: {
      format: 'xml',
      records: 'Envelope.Body.getResponse.list.permit',
      total: 'Envelope.Body.getResponse.list.@total',
    },
    fields: [
      { field: 'licence', from: '@no' },
      { field: 'holder', from: 'holder' },
    ],
    paging: { kind: 'page', size: 2 },
    increment: { kind: 'cursor', next: 'Envelope.Body.getResponse.mark', first: '<&"' },
    ...more,
  });

const envelope = (namespace: string, list: string) =>
  `<?xml version="1.0" encoding="utf-8"?><S:Envelope xmlns:S="${namespace}"><S:Body><n:getResponse ` +
  'xmlns:n="urn:permits"><n:list ' +
  `total="3">${list}</n:list><n:mark>m9</n:mark></n:getResponse></S:Body></S:Envelope>`;

test.each([
  [
    '1.1',
    'http://schemas.xmlsoap.org/soap/envelope/',
    { 'content-type': 'text/xml; charset=utf-8', soapaction: '"urn:GetPermits"' },
  ],
  [
    '1.2',
    'http://www.w3.org/2003/05/soap-envelope',
    { 'content-type': 'application/soap+xml; charset=utf-8; action="urn:GetPermits"' },
  ],
] as const)('SOAP %s, page by page, the last with a single element', async (version, namespace, headers) => {
  const pages = [
    '<n:permit no="A-1"><n:holder>王芳</n:holder></n:permit><n:permit no="0002"><n:holder>李 &amp; ' +
      '强</n:holder></n:permit>',
    '<n:permit no="A-3"/>',
  ];
  service = await departmentService((_, response, before) =>
    response.writeHead(200, { 'content-type': headers['content-type'] }).end(envelope(namespace, pages[before] ?? '')),
  );
  const declaration = soap(version);
  const { session } = openSession(declaration);
  const read = await readAll(session);
  expect(read.map(({ rows, watermark }) => [rows, watermark])).toEqual([
    [2, undefined],
    [1, 'm9'],
  ]);
  expect(
    read.flatMap(({ bytes }) =>
      mapAnswerRows(parseAnswer(bytes, declaration.answer), declaration, ['holder', 'licence']).map(
        ({ cells }) => cells,
      ),
    ),
  ).toEqual([
    ['王芳', 'A-1'],
    ['李 & 强', '0002'],
    [null, 'A-3'],
  ]);
  expect(service.seen[0]).toMatchObject({ method: 'POST', headers });
  expect('soapaction' in (service.seen[0]?.headers ?? {})).toBe(version === '1.1');
  expect(service.seen[1]?.body).toBe(
    `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="${namespace}"><soap:Body><q:get ` +
      'xmlns:q="urn:permits"><q:page>2</q:page><q:after>&lt;&amp;&quot;</q:after></q:get></soap:Body></soap:Envelope>',
  );
  await session.close();
});

test('a SOAP fault under 200 is a business error', async () => {
  service = await departmentService((_, response) =>
    response.end(
      '<s:Envelope ' +
        'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Server</faultcode></s:Fault></s:Body></s:Envelope>',
    ),
  );
  const { session } = openSession(soap('1.1'));
  expect((await faultOf(session.page(null))).code).toBe('business-error');
  await session.close();
});

test.each<[string, 'json' | 'xml', Buffer[]]>([
  [
    'JSON',
    'json',
    [
      Buffer.from('{"data":[{"类":"'.replace('类', 'kind')),
      permitted,
      Buffer.from('","no":"'),
      holder,
      Buffer.from('"}]}'),
    ],
  ],
  [
    'XML',
    'xml',
    [
      Buffer.from('<?xml version="1.0" encoding="GBK"?><data><kind>'),
      permitted,
      Buffer.from('</kind><no>'),
      holder,
      Buffer.from('</no></data>'),
    ],
  ],
])('%s in GB 18030', async (_, format, parts) => {
  service = await departmentService((_seen, response) => response.end(Buffer.concat(parts)));
  const declaration = declared(service.origin, {
    answer: { format, charset: 'gb18030', records: 'data' },
    fields: [
      { field: 'licence', from: 'no' },
      { field: 'kind', from: 'kind' },
    ],
  });
  const { session } = openSession(declaration);
  const [page] = await readAll(session);
  expect(
    mapAnswerRows(parseAnswer(page?.bytes ?? new Uint8Array(0), declaration.answer), declaration, ['kind', 'licence']),
  ).toEqual([{ cells: ['许可', '王芳'], removed: false }]);
  await session.close();
});
