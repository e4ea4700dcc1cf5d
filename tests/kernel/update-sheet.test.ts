import { describe, expect, test } from 'vitest';
import { nextUpdateUnder } from '../../lib/kernel/update-cycle.ts';
import { sheetChanges, type SheetFacts, sheetState } from '../../lib/kernel/update-sheet.ts';
import type { LinkState } from '../../schemas/collection/link.ts';
import { confirmedSheet, contact, inCharge, otherContact, peopleOf } from '../collection/update-sheets/sample-sheet.ts';

const inForce = confirmedSheet();
const { confirmed: _confirmed, receipt: _receipt, ...open } = confirmedSheet({ number: 2 });
const returned = { at: '2020-11-04T02:00:00.000Z', by: 'operator', name: '测试人员乙', reason: '请改正起始日期' };
const excel: LinkState = {
  dataset: 'fishing-licences',
  channel: 'excel',
  state: 'linked',
  since: '2020-11-01T00:00:00.000Z',
  firstDelivery: '01JE0000000000000000000001',
};
const database: LinkState = { ...excel, channel: 'database', since: '2020-11-05T00:00:00.000Z' };
const facts = (change: Partial<SheetFacts> = {}): SheetFacts => ({
  sheets: { inForce },
  cycle: '4',
  links: [excel],
  people: peopleOf('agriculture'),
  ...change,
});

describe('the state of a dataset’s sheet', () => {
  test.each([
    ['none before data has arrived', facts({ sheets: undefined, links: [] }), null],
    ['to be signed as soon as data has arrived', facts({ sheets: undefined }), 'to-sign'],
    ['waiting for the centre', facts({ sheets: { open } }), 'waiting'],
    ['waiting for the centre while an earlier one is in force', facts({ sheets: { open, inForce } }), 'waiting'],
    ['returned by the centre', facts({ sheets: { open: { ...open, returned } } }), 'returned'],
    ['in force', facts(), 'in-force'],
    ['to be renewed', facts({ cycle: '5' }), 'to-renew'],
    ['waiting, although the cycle has changed', facts({ sheets: { open, inForce }, cycle: '5' }), 'waiting'],
  ] as const)('%s', (_, given, state) => {
    expect(sheetState(given)).toBe(state);
  });
});

describe('a sheet is to be renewed', () => {
  const channelBefore = { ...database, since: '2020-11-01T00:00:00.000Z' };
  test.each([
    ['not while nothing has changed', facts(), []],
    ['when the catalogue’s cycle changes', facts({ cycle: '3' }), ['cycle']],
    ['when data arrives by another channel', facts({ links: [excel, database] }), ['channel']],
    ['not for a channel that was known at the signature', facts({ links: [excel, channelBefore] }), []],
    [
      'when another person is in charge',
      facts({ people: peopleOf('agriculture', { inCharge: { ...inCharge, name: '负责人丁' } }) }),
      ['person'],
    ],
    [
      'when the contact has another phone',
      facts({ people: peopleOf('agriculture', { contacts: [{ ...contact, phone: '0395-3177009' }] }) }),
      ['person'],
    ],
    ['when the contact has left', facts({ people: peopleOf('agriculture', { contacts: [otherContact] }) }), ['person']],
    [
      'not when a duty is worded anew',
      facts({ people: peopleOf('agriculture', { inCharge: { ...inCharge, duty: '党组成员、副局长' } }) }),
      [],
    ],
    ['not while the department’s people are unknown', facts({ people: undefined }), []],
    [
      'for all reasons at once',
      facts({ cycle: '3', links: [excel, database], people: peopleOf('agriculture', { contacts: [otherContact] }) }),
      ['cycle', 'channel', 'person'],
    ],
  ] as const)('%s', (_, given, changes) => {
    expect(sheetChanges(inForce, given)).toEqual(changes);
  });
});

describe('the next update is due', () => {
  const today = '2020-12-05';
  const published = '2020-11-20';
  test.each([
    ['by the catalogue without a sheet', '4', undefined, '2020-12-20'],
    ['by the sheet’s cycle, not the catalogue’s', '7', { cycle: '4', start: '2020-11-01' }, '2020-12-20'],
    ['a cycle after the start at the earliest', '4', { cycle: '4', start: '2020-12-01' }, '2021-01-01'],
    ['never by a sheet of an irregular dataset', '4', { cycle: '8', start: '2020-11-01' }, undefined],
  ] as const)('%s', (_, cycle, terms, due) => {
    expect(nextUpdateUnder({ cycle, terms }, published, today)?.due).toBe(due);
  });
});
