import { describe, expect, test } from 'vitest';
import { followObjections, judgeCorrection } from '../../../lib/sharing/objections/follow-objections.ts';
import { listObjections, readObjection } from '../../../lib/sharing/objections/read-objections.ts';
import { whoFetched } from '../../../lib/sharing/objections/who-fetched.ts';
import { queryUnderGrant } from '../../../lib/sharing/use/query-under-grant.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { fileObjectionRoute, type listObjectionsRoute } from '../../../schemas/sharing/objection-routes.ts';
import { ObjectionStep } from '../../../schemas/sharing/objection.ts';
import { consumer, grantId, grantOf, useMemory } from '../use/use-memory.ts';
import {
  accepted,
  grant,
  key,
  openObjections,
  people,
  sampleObjection,
  stepOf,
  useOf,
  values,
  type Person,
} from './fixture.ts';

const codeOf = (answer: object): string => ('refused' in answer ? String(answer.refused) : 'answered');

describe('who may object, and to what', () => {
  test.each([
    ['a field that is granted whole', {}, 'answered'],
    ['a field that is granted masked', { field: 'phone' }, 'answered'],
    ['a field that is not granted', { field: 'secret' }, 'field-not-shown'],
    ['a field that is not there', { field: 'none' }, 'field-not-shown'],
    ['a record that is not there', { key: { ...key, number: '8' } }, 'record-not-shown'],
    ['a record by its subject and id', { key: undefined, subject: key.id_number, record: 'TOKEN' }, 'answered'],
    ['another record of the subject', { key: undefined, subject: key.id_number, record: 'x' }, 'record-not-shown'],
    ['a value that does not fit', { suggested: 'odd' }, 'suggestion-not-valid'],
    ['another grant', { grant: '01JE0000000000000000000002' }, 'grant-not-found'],
  ])('%s', async (_, body, expected) => {
    const { file, ports } = openObjections();
    const record = 'record' in body && body.record === 'TOKEN' ? ports.tokens.token(grantId, 'key-hash') : undefined;
    expect(codeOf(await file({ ...body, ...(record === undefined ? {} : { record }) }))).toBe(expected);
  });

  test.each([
    ['in force', {}, 'answered'],
    ['for another way only', { ways: ['changes' as const] }, 'answered'],
    ['ended', { until: '2026-09-27' }, 'grant-expired'],
    ['revoked', { revoked: { at: '2026-09-01T00:00:00.000Z', by: 'o', reason: '用途不符' } }, 'grant-revoked'],
    ['without the record’s rows', { filters: [{ field: 'name', values: ['李四'] }] }, 'record-not-shown'],
    ['without a part of the key', { fields: [{ field: 'name', mask: 'none' as const }] }, 'key-not-granted'],
  ])('under a grant that is %s', async (_, changes, expected) => {
    const { file } = openObjections({ granted: { ...grant, ...changes } });
    expect(codeOf(await file())).toBe(expected);
  });

  test('of another department is refused as an unknown grant', async () => {
    const { file } = openObjections();
    expect(await file({}, 'stranger')).toEqual(await file({ grant: '01JE0000000000000000000002' }));
  });

  test('a field once while it is open, and again when it is closed', async () => {
    const { file, take } = openObjections();
    const { id } = accepted(await file());
    expect(codeOf(await file())).toBe('already-disputed');
    expect(codeOf(await file({ field: 'phone' }))).toBe('answered');
    accepted(await take(id, 'objector', stepOf('withdraw')));
    expect(codeOf(await file())).toBe('answered');
  });

  test('an appeal waits while another objection to the field is open', async () => {
    const { file, take } = openObjections();
    const { id } = accepted(await file());
    accepted(await take(id, 'provider', stepOf('refuse')));
    accepted(await file());
    expect(codeOf(await take(id, 'objector', stepOf('appeal')))).toBe('already-disputed');
  });

  test('filing counts as a call, leaves a use without results, and stores neither key nor value', async () => {
    const { file, dataUse, stored } = openObjections();
    accepted(await file());
    expect(dataUse.uses).toMatchObject([{ operation: 'file-objection', results: 0, subjects: ['subject-hash'] }]);
    expect([...dataUse.counter.days_.values()]).toMatchObject([{ calls: 1, rows: 0 }]);
    const text = JSON.stringify([...stored.values()]);
    for (const value of [key.id_number, '张三', '13800000000']) expect(text).not.toContain(value);
  });

  test.each([
    ['evidence', { evidence: '身份证号是 411102199003070010。' }],
    ['a reason', { action: 'refuse', reason: '电话 13812345678 可以核实。' }],
  ])('%s holds no personal number', (_, sent) => {
    const body = { grant: grantId, key, field: 'name', ...sent };
    const parsed = 'action' in sent ? ObjectionStep.safeParse(sent) : fileObjectionRoute.body?.safeParse(body);
    expect(parsed?.success).toBe(false);
  });
});

describe('a correction by any channel', () => {
  const later = '2026-09-29T02:00:00.000Z';
  test.each([
    ['another value of the field', { ...values, name: '张珊' }, 'corrected', false],
    ['no value of the field', { number: '7', id_number: key.id_number }, 'corrected', false],
    ['no record', null, 'corrected', true],
    ['a change of another field', { ...values, phone: '13900000000' }, 'awaiting-verification', undefined],
    ['the same values', values, 'awaiting-verification', undefined],
  ])('%s', async (_, published, state, removed) => {
    const { file, follow, versions, stored, marks, events, state: clock } = openObjections();
    const { id } = accepted(await file({ suggested: '张珊' }));
    clock.now = later;
    versions.push(published);
    await follow();
    await follow();
    expect(stored.get(id)).toMatchObject({ state, ...(removed === undefined ? {} : { removed }) });
    expect(marks.size).toBe(state === 'corrected' ? 0 : 1);
    expect(stored.get(id)?.suggested).toBe(state === 'corrected' ? undefined : '张珊');
    const closing = { kind: 'objection', entity: `objection#${id}`, department: 'civil-affairs', by: 'platform' };
    if (state === 'corrected') expect(events.at(-1)).toMatchObject({ ...closing, action: 'correct', to: 'corrected' });
  });

  test.each([
    ['accepted', 'accept'],
    ['refused, and appealed', 'refuse'],
  ] as const)('closes one that was %s', async (_, first) => {
    const { file, take, follow, versions, stored } = openObjections();
    const { id } = accepted(await file());
    accepted(await take(id, 'provider', stepOf(first)));
    if (first === 'refuse') accepted(await take(id, 'objector', stepOf('appeal')));
    versions.push({ ...values, name: '张珊' });
    await follow();
    expect(stored.get(id)?.state).toBe('corrected');
  });

  test('a value that comes back later opens nothing again', async () => {
    const { file, follow, versions, stored } = openObjections();
    const { id } = accepted(await file());
    versions.push({ ...values, name: '张珊' });
    await follow();
    versions.push(values);
    await follow();
    expect(stored.get(id)?.state).toBe('corrected');
    expect(codeOf(await file())).toBe('answered');
  });

  test('a record is read again only when its dataset was published', async () => {
    const { file, follow, versions, ports } = openObjections();
    accepted(await file());
    let reads = 0;
    const counting = {
      ...ports,
      recordNow: async (...asked: Parameters<typeof ports.recordNow>) => {
        reads += 1;
        return await ports.recordNow(...asked);
      },
    };
    const run = async () => await followObjections(counting, { remainingMs: () => 50_000 });
    await run();
    await run();
    expect(reads).toBe(1);
    versions.push(values);
    await run();
    expect(reads).toBe(2);
    await follow();
  });

  test('a version that is not kept cannot be compared', () => {
    expect(judgeCorrection('name', null, values)).toBe('unchanged');
  });

  test('one dataset that fails stops no other, and is thrown', async () => {
    const { file, ports, versions, stored, repository } = openObjections();
    const { id } = accepted(await file());
    await repository.mark({
      dataset: 'broken',
      keyHash: 'k',
      field: 'f',
      consumer: 'c',
      objection: '01JD0000000000000000000099',
      opened: 1,
      at: '2026-09-28T02:00:00.000Z',
      compared: 0,
    });
    versions.push(null);
    const failing = {
      ...ports,
      datasetState: async (of: string) =>
        of === 'broken' ? await Promise.reject(new Error('down')) : await ports.datasetState(of),
    };
    await expect(followObjections(failing, { remainingMs: () => 50_000 })).rejects.toThrow('down');
    expect(stored.get(id)?.state).toBe('corrected');
  });
});

describe('a worker dies between two writes', () => {
  const opened = { dataset: 'd', keyHash: 'key-hash', field: 'name', consumer: 'civil-affairs' };
  test.each([
    ['the mark and the objection', '01JD0000000000000000000099', null],
    ['the end of the objection and its mark', '01JD0000000000000000000001', 'refused' as const],
  ])('%s: the mark is removed after a minute', async (_, objection, stateOf) => {
    const { ports, repository, marks, stored, state, follow } = openObjections();
    if (stateOf !== null) stored.set(objection, sampleObjection({ id: objection, state: stateOf, lockVersion: 2 }));
    await repository.mark({ ...opened, objection, opened: 1, at: state.now, compared: 0 });
    await follow();
    expect(marks.size).toBe(1);
    state.now = '2026-09-28T02:01:01.000Z';
    await followObjections(ports, { remainingMs: () => 50_000 });
    expect(marks.size).toBe(0);
  });

  test('a mark of an appeal that came meanwhile stays', async () => {
    const { repository, marks } = openObjections();
    const mark = { ...opened, objection: '01JD0000000000000000000001', at: '2026-09-28T02:00:00.000Z', compared: 0 };
    await repository.mark({ ...mark, opened: 3 });
    await repository.unmark(mark, { openedFrom: 2 });
    expect(marks.size).toBe(1);
  });
});

describe('everyone who fetched the record is told', () => {
  const uses = [
    useOf('human-resources'),
    useOf('housing', { operation: 'verify-under-grant' }),
    useOf('civil-affairs'),
    useOf('public-security'),
    useOf('taxation', { results: 0 }),
    useOf('health', { refusal: 'quota-calls' }),
    useOf('education', { dataset: 'other-dataset' }),
    useOf('transport', { subjects: ['another-subject'] }),
  ];
  const told = ['housing', 'human-resources'];

  test('on acceptance, and again on the correction with who fetched it since', async () => {
    const { file, take, follow, stored, versions, state } = openObjections({ uses });
    const { id } = accepted(await file());
    expect(accepted(await take(id, 'provider', stepOf('accept'))).parties?.informed).toEqual(told);
    state.uses.push(useOf('transport'));
    versions.push(null);
    await follow();
    expect(stored.get(id)?.informed).toEqual([...told, 'transport']);
  });

  test('of a record without a subject, consumers of a grant who got any data of the dataset', async () => {
    const disputed = sampleObjection({ subject: undefined, consumer: 'taxation' });
    const { ports } = openObjections({ uses, granted: { ...grant, consumer: 'human-resources' } });
    expect(await whoFetched(disputed, ports)).toEqual(['human-resources']);
    const unused = openObjections({ uses: [], granted: { ...grant, consumer: 'human-resources' } });
    expect(await whoFetched(disputed, unused.ports)).toEqual([]);
  });

  test('a told department sees dataset, field, state and days, and nothing else', async () => {
    const { file, take, ports } = openObjections({ uses });
    const { id } = accepted(await file({ suggested: '张珊' }));
    const ask = async () =>
      await readObjection({ caller: people.informed, params: { objection: id }, requestId: 'r' }, ports);
    expect(codeOf(await ask())).toBe('objection-not-found');
    accepted(await take(id, 'provider', stepOf('accept')));
    const view = accepted(await ask());
    expect(Object.keys(view).toSorted().join(' ')).toBe(
      'actions clock createdAt dataset field id lockVersion provider since state',
    );
    expect(view.actions).toEqual([]);
    const query = { side: 'concerns-us' as const, limit: 10 };
    const listed = await listObjections({ caller: people.informed, query }, ports);
    expect(listed).toMatchObject({ items: [{ id, state: 'awaiting-correction' }] });
    expect(JSON.stringify(listed)).not.toContain('civil-affairs');
  });
});

describe('what each party sees', () => {
  test('the provider the record, by an audit entry; the objector neither it nor who was told', async () => {
    const { file, take, ports, dataUse } = openObjections({ uses: [useOf('human-resources')] });
    const { id } = accepted(await file({ suggested: '张珊' }));
    accepted(await take(id, 'provider', stepOf('accept')));
    const read = async (by: Person) =>
      accepted(await readObjection({ caller: people[by], params: { objection: id }, requestId: 'r' }, ports));
    const owner = await read('provider');
    expect(owner).toMatchObject({ disputed: { key, value: '张三' }, parties: { suggested: '张珊' } });
    expect(owner.parties?.informed).toEqual(['human-resources']);
    expect(dataUse.uses.at(-1)).toMatchObject({ operation: 'read-objection', results: 1 });
    const objector = await read('objector');
    expect([objector.disputed, objector.parties?.informed, objector.actions]).toEqual([
      undefined,
      undefined,
      ['withdraw'],
    ]);
    expect(JSON.stringify([owner, objector])).not.toContain('key-hash');
  });

  const rows: readonly (readonly [Person, RouteInput<typeof listObjectionsRoute>['query']['side'], number])[] = [
    ['objector', 'by-us', 1],
    ['objector', 'all', 1],
    ['objector', 'waiting', 0],
    ['provider', 'of-our-data', 1],
    ['provider', 'waiting', 1],
    ['provider', 'all', 0],
    ['centre', 'all', 1],
    ['centre', 'waiting', 0],
    ['informed', 'concerns-us', 0],
    ['stranger', 'by-us', 0],
    ['stranger', 'of-our-data', 0],
    ['stranger', 'all', 0],
  ];
  test.each(rows)('the %s lists "%s": %i', async (by, side, count) => {
    const { file, ports } = openObjections();
    accepted(await file());
    const listed = await listObjections({ caller: people[by], query: { side, limit: 10 } }, ports);
    expect('items' in listed ? listed.items.length : listed).toBe(count);
  });
});

describe('the flag in answers under a grant', () => {
  const ask = async (disputed: Readonly<Record<string, readonly string[]>>) => {
    const memory = useMemory({
      grant: grantOf({ fields: grant.fields }),
      publications: [[values]],
      disputed,
    });
    const answer = await queryUnderGrant(
      { caller: consumer, requestId: 'r', params: { grant: grantId }, query: {}, body: { key, caseNumber: 'BJ-1' } },
      memory,
    );
    return 'answer' in answer && 'items' in answer.answer ? answer.answer.items : [];
  };
  test.each([
    ['none', {}, undefined],
    ['of another record', { '8': ['name'] }, undefined],
    ['of granted fields, whole and masked', { '7': ['phone', 'name'] }, ['name', 'phone']],
    ['of a granted field, not of others', { '7': ['secret', 'name'] }, ['name']],
    ['only of a field that is not granted', { '7': ['secret'] }, undefined],
  ])('%s', async (_, disputed, expected) => {
    const [item] = await ask(disputed);
    expect(item?.values['name']).toBe('张三');
    expect(item !== undefined && 'disputed' in item ? item.disputed : undefined).toEqual(expected);
  });
});
