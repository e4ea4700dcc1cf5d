import { describe, expect, test } from 'vitest';
import { listApplications, readApplication } from '../../../lib/sharing/applications/read-applications.ts';
import { draftApplication, editApplication } from '../../../lib/sharing/applications/write-application.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { ApplicationStep } from '../../../schemas/sharing/application.ts';
import { codeList, codeLists, field, idNumber, name, registered, sex } from '../../catalogue/builders.ts';
import { accepted, contentOf, dataset, openApplications, people, publishedAs, stepOf, type Person } from './fixture.ts';

type Steps = readonly (readonly [Person, ApplicationStep | ApplicationStep['action']])[];

async function play(steps: Steps, shareType: 1 | 2 = 2, content = contentOf()) {
  const office = openApplications(publishedAs(shareType));
  const { id } = accepted(await office.draft(content));
  const states = ['draft'];
  for (const [by, step] of steps) {
    const taken = await office.take(id, by, typeof step === 'string' ? stepOf(step, content.fields) : step);
    states.push('refused' in taken ? taken.refused : taken.state);
  }
  return { ...office, id, states, application: office.stored.get(id) };
}

const submitted: Steps = [
  ['writer', 'submit'],
  ['head', 'approve'],
];
const passed: Steps = [...submitted, ['centre', 'pass']];

describe('the way of an application', () => {
  test.each<[string, Steps, 1 | 2, string]>([
    ['what is shared on condition is decided by its provider', [...passed, ['provider', 'decide']], 2, 'granted'],
    ['what is shared unconditionally is granted after the check', passed, 1, 'granted'],
    [
      'the head of the applicant returns it',
      [
        ['writer', 'submit'],
        ['head', 'send-back'],
      ],
      2,
      'draft',
    ],
    ['the centre does not pass it', [...submitted, ['centre', 'refuse']], 2, 'refused'],
    [
      'what the centre asked for is completed',
      [...submitted, ['centre', 'ask-completion'], ['writer', 'complete']],
      2,
      'awaiting-check',
    ],
    [
      'what the provider asked for is completed',
      [...passed, ['provider', 'ask-completion'], ['writer', 'complete']],
      2,
      'awaiting-decision',
    ],
    [
      'a refusal is coordinated, and decided again',
      [...submitted, ['centre', 'refuse'], ['writer', 'object'], ['centre', 'overrule'], ['provider', 'decide']],
      2,
      'granted',
    ],
    [
      'a refusal is upheld',
      [...submitted, ['centre', 'refuse'], ['writer', 'object'], ['centre', 'uphold']],
      2,
      'closed',
    ],
    ['the applicant withdraws it', [...passed, ['head', 'withdraw']], 2, 'withdrawn'],
    ['the provider revokes what it granted', [...passed, ['provider', 'decide'], ['provider', 'revoke']], 2, 'revoked'],
    ['the consumer gives its grant back', [...passed, ['provider', 'decide'], ['writer', 'revoke']], 2, 'revoked'],
    [
      'nobody approves what is their own',
      [
        ['writer', 'submit'],
        ['writer', 'approve'],
      ],
      2,
      'same-person',
    ],
    ['another department knows of nothing', [['stranger', 'submit']], 2, 'application-not-found'],
    ['supervision knows of nothing', [['supervisor', 'submit']], 2, 'application-not-found'],
    [
      'the provider knows of nothing before the check',
      [...submitted, ['provider', 'decide']],
      2,
      'application-not-found',
    ],
    ['a time limit is extended once', [...passed, ['centre', 'extend'], ['centre', 'extend']], 2, 'already-extended'],
    ['a draft is not decided', [['centre', 'pass']], 2, 'transition-not-allowed'],
  ])('%s', async (_, steps, shareType, expected) => {
    expect((await play(steps, shareType)).states.at(-1)).toBe(expected);
  });
});

describe('the grant', () => {
  const fields = ['name', 'id_number', 'sex'];
  test('has each field as the provider decided, and the terms that were asked for', async () => {
    const decide: ApplicationStep = {
      action: 'decide',
      decisions: [
        { field: 'name', decision: 'mask' },
        { field: 'id_number', decision: 'mask' },
        { field: 'sex', decision: 'refuse', reason: '与办理事项无关，依据《个人信息保护法》第六条。' },
      ],
      until: '2027-01-31',
    };
    const { application } = await play([...passed, ['provider', decide]], 2, contentOf({ fields }));
    expect(application?.grant).toMatchObject({
      id: application?.id,
      version: 1,
      consumer: 'human-resources',
      fields: [
        { field: 'name', mask: 'all' },
        { field: 'id_number', mask: 'citizen-id' },
      ],
      quota: { calls: 100, rows: 2000, subjects: 100, callsPerMinute: 10 },
      caseNumbers: 'required',
      from: '2026-09-28',
      until: '2027-01-31',
      grantedBy: 'owner',
    });
  });

  test('has the limits and the rule of case numbers that the provider sets', async () => {
    const quota = { calls: 5, rows: 6, subjects: 7, callsPerMinute: 8 };
    const decisions = [{ field: 'name', decision: 'grant' as const }];
    const { application } = await play([
      ...passed,
      ['provider', { action: 'decide', decisions, quota, caseNumbers: 'optional' }],
    ]);
    expect(application?.grant).toMatchObject({ quota, caseNumbers: 'optional' });
  });

  test('without a decision shows what the catalogue masks as masked', async () => {
    const { application } = await play(passed, 1, contentOf({ fields }));
    expect(application?.grant?.fields).toEqual([
      { field: 'name', mask: 'none' },
      { field: 'id_number', mask: 'citizen-id' },
      { field: 'sex', mask: 'none' },
    ]);
  });

  test('is none when every field is refused', async () => {
    const refusal = { field: 'name', decision: 'refuse' as const, reason: '不符合用途。' };
    const { application } = await play([...passed, ['provider', { action: 'decide', decisions: [refusal] }]]);
    expect([application?.state, application?.grant, application?.decisions]).toEqual(['refused', undefined, [refusal]]);
  });

  test.each<[string, ApplicationStep, string]>([
    [
      'a field without an answer',
      { action: 'decide', decisions: [{ field: 'name', decision: 'grant' }] },
      '/decisions',
    ],
    [
      'a refusal without a reason',
      {
        action: 'decide',
        decisions: [
          { field: 'name', decision: 'grant' },
          { field: 'sex', decision: 'refuse' },
        ],
      },
      '/decisions/1/reason',
    ],
    [
      'a field that nobody asked for',
      {
        action: 'decide',
        decisions: [
          { field: 'name', decision: 'grant' },
          { field: 'sex', decision: 'grant' },
          { field: 'amount', decision: 'grant' },
        ],
      },
      '/decisions/2',
    ],
    [
      'one field twice',
      {
        action: 'decide',
        decisions: [
          { field: 'name', decision: 'grant' },
          { field: 'sex', decision: 'grant' },
          { field: 'name', decision: 'mask' },
        ],
      },
      '/decisions/0',
    ],
  ])('is not made of %s', async (_, step, pointer) => {
    const office = await play(passed, 2, contentOf({ fields: ['name', 'sex'] }));
    expect(await office.take(office.id, 'provider', step)).toMatchObject({
      refused: 'decisions-not-valid',
      errors: [{ pointer }],
    });
  });

  test('does not outlast what was asked for, and says when it was revoked', async () => {
    const decisions = [{ field: 'name', decision: 'grant' as const }];
    const office = await play(passed);
    for (const until of ['2027-09-29', '2026-09-28'])
      expect(await office.take(office.id, 'provider', { action: 'decide', decisions, until })).toMatchObject({
        refused: 'term-not-valid',
      });
    accepted(await office.take(office.id, 'provider', { action: 'decide', decisions }));
    accepted(await office.take(office.id, 'centre', { action: 'revoke', reason: '用途已经结束。' }));
    expect(office.stored.get(office.id)?.grant?.revoked).toEqual({
      at: office.state.now,
      by: 'centre',
      reason: '用途已经结束。',
    });
  });
});

describe('content', () => {
  test.each<[string, Parameters<typeof contentOf>[0], string]>([
    ['a field that is not there', { fields: ['colour'] }, '/fields/0'],
    ['a field twice', { fields: ['name', 'name'] }, '/fields/1'],
    ['a field that is not shared', { fields: ['name', 'secret'] }, '/fields/1'],
    ['a filter by a field that is not shared', { filters: [{ field: 'secret', values: ['1'] }] }, '/filters/0/field'],
    ['a way twice', { ways: ['query', 'query'] }, '/ways'],
    ['a term that ends today', { until: '2026-09-28' }, '/until'],
    ['a term of more than three years', { until: '2029-09-29' }, '/until'],
  ])('%s is refused where it stands', async (_, changes, pointer) => {
    const fields = [idNumber, name, field('secret', '密', { shareType: 3 })];
    const { draft } = openApplications(publishedAs(2, { fields }));
    expect(await draft(contentOf(changes))).toMatchObject({ refused: 'application-not-valid', errors: [{ pointer }] });
  });

  describe('values of row filters are those that records have', () => {
    const fields = [idNumber, name, sex, registered];
    test.each<[string, string, string, string]>([
      ['a code that is in no list', 'sex', '9', '不符合它的格式或代码表'],
      ['the name of a code', 'sex', '男', '写法与入库的不同'],
      ['a day that is none', 'registered_on', '2026-02-30', '不符合它的格式或代码表'],
      ['a day in another notation', 'registered_on', '2026年2月3日', '写法与入库的不同'],
    ])('%s is refused at its place, without repeating it', async (_, field, value, sentence) => {
      const { draft } = openApplications(publishedAs(2, { fields }));
      const answer = await draft(contentOf({ filters: [{ field, values: [value] }] }));
      if (!isRefused(answer) || !('errors' in answer)) throw new Error('not refused');
      expect(answer).toMatchObject({ refused: 'application-not-valid', errors: [{ pointer: '/filters/0/values/0' }] });
      expect(answer.errors?.[0]?.detail).toContain(sentence);
      expect(answer.errors?.[0]?.detail).not.toContain(value);
    });

    test('what records have is taken', async () => {
      const { draft } = openApplications(publishedAs(2, { fields }));
      const filters = [
        { field: 'sex', values: ['1', '2'] },
        { field: 'registered_on', values: ['2026-02-03'] },
      ];
      expect(await draft(contentOf({ filters }))).toMatchObject({ state: 'draft' });
    });

    test('of a code list that changed since are refused when it is submitted, and told to whoever decides', async () => {
      const office = openApplications(publishedAs(2, { fields }));
      const { id } = accepted(await office.draft(contentOf({ filters: [{ field: 'sex', values: ['1'] }] })));
      office.state.lists = new Map([['sex', codeList('sex', [['2', '女']])]]);
      expect(await office.take(id, 'writer', { action: 'submit' })).toMatchObject({ refused: 'application-not-valid' });
      office.state.lists = codeLists;
      accepted(await office.take(id, 'writer', { action: 'submit' }));
      accepted(await office.take(id, 'head', { action: 'approve' }));
      office.state.lists = new Map([['sex', codeList('sex', [['2', '女']])]]);
      expect(await office.take(id, 'centre', { action: 'pass' })).toMatchObject({
        refused: 'catalogue-changed',
        errors: [{ pointer: '/filters/0/values/0' }],
      });
    });
  });

  describe('for certificates', () => {
    const shown = new Set(['name']);
    const certificates = contentOf({ fields: ['name'], ways: ['look-up', 'copy'] });
    const open = () => {
      const office = openApplications(publishedAs(2, { fields: [idNumber, name] }));
      office.state.fieldsOfCertificates = shown;
      return office;
    };

    test('leads to a grant of certificates, and of no record', async () => {
      const office = open();
      const { id, target } = accepted(await office.draft(certificates, 'writer', 'certificate-type'));
      expect(target).toBe('certificate-type');
      for (const [by, action] of passed)
        accepted(await office.take(id, by, typeof action === 'string' ? stepOf(action, certificates.fields) : action));
      const decisions = [{ field: 'name', decision: 'grant' as const }];
      const { grant } = accepted(await office.take(id, 'provider', { action: 'decide', decisions }));
      expect(grant).toMatchObject({ target: 'certificate-type', dataset, ways: ['look-up', 'copy'] });
    });

    test.each<[string, Parameters<typeof contentOf>[0], string]>([
      ['a field that they do not show', { fields: ['name', idNumber.key] }, '/fields/1'],
      ['a way of records', { ways: ['look-up', 'query'] }, '/ways/1'],
      ['copies without look-ups', { ways: ['copy'] }, '/ways'],
      ['some records only', { filters: [{ field: 'name', values: ['甲'] }] }, '/filters'],
    ])('%s is refused where it stands', async (_, changes, pointer) => {
      const asked = { ...certificates, ...changes };
      expect(await open().draft(asked, 'writer', 'certificate-type')).toMatchObject({
        refused: 'application-not-valid',
        errors: [{ pointer }],
      });
    });

    test('is refused where the dataset is of no certificate type, and for a way of certificates without saying so', async () => {
      const office = open();
      office.state.fieldsOfCertificates = null;
      expect(await office.draft(certificates, 'writer', 'certificate-type')).toMatchObject({
        refused: 'dataset-not-found',
      });
      expect(await office.draft(certificates)).toMatchObject({
        refused: 'application-not-valid',
        errors: [{ pointer: '/ways/0' }, { pointer: '/ways/1' }],
      });
    });

    test('follows on no grant of the records', async () => {
      const office = open();
      const records = accepted(await office.draft(contentOf({ fields: ['name'] })));
      const body = { target: 'certificate-type' as const, dataset, content: certificates, renews: records.id };
      expect(await draftApplication({ caller: people.writer, body }, office.ports)).toMatchObject({
        refused: 'application-not-found',
      });
    });
  });

  test('of an own dataset, and of one that is not published, is refused', async () => {
    const body = { target: 'dataset' as const, dataset, content: contentOf() };
    const own = openApplications(publishedAs(2)).ports;
    expect(await draftApplication({ caller: people.provider, body }, own)).toMatchObject({ refused: 'own-data' });
    const none = openApplications(null).ports;
    expect(await draftApplication({ caller: people.writer, body }, none)).toMatchObject({
      refused: 'dataset-not-found',
    });
  });

  test('is changed as long as it is a draft or incomplete; whoever changed it does not approve it', async () => {
    const office = await play([]);
    const edit = async (by: Person, lockVersion: number) =>
      await editApplication(
        {
          caller: people[by],
          params: { application: office.id },
          body: { content: contentOf({ fields: ['sex'] }), lockVersion },
        },
        office.ports,
      );
    expect(accepted(await edit('head', 1)).content.fields).toEqual(['sex']);
    expect(await edit('writer', 1)).toMatchObject({ refused: 'changed-meanwhile' });
    expect(await edit('centre', 2)).toMatchObject({ refused: 'not-editable' });
    await office.take(office.id, 'writer', { action: 'submit' });
    expect(await office.take(office.id, 'head', { action: 'approve' })).toMatchObject({ refused: 'same-person' });
    expect(await edit('writer', 3)).toMatchObject({ refused: 'not-editable' });
  });

  test.each<[string, Parameters<typeof contentOf>[0], boolean]>([
    ['other words', { purpose: '核对参保人员的身份，免交复印件。' }, true],
    ['fewer fields', { fields: ['name'] }, true],
    ['fewer calls, a shorter term', { callsPerDay: 10, until: '2027-01-31' }, true],
    ['fewer records', { filters: [{ field: 'sex', values: ['1'] }] }, true],
    [
      'another filter as well',
      {
        filters: [
          { field: 'sex', values: ['1', '2'] },
          { field: 'name', values: ['张三'] },
        ],
      },
      true,
    ],
    ['a further field', { fields: ['name', 'sex', 'amount'] }, false],
    ['a further way', { ways: ['query', 'changes'] }, false],
    ['more calls', { callsPerDay: 101 }, false],
    ['a longer term', { until: '2027-09-29' }, false],
    ['no filter', { filters: [] }, false],
    ['a further value', { filters: [{ field: 'sex', values: ['1', '2', '9'] }] }, false],
  ])('is completed with %s: %j, %s', async (_, changes, isTaken) => {
    const approved = { fields: ['name', 'sex'], filters: [{ field: 'sex', values: ['1', '2'] }] };
    const { ports, id, stored } = await play([...passed, ['provider', 'ask-completion']], 2, contentOf(approved));
    const edited = await editApplication(
      {
        caller: people.writer,
        params: { application: id },
        body: { content: contentOf({ ...approved, ...changes }), lockVersion: stored.get(id)?.lockVersion ?? 0 },
      },
      ports,
    );
    expect('refused' in edited ? edited.refused : 'taken').toBe(isTaken ? 'taken' : 'wider-than-approved');
  });

  test('that a new catalogue version no longer covers is neither passed nor decided', async () => {
    const office = await play(submitted);
    office.state.published = publishedAs(2, { fields: [idNumber] });
    expect(await office.take(office.id, 'centre', { action: 'pass' })).toMatchObject({
      refused: 'catalogue-changed',
      errors: [{ pointer: '/fields/0' }],
    });
    office.state.published = null;
    expect(await office.take(office.id, 'centre', { action: 'pass' })).toMatchObject({ refused: 'dataset-not-found' });
    expect(accepted(await office.take(office.id, 'writer', stepOf('withdraw', []))).state).toBe('withdrawn');
  });
});

describe('what is seen', () => {
  test.each<[Person, Steps, 'by-us' | 'of-our-data' | 'waiting' | 'all', number]>([
    ['writer', [], 'by-us', 1],
    ['writer', [], 'waiting', 1],
    ['writer', passed, 'waiting', 0],
    ['provider', submitted, 'of-our-data', 0],
    ['provider', passed, 'of-our-data', 1],
    ['provider', passed, 'waiting', 1],
    ['provider', passed, 'by-us', 0],
    ['centre', [], 'all', 1],
    ['centre', submitted, 'waiting', 1],
    ['centre', passed, 'waiting', 0],
    ['stranger', passed, 'of-our-data', 0],
    ['stranger', passed, 'all', 0],
    ['supervisor', passed, 'all', 0],
  ])('%s after %j lists %s: %i', async (by, steps, side, count) => {
    const { ports } = await play(steps);
    const query = { side, limit: 10 };
    expect(await listApplications({ caller: people[by], query }, ports)).toMatchObject({
      items: Array.from({ length: count }, () => ({ dataset })),
    });
  });

  test('is read page by page', async () => {
    const { ports, draft } = await play([]);
    accepted(await draft());
    const caller = people.writer;
    const first = await listApplications({ caller, query: { side: 'by-us', limit: 1 } }, ports);
    if ('refused' in first) throw new Error(first.refused);
    const second = await listApplications({ caller, query: { side: 'by-us', limit: 1, cursor: first.next } }, ports);
    if ('refused' in second) throw new Error(second.refused);
    expect([...first.items, ...second.items].map(({ id }) => id.at(-1))).toEqual(['1', '0']);
    expect(second.next).toBeUndefined();
  });

  test('what the provider must not know of leaves no short page, and no next one', async () => {
    const { ports, draft, take } = await play(passed);
    accepted(await draft());
    const { id } = accepted(await draft());
    const query = { side: 'of-our-data', limit: 1 } as const;
    const list = async () => await listApplications({ caller: people.provider, query }, ports);
    expect(await list()).toEqual({ items: [expect.objectContaining({ state: 'awaiting-decision' })] });
    for (const [by, action] of [
      ['writer', 'submit'],
      ['head', 'approve'],
      ['centre', 'pass'],
    ] as const)
      accepted(await take(id, by, stepOf(action, ['name'])));
    expect(await list()).toMatchObject({ items: [{ id }], next: expect.any(String) });
  });

  test('one that is not there and one of others are refused alike', async () => {
    const { id, ports } = await play(submitted);
    const read = async (by: Person, application: string) =>
      await readApplication({ caller: people[by], params: { application } }, ports);
    const unknown = '01JD9999999999999999999999';
    for (const by of ['stranger', 'provider', 'supervisor'] as const)
      expect(await read(by, id)).toEqual({
        ...(await read(by, unknown)),
        facts: { application: id },
      });
    expect(accepted(await read('head', id))).toMatchObject({ state: 'awaiting-check', actions: ['withdraw'] });
  });
});

describe('the clock', () => {
  const at = (day: string) => `${day}T02:00:00.000Z`;
  type Moves = readonly (readonly [day: string, by: Person, action: ApplicationStep['action']])[];
  const toProvider: Moves = [
    ['2026-09-24', 'writer', 'submit'],
    ['2026-09-25', 'head', 'approve'],
    ['2026-09-28', 'centre', 'pass'],
  ];
  test.each<[string, Moves, string, object | undefined]>([
    ['a draft has none', [], '2026-09-28', undefined],
    ['the centre has two working days', toProvider.slice(0, 2), '2026-09-28', { due: '2026-09-29', left: 1, late: 0 }],
    ['the provider has ten, holidays left out', toProvider, '2026-09-30', { due: '2026-10-16', left: 8, late: 0 }],
    ['what is late is counted', toProvider, '2026-10-20', { left: 0, late: 2 }],
    [
      'the provider’s stands still while the applicant completes it',
      [...toProvider, ['2026-09-29', 'provider', 'ask-completion'], ['2026-10-12', 'writer', 'complete']],
      '2026-10-12',
      { due: '2026-10-23', used: 1, left: 9 },
    ],
    [
      'the applicant has a clock of its own meanwhile',
      [...toProvider, ['2026-09-29', 'provider', 'ask-completion']],
      '2026-09-30',
      { start: '2026-09-29', limit: 15, used: 1 },
    ],
    [
      'is extended by ten',
      [...toProvider, ['2026-09-29', 'centre', 'extend']],
      '2026-09-30',
      { due: '2026-10-30', limit: 20 },
    ],
    ['ends with the decision', [...toProvider, ['2026-09-29', 'provider', 'decide']], '2026-09-30', undefined],
  ])('%s', async (_, moves, today, expected) => {
    const office = openApplications(publishedAs(2));
    const { id } = accepted(await office.draft());
    for (const [day, by, action] of moves) {
      office.state.now = at(day);
      accepted(await office.take(id, by, stepOf(action, ['name'])));
    }
    office.state.now = at(today);
    const { clock } = accepted(
      await readApplication({ caller: people.writer, params: { application: id } }, office.ports),
    );
    if (expected === undefined) expect(clock).toBeUndefined();
    else expect(clock).toMatchObject(expected);
  });
});
