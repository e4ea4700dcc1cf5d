import { describe, expect, test } from 'vitest';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import {
  actionsOn,
  catalogue,
  checker,
  colleague,
  entryInStatus,
  maker,
  other,
  stranger,
  newNumber,
} from './acting.ts';
import { codeLists, content, police, withField } from './builders.ts';

describe('drafting', () => {
  test('the system assigns resource codes in the order of drafting', async () => {
    const [one, two] = [`code-${newNumber()}`, `code-${newNumber()}`];
    expect(await actionsOn(one).draft(maker, content(), '307001411199')).toMatchObject({
      code: '307001411199/000001',
      status: 'draft',
      compatibility: 'first',
      version: 1,
    });
    expect(await actionsOn(two).draft(maker, content(), '307001411199')).toMatchObject({ code: '307001411199/000002' });
  });

  test('the classification code defaults to the department’s own, and is required for its first entry', async () => {
    const text = content({}, { provider: police.id });
    expect(await actionsOn('first-of-police').draft(stranger, text, null)).toMatchObject({
      refused: 'classification-code-needed',
    });
    await actionsOn('first-of-police').draft(stranger, text, '307001411102');
    expect(await actionsOn('second-of-police').draft(stranger, text, null)).toMatchObject({
      code: '307001411102/000002',
    });
  });

  test.each<[string, () => Promise<unknown>, object]>([
    ['for another department', () => actionsOn('foreign').draft(stranger), { refused: 'not-your-department' }],
    [
      'under a reserved word of the paths',
      () => actionsOn('search').draft(maker),
      { refused: 'content-not-valid', errors: [{ pointer: '/body/dataset' }] },
    ],
  ])('%s', async (_, draft, refusal) => {
    expect(await draft()).toMatchObject(refusal);
  });

  test('an id is used once, also after a withdrawal', async () => {
    const { act } = await entryInStatus('withdrawn');
    const serial = await catalogue.ports.nextSerial('307001411101');
    expect(await act.draft(maker)).toMatchObject({ refused: 'dataset-exists' });
    expect(await catalogue.ports.nextSerial('307001411101')).toBe(serial + 1);
    expect(await act.draftNext(maker)).toMatchObject({ refused: 'not-published' });
  });

  test('of two concurrent drafts with one id, one is stored', async () => {
    const dataset = `race-${newNumber()}`;
    const answers = await Promise.all([actionsOn(dataset).draft(maker), actionsOn(dataset).draft(colleague)]);
    expect(answers.filter((answer) => isRefused(answer))).toHaveLength(1);
  });

  test('a faulty draft is stored with its faults listed; it cannot be submitted until they are corrected', async () => {
    const act = actionsOn(`faulty-${newNumber()}`);
    const faulty = withField('sex', { codeList: 'none' }, content({}, { shareCondition: undefined }));
    expect(await act.draft(maker, faulty)).toMatchObject({
      status: 'draft',
      faults: [{ code: 'condition-missing', pointer: '/metadata/shareCondition' }, { code: 'code-list-unknown' }],
    });
    const refusal = await act.submit(maker, 1, 1);
    expect(refusal).toMatchObject({
      refused: 'content-not-valid',
      facts: { count: 2 },
      errors: [
        { pointer: '/content/metadata/shareCondition' },
        {
          pointer: '/content/fields/2/codeList',
          detail: '信息项“性别”引用的代码表“none”不存在，请从代码表清单中选择。',
        },
      ],
    });
    expect(await act.edit(maker, 1, 1)).toMatchObject({ lockVersion: 2, faults: [] });
    expect(await act.submit(maker, 1, 2)).toMatchObject({ status: 'submitted' });
  });

  test('an edit cannot move an entry to another department', async () => {
    const { act, lockVersion } = await entryInStatus('draft');
    expect(await act.edit(maker, 1, lockVersion, content({}, { provider: police.id }))).toMatchObject({
      refused: 'not-your-department',
    });
  });

  test('a new version cannot move an entry to another department', async () => {
    const { act } = await entryInStatus('published');
    expect(await act.draftNext(maker, content({}, { provider: police.id }))).toMatchObject({
      refused: 'not-your-department',
    });
  });

  test.each([
    ['submitted', 'approve'],
    ['registered', 'publish'],
  ] as const)('what has become faulty since does not go on from %s', async (status, step) => {
    const { act, lockVersion } = await entryInStatus(status);
    catalogue.setCodeLists(new Map());
    const answer = await act[step](checker, 1, lockVersion);
    const sentBack = await act.return(checker, 1, lockVersion);
    catalogue.setCodeLists(codeLists);
    expect(answer).toMatchObject({ refused: 'content-not-valid', errors: [{ pointer: '/content/fields/2/codeList' }] });
    expect(sentBack).toMatchObject({ status: 'returned', faults: [{ code: 'code-list-unknown' }] });
  });

  test('a concurrent change is never overwritten, approved or published unseen', async () => {
    const draft = await entryInStatus('draft');
    await draft.act.edit(colleague, 1, draft.lockVersion);
    expect(await draft.act.edit(maker, 1, draft.lockVersion)).toMatchObject({ refused: 'changed-meanwhile' });
    const submitted = await entryInStatus('submitted');
    await submitted.act.return(checker, 1, submitted.lockVersion);
    await submitted.act.edit(maker, 1, submitted.lockVersion + 1);
    await submitted.act.submit(maker, 1, submitted.lockVersion + 2);
    expect(await submitted.act.approve(other, 1, submitted.lockVersion)).toMatchObject({
      refused: 'changed-meanwhile',
    });
  });
});
