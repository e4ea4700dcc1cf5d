import { describe, expect, test } from 'vitest';
import type { TableInspection } from '../../../../lib/collection/sources/pull/source-session.ts';
import { checkFieldMapping } from '../../../../lib/collection/sources/registration/check-field-mapping.ts';
import { SourceFault } from '../../../../lib/kernel/source-fault.ts';
import { createRandom } from '../../../../lib/kernel/synthetic/random.ts';
import type { MappedField, SourceTest } from '../../../../schemas/collection/sources/source.ts';
import { tableRemarks } from '../../../../schemas/collection/sources/table-remarks.ts';
import { isRefused, type Refused } from '../../../../schemas/kernel/refusal.ts';
import { codeLists } from '../../template/sample-version.ts';
import {
  answerPage,
  fields,
  fixtureWith,
  openFixture,
  provider,
  service,
  stranger,
  tablePage,
  version,
  type Cells,
} from '../source-fixture.ts';

const good = ['A-1', '王芳', '11010519491231002X', '女'] as const;
const states = (tested: { readonly fields: readonly MappedField[] }) =>
  tested.fields.map(({ field, state, filled, refused }) => `${field} ${state} ${filled}/${refused}`);
const testOf = (answer: SourceTest | Refused): SourceTest => {
  if (isRefused(answer)) throw new Error(answer.refused);
  return answer;
};

async function testedWith(rows: readonly Cells[], mark?: string): Promise<SourceTest> {
  const { fixture, at } = await fixtureWith('registered');
  fixture.world.answers = () => ({ bytes: tablePage(rows, mark), rows: rows.length });
  return testOf(await at.test());
}

describe('a test checks each field of the catalogue', () => {
  test.each<[string, readonly Cells[], readonly string[], object]>([
    [
      'all as it should be',
      [good, ['A-2', '李强', null, '1']],
      ['licence mapped 2/0', 'holder mapped 2/0', 'id_number mapped 1/0', 'sex mapped 2/0'],
      { ok: true, rejected: 0 },
    ],
    [
      'a required field that no row has',
      [
        ['A-1', null, null, null],
        ['A-2', '', null, null],
      ],
      ['licence mapped 2/0', 'holder missing 0/0', 'id_number missing 0/0', 'sex missing 0/0'],
      { ok: false, rejected: 2 },
    ],
    [
      'an optional field that no row has',
      [['A-1', '王芳', null, null]],
      ['licence mapped 1/0', 'holder mapped 1/0', 'id_number missing 0/0', 'sex missing 0/0'],
      { ok: true, rejected: 0 },
    ],
    [
      'a field whose values are something else',
      [
        ['A-1', '王芳', '123', '1'],
        ['A-2', '李强', '王五', '不男不女'],
      ],
      ['licence mapped 2/0', 'holder mapped 2/0', 'id_number wrong-type 2/2', 'sex wrong-type 2/1'],
      { ok: false, rejected: 2 },
    ],
    [
      'some rows of them',
      [good, ['A-2', '李强', '123', '1']],
      ['licence mapped 2/0', 'holder mapped 2/0', 'id_number wrong-type 2/1', 'sex mapped 2/0'],
      { ok: true, rejected: 1 },
    ],
    [
      'a required field that some rows lack',
      [good, ['A-2', null, null, '1']],
      ['licence mapped 2/0', 'holder mapped 1/0', 'id_number mapped 1/0', 'sex mapped 2/0'],
      { ok: true, rejected: 1 },
    ],
  ])('%s', async (_, rows, fares, whole) => {
    const tested = await testedWith(rows);
    expect(states(tested)).toEqual(fares);
    expect(tested).toMatchObject({ ...whole, rows: rows.length });
    expect(tested).not.toHaveProperty('fault');
  });

  test('rows that are no data count for nothing, and are named', async () => {
    const headings: Cells = ['licence', 'holder', 'id_number', 'sex'];
    const tested = await testedWith([headings, good, ['合计', null, null, null], [null, null, null, null]]);
    expect(tested).toMatchObject({ ok: true, rows: 1, rejected: 0 });
    expect(tested.notices).toEqual([
      {
        code: 'rows-not-data',
        detail:
          '首页有些行看来不是数据，读取时不会归集，也不计入行数：第 1 页第 4 行（登记的信息项全为空）、第 1 页第 3 行（合计、小计）、第 1 页第 1 行（重复的表头、标题或计量单位）。请核对；其中如有应归集的记录，请提供部门补全该行的必填项。',
      },
    ]);
    expect(await testedWith([headings])).toMatchObject({ ok: false, rows: 0, fault: { code: 'nothing-to-test' } });
    expect(await testedWith([good])).not.toHaveProperty('notices');
  });

  test('a field that an interface does not map, required or not', async () => {
    const { fixture, at } = await fixtureWith('registered', 'interface');
    for (const [named, ok] of [
      [['licence', 'holder'], true],
      [['licence', 'sex'], false],
    ] as const) {
      await at.register(provider, service({ fields: named.map((field) => ({ field, from: field })) }));
      fixture.world.answers = () => ({ bytes: answerPage([{ licence: 'A-1', holder: '王芳', sex: '1' }]), rows: 1 });
      const tested = testOf(await at.test());
      expect(tested.ok).toBe(ok);
      expect(tested.fields.filter(({ state }) => state === 'unmapped').map(({ field }) => field)).toEqual(
        fields.filter((field) => !named.some((one) => one === field)),
      );
    }
  });

  test('a rejected field has a sentence with its label', async () => {
    const tested = await testedWith([['A-1', '王芳', '411102199001011234', '男女']]);
    expect(tested.fields.map(({ detail }) => detail ?? '')).toEqual([
      '',
      '',
      expect.stringMatching(/^“身份证号”.*。$/),
      expect.stringMatching(/^“性别”.*代码表.*。$/),
    ]);
  });

  test('the result never contains a value of a row', () => {
    const random = createRandom(7);
    const value = () =>
      Array.from({ length: random.between(6, 22) }, () =>
        random.pick(['Ⅳ', '鑫', 'q', 'Z', '7', '@', '"', '{', '🀄']),
      ).join('');
    for (let round = 0; round < 200; round += 1) {
      const rows = Array.from({ length: 4 }, () => ({ cells: fields.map(value), removed: false }));
      const said = JSON.stringify(
        checkFieldMapping(
          { content: version.content, codeLists, columns: fields.map((_, i) => i), today: '2020-12-01' },
          rows,
        ),
      );
      for (const cell of rows.flatMap(({ cells }) => cells))
        expect(said).not.toContain(JSON.stringify(cell).slice(1, -1));
    }
  });

  test('rows marked as deleted are ignored', async () => {
    const tested = await testedWith([['A-1', null, 'x', 'x']], 'D');
    expect(states(tested)).toEqual([
      'licence missing 0/0',
      'holder missing 0/0',
      'id_number missing 0/0',
      'sex missing 0/0',
    ]);
  });
});

describe('a source that can’t be tested', () => {
  test.each<[string, SourceFault, string]>([
    [
      'is not reached',
      new SourceFault('not-reachable'),
      '连接不上数据源（拒绝连接或网络不通）。请检查服务是否启动、端口和防火墙是否放行。',
    ],
    [
      'has no credentials',
      new SourceFault('credentials-missing', { name: 'password' }),
      '还没有登记访问数据源的账号或密钥（或缺少其中的 password）。请提供部门登记凭据后重试。',
    ],
    [
      'takes too long',
      new SourceFault('timed-out', { seconds: 60 }),
      '数据源在 60 秒内没有答完，已中断。请检查服务性能，或减小每页条数。',
    ],
  ])('%s: reported in a sentence', async (_, fault, detail) => {
    const { fixture, at } = await fixtureWith('registered');
    fixture.world.answers = () => {
      throw fault;
    };
    expect(await at.test()).toMatchObject({
      ok: false,
      rows: 0,
      rejected: 0,
      fields: [],
      fault: { code: fault.code, detail },
    });
    expect(at.stored().test?.fault?.code).toBe(fault.code);
    expect(fixture.world.closed).toBe(1);
    expect(await at.confirm()).toMatchObject({ refused: 'not-tested' });
  });

  test('answers an unreadable page', async () => {
    const { fixture, at } = await fixtureWith('registered', 'interface');
    fixture.world.answers = () => ({ bytes: new TextEncoder().encode('<html>正在维护</html>'), rows: 1 });
    expect(await at.test()).toMatchObject({ ok: false, fault: { code: 'answer-not-readable' } });
    expect(JSON.stringify(at.stored())).not.toContain('正在维护');
  });

  test('is empty: the fields are listed, and the test fails', async () => {
    const tested = await testedWith([]);
    expect(tested).toMatchObject({ ok: false, rows: 0 });
    expect(tested.fault?.detail).toMatch(/。$/);
    expect(tested.fields.map(({ field }) => field)).toEqual(fields);
  });

  test('an internal error is thrown, and no result is stored', async () => {
    const { fixture, at } = await fixtureWith('registered');
    fixture.world.answers = () => {
      throw new Error('a bug');
    };
    await expect(at.test()).rejects.toThrow('a bug');
    expect(at.stored()).not.toHaveProperty('test');
    expect(fixture.world.closed).toBe(1);
  });
});

test.each<[string, object, number[], string | null]>([
  ['10, and 10 again', { kind: 'page', size: 20 }, [10, 10], '服务每页最多给出 10 条，少于登记的 20 条。'],
  ['10, and 5 more', { kind: 'offset', size: 20 }, [10, 5], '服务每页最多给出 10 条，少于登记的 20 条。'],
  ['10, and no more', { kind: 'page', size: 20 }, [10, 0], null],
  ['10, and a failure', { kind: 'page', size: 20 }, [10], null],
  ['as many as asked for', { kind: 'page', size: 10 }, [10, 10], null],
  ['10 behind a cursor', { kind: 'cursor', next: 'next', size: 20 }, [10, 10], null],
])('a test asks for a second page after a short first one: %s', async (_, paging, lengths, detail) => {
  const { fixture, at } = await fixtureWith('registered', 'interface');
  await at.register(provider, service({ paging }));
  const rows = [...lengths];
  fixture.world.answers = () => {
    const count = rows.shift();
    if (count === undefined) throw new SourceFault('timed-out', { seconds: 1 });
    const records = Array.from({ length: count }, (_, index) => ({ licence: `A-${index}`, holder: '王芳', sex: '1' }));
    return { bytes: answerPage(records), rows: count, next: '{}' };
  };
  const { notices, ok } = testOf(await at.test());
  expect(ok).toBe(true);
  expect(notices ?? []).toEqual(
    detail === null ? [] : [{ code: 'page-capped', detail: expect.stringContaining(detail) }],
  );
});

describe('a table', () => {
  const inspection = {
    columns: [{ column: 'update_time', type: 'datetime' }],
    keyUnique: false,
    clock: '2020-12-01 00:00:00',
    clockMs: Date.parse('2020-12-01T00:00:00.000Z'),
    sessionZone: 'CST',
    updateTimeZone: 'unknown',
    remarks: [{ code: 'key-not-unique', facts: { columns: 'licence' } }],
  } as const;
  const tested = async (given: TableInspection) => {
    const { fixture, at } = await fixtureWith('registered');
    fixture.world.answers = () => ({ bytes: tablePage([good]), rows: 1 });
    fixture.world.inspection = given;
    return { result: testOf(await at.test()), stored: at.stored() };
  };

  test('is judged, with sentences for what to mend', async () => {
    const { result, stored } = await tested(inspection);
    expect(result).toMatchObject({
      ok: true,
      table: {
        keyUnique: false,
        updateTimeZone: 'unknown',
        remarks: [{ code: 'key-not-unique', detail: expect.stringMatching(/^主键列（licence）.*。$/) }],
      },
    });
    expect(stored.declaration).not.toHaveProperty('updateTimeZone');
  });

  test('whose update time is found to be Beijing’s: the declaration says so from now on', async () => {
    const { stored } = await tested({ ...inspection, updateTimeZone: 'Asia/Shanghai', foundZone: 'Asia/Shanghai' });
    expect(stored).toMatchObject({ declarationVersion: 1, declaration: { updateTimeZone: 'Asia/Shanghai' } });
  });

  test.each([
    [-3_600, ['key-not-unique', 'clock-differs']],
    [3_600, ['key-not-unique', 'clock-differs']],
    [30, ['key-not-unique']],
  ])('whose clock is %i seconds ahead', async (seconds, codes) => {
    const { result } = await tested({ ...inspection, clockMs: inspection.clockMs + seconds * 1000 });
    expect(result.table?.remarks.map(({ code }) => code)).toEqual(codes);
  });

  test.each(Object.entries(tableRemarks))('%s is a whole sentence that says what to do', (_, sentence) => {
    expect(sentence).toMatch(/(请|已).*。$/);
  });
});

describe('a test', () => {
  test('reads the first page of a full read, closes the session and stores no row', async () => {
    const { fixture, at } = await fixtureWith('registered');
    fixture.world.answers = () => ({ bytes: tablePage([good]), rows: 1 });
    const tested = testOf(await at.test());
    expect(fixture.opened).toEqual([{ mode: 'full', startedAt: expect.any(String), tries: 1 }]);
    expect(fixture.world.closed).toBe(1);
    expect(tested).toMatchObject({ declarationVersion: 1, by: 'operator-1', seconds: expect.any(Number) });
    expect(at.stored().decisions.at(-1)).toMatchObject({ kind: 'tested', by: 'operator-1' });
    for (const cell of good) expect(JSON.stringify(at.stored())).not.toContain(cell);
  });

  test('is allowed to the department and the centre, also for a running source, which keeps running', async () => {
    const { at } = await fixtureWith('running');
    expect(await at.test(provider)).toMatchObject({ ok: true });
    expect(at.stored().state).toBe('running');
    expect(await at.test(stranger)).toMatchObject({ refused: 'source-not-found' });
    expect(await openFixture().at().test(provider)).toMatchObject({ refused: 'source-not-found' });
  });

  test('pushes no other decision out of the history', async () => {
    const { at } = await fixtureWith('running');
    for (let round = 0; round < 250; round += 1) await at.test(provider);
    const kinds = at.stored().decisions.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== 'tested')).toEqual(['registered', 'confirmed']);
    expect(kinds.filter((kind) => kind === 'tested')).toHaveLength(20);
  });

  test('is refused when the declaration changed meanwhile', async () => {
    const { fixture, at } = await fixtureWith('registered');
    fixture.world.answers = () => {
      at.change({ declarationVersion: 2, lockVersion: at.stored().lockVersion + 1 });
      return { bytes: tablePage([good]), rows: 1 };
    };
    expect(await at.test()).toMatchObject({ refused: 'changed-meanwhile' });
    expect(at.stored()).not.toHaveProperty('test');
  });
});
