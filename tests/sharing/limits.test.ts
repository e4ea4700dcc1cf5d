import { expect, test } from 'vitest';
import { defaultSharingLimits, SharingLimits } from '../../schemas/sharing/limits.ts';

test('the defaults are those of the standards', () => {
  expect(defaultSharingLimits).toEqual({
    workingDays: {
      internalApproval: 5,
      centreCheck: 2,
      unconditionalAnswer: 1,
      conditionalAnswer: 10,
      maxExtension: 10,
      completion: 15,
      delivery: 20,
      verification: 10,
      coordination: 10,
    },
    remindWorkingDaysBefore: [3, 1],
    escalateWorkingDaysAfter: 1,
    warnDaysBeforeEnd: [30, 7, 1],
  });
});

test('a city that changes one limit keeps the others', () => {
  expect(SharingLimits.parse({ workingDays: { centreCheck: 3 } })).toEqual({
    ...defaultSharingLimits,
    workingDays: { ...defaultSharingLimits.workingDays, centreCheck: 3 },
  });
});

test.each([
  ['no day at all', { workingDays: { delivery: 0 } }],
  ['half a day', { workingDays: { delivery: 1.5 } }],
  ['longer than 60 days', { workingDays: { delivery: 61 } }],
  ['an unknown limit', { workingDays: { elsewhere: 1 } }],
])('refused: %s', (_, limits) => {
  expect(SharingLimits.safeParse(limits).success).toBe(false);
});
