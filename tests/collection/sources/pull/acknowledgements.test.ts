import { describe, expect, test } from 'vitest';
import { summarizeAcknowledgements } from '../../../../lib/collection/sources/pull/finish-run.ts';
import { SourceFault } from '../../../../lib/kernel/source-fault.ts';
import type { SourceFaultCode } from '../../../../schemas/collection/sources/source-faults.ts';
import { version } from '../source-simulation.ts';
import { everything, type Opened, opened, readPublished } from './running-source.ts';

describe('acknowledgements', () => {
  const statuses = ({ world }: Opened) => [...world.table.rows.values()].map(({ status }) => status).join('');
  /** Faults from the first acknowledgement on, which follows the three pages. */
  const faultAfterReading = (one: Opened, code: SourceFaultCode) => {
    one.state.fault = () => {
      if (one.world.source().run?.phase === 'finishing') return new SourceFault(code, { seconds: 60 });
      return null;
    };
  };

  test.each([
    [{ markedRows: 5, missedRows: 0 }, 'written'],
    [{ markedRows: 4, missedRows: 1 }, 'partial'],
    [{ markedRows: 0, missedRows: 5 }, 'untouched'],
    [{ markedRows: 0, missedRows: 0 }, 'none'],
  ] as const)('%o is %s', (rows, acknowledgement) => {
    expect(summarizeAcknowledgements(rows)).toEqual({
      acknowledgement,
      acknowledgedRows: { marked: rows.markedRows, missed: rows.missedRows },
    });
  });

  test.each([
    ['a total', '合计', null],
    ['a note', '注：本表截至 2020 年底。', null],
    ['a heading', '编号', '名称'],
    ['a heading of columns', 'number', 'name'],
  ])('%s of the table is neither published nor acknowledged', async (_, key, value) => {
    const one = opened();
    one.put(key, value);
    await one.world.begin();
    await one.tick();
    expect(await readPublished(one)).toEqual(everything);
    expect(one.world.table.rows.get(key)?.status).toBe('0');
    expect(one.world.table.rows.get('a')?.status).toBe('1');
    expect(one.world.source().health).toMatchObject({
      acknowledgement: 'written',
      acknowledgedRows: { marked: 5, missed: 0 },
    });
  });

  test('rows that are gone before they are acknowledged are counted', async () => {
    const one = opened();
    await one.world.begin();
    one.state.gate = async () => {
      if (one.world.source().run?.phase === 'finishing') one.world.table.dropRow('a');
    };
    await one.tick();
    expect(one.world.source().health).toMatchObject({
      acknowledgement: 'partial',
      acknowledgedRows: { marked: 4, missed: 1 },
    });
  });

  test('a fault that passes is waited for', async () => {
    const one = opened();
    await one.world.begin();
    faultAfterReading(one, 'connection-lost');
    await one.tick();
    expect(one.world.source().run).toMatchObject({ phase: 'finishing', acknowledgementTries: 1 });
    one.state.fault = null;
    await one.minutes(2);
    expect(statuses(one)).toBe('11111');
    expect(one.world.source().health).toMatchObject({ acknowledgement: 'written', streak: 1 });
  });

  test.each([
    ['connection-lost', 'failed', 10],
    ['permission-denied', 'not-granted', 0],
    ['column-missing', 'failed', 0],
  ] as const)('%s that lasts ends as %s and blocks nothing', async (code, acknowledgement, minutes) => {
    const one = opened();
    await one.world.begin();
    faultAfterReading(one, code);
    await one.tick();
    await one.minutes(minutes);
    expect(one.world.source().health).toMatchObject({
      acknowledgement,
      acknowledgementFault: { code, detail: expect.stringMatching(/。$/) },
    });
    expect(await readPublished(one)).toEqual(everything);
  });
});

describe('a delivery that is returned as a whole', () => {
  const whole = { ...version, content: { ...version.content, onRejectedRows: 'return-whole' as const } };

  test('everything is read again until it is valid', async () => {
    const one = opened(undefined, { version: whole });
    one.put('c', null);
    await one.world.begin();
    await one.tick();
    expect(one.published()).toEqual(['full returned']);
    expect(await readPublished(one)).toEqual({});
    expect(one.world.source()).toMatchObject({ health: { streak: -1, lastFailure: { code: 'rows-rejected' } } });
    expect(one.world.source().watermark).toBeUndefined();
    one.put('c', '1');
    await one.minutes(2);
    expect(one.published()).toEqual(['full returned', 'full published']);
    expect(await readPublished(one)).toEqual(everything);
  });

  test('the valid rows of an increment are published, the others stay pending', async () => {
    const one = opened(undefined, { version: whole });
    await one.world.begin();
    await one.tick();
    one.put('a', '2');
    one.put('b', null);
    await one.operate('run-now');
    expect(await readPublished(one)).toEqual({ ...everything, a: '2' });
    expect(one.world.source().health.streak).toBe(2);
  });
});
