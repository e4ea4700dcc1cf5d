import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionsOf, applicationRules, mayAct, sideInTurn } from '../../../lib/sharing/applications/transitions.ts';
import { ApplicationAction, ApplicationState } from '../../../schemas/sharing/application.ts';
import { contentOf, openApplications, people, personActions, publishedAs, stepOf, type Person } from './fixture.ts';

const sides = ['applicant', 'centre', 'provider', 'platform'] as const;

describe('who may do what', () => {
  test.each([
    ['draft', 'submit withdraw', '', '', ''],
    ['awaiting-approval', 'approve send-back withdraw', '', '', ''],
    ['awaiting-check', 'withdraw', 'pass refuse ask-completion', '', ''],
    ['awaiting-decision', 'withdraw', 'extend', 'ask-completion decide', ''],
    ['awaiting-completion', 'complete withdraw', '', '', 'lapse'],
    ['granted', 'revoke', 'revoke', 'revoke', ''],
    ['refused', 'object', '', '', ''],
    ['awaiting-coordination', 'withdraw', 'overrule uphold', '', ''],
    ['closed', '', '', '', ''],
    ['withdrawn', '', '', '', ''],
    ['lapsed', '', '', '', ''],
    ['revoked', '', '', '', ''],
  ] as const)('%s: the applicant %s; the centre %s; the provider %s; the platform %s', (state, ...expected) => {
    expect(sides.map((side) => actionsOf(state, side).join(' '))).toEqual(expected);
  });

  test('whoever has to act can act, and can end it or hand it on', () => {
    for (const state of ApplicationState.options) {
      const side = sideInTurn[state];
      if (side === null) continue;
      expect(actionsOf(state, side).length).toBeGreaterThan(0);
    }
  });

  test('from every state an end is reached', () => {
    const ends = (from: ApplicationState, seen: readonly ApplicationState[] = []): boolean =>
      sideInTurn[from] === null ||
      ApplicationAction.options
        .map((action) => applicationRules[action])
        .filter((rule) => rule.from.some((state) => state === from))
        .flatMap((rule) => [...rule.to])
        .some((to) => !seen.includes(to) && ends(to, [...seen, from]));
    expect(ApplicationState.options.filter((state) => !ends(state))).toEqual([]);
  });
});

test('no order of anybody’s steps leaves the table, loses a step, or grants without all who have to agree', async () => {
  const names = fc.constantFrom<Person[]>('writer', 'head', 'centre', 'provider', 'stranger', 'supervisor');
  const steps = fc.array(fc.tuple(names, fc.constantFrom(...personActions)), { maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom<(1 | 2)[]>(1, 2), steps, async (shareType, taken) => {
      const { stored, events, draft, take } = openApplications(publishedAs(shareType));
      const answer = await draft();
      if (!('id' in answer)) throw new Error('no draft');
      const { id } = answer;
      for (const [by, action] of taken) {
        const before = stored.get(id);
        await take(id, by, stepOf(action, contentOf().fields));
        const after = stored.get(id);
        if (before === undefined || after === undefined) throw new Error('lost');
        if (before === after) continue;
        const transition = after.transitions.at(-1);
        expect(transition).toMatchObject({ action, from: before.state, to: after.state, by: people[by].subject });
        expect(sides.some((side) => mayAct(action, before.state, side))).toBe(true);
        expect([...applicationRules[action].to, before.state]).toContain(after.state);
        expect(after.transitions).toHaveLength(before.transitions.length + 1);
      }
      const end = stored.get(id);
      if (end === undefined) throw new Error('lost');
      expect(events).toHaveLength(end.transitions.length + 1);
      const did = (action: ApplicationAction) =>
        end.transitions.filter((one) => one.action === action).map(({ by }) => by);
      expect(end.grant !== undefined).toBe(['granted', 'revoked'].includes(end.state));
      if (end.grant === undefined) return;
      expect(new Set(did('approve'))).toEqual(new Set(['head']));
      expect(new Set([...did('pass'), ...did('overrule')])).toEqual(new Set(['centre']));
      if (shareType === 2) expect(did('decide').length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});
