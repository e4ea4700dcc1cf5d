import { expect, test } from 'vitest';
import { findSecondPersonObjection } from '../../lib/kernel/second-person.ts';
import { people, secondPersonCases } from '../second-person-cases.ts';

const objections = { another: null, same: 'same-person', nobody: 'approver-not-a-person' } as const;

test.each(secondPersonCases)('%s made it and %s checks it: %s', async (maker, checker, outcome) => {
  const { objection } = await findSecondPersonObjection({ checker, makers: [maker] }, people);
  expect(objection).toBe(objections[outcome]);
});

test.each([
  [['li', 'wang-system'], 'wang', { objection: 'same-person', isMakerKnown: true }],
  [['li', 'nobody-system'], 'wang', { objection: null, isMakerKnown: false }],
  [['li'], 'not-registered', { objection: 'approver-not-a-person', isMakerKnown: true }],
  [[], 'wang', { objection: null, isMakerKnown: true }],
  [['timetable'], 'wang', { objection: null, isMakerKnown: false }],
])('of the makers %j, and %s who checks', async (makers, checker, expected) => {
  expect(await findSecondPersonObjection({ checker, makers }, people)).toEqual(expected);
});
