import { describe, expect, test } from 'vitest';
import { nextStatuses } from '../../lib/catalogue/life-cycle/transitions.ts';
import type { DatasetStatus } from '../../schemas/catalogue/dataset-version.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import { secondPersonCases } from '../second-person-cases.ts';
import {
  actionsOn,
  both,
  callerFor,
  checker,
  colleague,
  consumer,
  entryInStatus,
  eventsOf,
  leadsTo,
  maker,
  other,
  statuses,
  steps,
  stranger,
  supervisor,
  newNumber,
} from './acting.ts';
import { caller } from './builders.ts';

describe('status transitions', () => {
  test.each(statuses.flatMap((status) => steps.map((step) => [status, step] as const)))(
    '%s: %s',
    async (status, step) => {
      const { act, dataset, lockVersion } = await entryInStatus(status);
      const before = await eventsOf(dataset);
      const possible: readonly DatasetStatus[] = nextStatuses[status];
      const answer = await act[step](callerFor[step], 1, lockVersion);
      if (possible.includes(leadsTo[step]))
        expect(answer).toMatchObject({
          status: step === 'edit' ? status : leadsTo[step],
          lockVersion: lockVersion + 1,
        });
      else expect(answer).toMatchObject({ refused: 'transition-not-allowed' });
      const isTransition = step !== 'edit' && possible.includes(leadsTo[step]);
      expect(await eventsOf(dataset)).toEqual([...before, ...(isTransition ? [[1, status, leadsTo[step]]] : [])]);
    },
  );

  test('an unknown version and an unknown entry', async () => {
    const { act, lockVersion } = await entryInStatus('draft');
    for (const step of steps)
      expect(await act[step](callerFor[step], 2, lockVersion)).toMatchObject({ refused: 'version-not-found' });
    for (const step of steps)
      expect(await actionsOn('nowhere')[step](callerFor[step], 1, 1)).toMatchObject({ refused: 'dataset-not-found' });
  });
});

describe('who may apply a transition', () => {
  test.each(['edit', 'submit'] as const)('%s: nobody but the department’s own providers', async (step) => {
    for (const [who, code] of [
      [stranger, 'dataset-not-found'],
      [checker, 'not-your-department'],
      [supervisor, 'not-your-department'],
      [consumer, 'dataset-not-found'],
    ] as const) {
      const { act, lockVersion } = await entryInStatus('draft');
      expect(await act[step](who, 1, lockVersion)).toMatchObject({ refused: code });
    }
    const { act, lockVersion } = await entryInStatus('draft');
    expect(await act[step](colleague, 1, lockVersion)).toMatchObject({ version: 1 });
  });

  test('drafts are hidden from others, also beside a published version', async () => {
    const { act } = await entryInStatus('published');
    await act.draftNext(maker);
    expect(await act.edit(stranger, 2, 5)).toMatchObject({ refused: 'version-not-found' });
    expect(await act.draftNext(stranger)).toMatchObject({ refused: 'not-your-department' });
  });

  test.each([
    ['drafted', both, maker],
    ['submitted', maker, both],
  ])('who has %s it may not check it', async (_, drafting, submitting) => {
    const act = actionsOn(`own-${newNumber()}`);
    await act.draft(drafting);
    expect(await act.submit(submitting, 1, 1)).toMatchObject({ status: 'submitted' });
    expect(await act.approve(both, 1, 2)).toMatchObject({ refused: 'own-work', facts: { action: '审核通过' } });
    expect(await act.return(both, 1, 2)).toMatchObject({ refused: 'own-work' });
    await act.approve(checker, 1, 2);
    expect(await act.publish(both, 1, 3)).toMatchObject({ refused: 'own-work' });
    expect(await act.publish(other, 1, 3)).toMatchObject({ status: 'published' });
  });

  test('an editor of an earlier round may not check a later one', async () => {
    const act = actionsOn(`own-${newNumber()}`);
    await act.draft(maker);
    await act.edit(both, 1, 1);
    await act.submit(maker, 1, 2);
    await act.return(checker, 1, 3);
    await act.submit(maker, 1, 4);
    expect(await act.approve(both, 1, 5)).toMatchObject({ refused: 'own-work' });
  });

  test.each(secondPersonCases)('%s compiles and %s reviews: %s person', async (compiling, reviewing, outcome) => {
    const act = actionsOn(`people-${newNumber()}`);
    const reviewer = caller(reviewing, 'operator', 'information-center');
    await act.draft(caller(compiling, 'provider'));
    await act.submit(maker, 1, 1);
    const refusals = { another: null, same: 'own-work', nobody: 'approver-not-a-person' } as const;
    const outcomes = [await act.approve(reviewer, 1, 2)];
    if (outcome !== 'another') await act.approve(checker, 1, 2);
    outcomes.push(await act.publish(reviewer, 1, 3));
    for (const answer of outcomes) expect(isRefused(answer) ? answer.refused : null).toBe(refusals[outcome]);
  });

  test('the published entry is withdrawn by the centre, the draft by its department or the centre', async () => {
    const published = await entryInStatus('published');
    expect(await published.act.withdraw(maker, 1, published.lockVersion)).toMatchObject({
      refused: 'withdrawal-by-centre',
    });
    expect(await published.act.withdraw(stranger, 1, published.lockVersion)).toMatchObject({
      refused: 'not-your-department',
    });
    for (const who of [maker, checker]) {
      const draft = await entryInStatus('draft');
      expect(await draft.act.withdraw(who, 1, draft.lockVersion)).toMatchObject({ status: 'withdrawn' });
    }
    const draft = await entryInStatus('draft');
    expect(await draft.act.withdraw(supervisor, 1, draft.lockVersion)).toMatchObject({
      refused: 'not-your-department',
    });
    expect(await draft.act.withdraw(stranger, 1, draft.lockVersion)).toMatchObject({ refused: 'dataset-not-found' });
  });
});
