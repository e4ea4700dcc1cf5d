import { describe, expect, test } from 'vitest';
import { listPublishedVersions, readCurrentVersion } from '../../lib/catalogue/reading/published-version.ts';
import { searchDatasets } from '../../lib/catalogue/search/search-datasets.ts';
import { DatasetVersionView } from '../../schemas/catalogue/views.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import {
  actionsOn,
  catalogue,
  checker,
  colleague,
  consumer,
  entryInStatus,
  maker,
  other,
  supervisor,
  newNumber,
} from './acting.ts';
import { content, withField } from './builders.ts';

describe('the history', () => {
  test('says who did what, when and why; repeated edits of one person are one line', async () => {
    const act = actionsOn(`history-${newNumber()}`);
    await act.draft(maker);
    await act.edit(maker, 1, 1);
    await act.edit(colleague, 1, 2);
    await act.edit(maker, 1, 3);
    await act.submit(maker, 1, 4);
    await act.return(checker, 1, 5, '摘要不清');
    await act.edit(maker, 1, 6);
    await act.submit(maker, 1, 7);
    const { history } = DatasetVersionView.parse(await act.readVersion(checker));
    expect(history.map(({ action, by }) => `${by} ${action}`)).toEqual([
      'maker drafted',
      'colleague edited',
      'maker edited',
      'maker submitted',
      'checker returned',
      'maker edited',
      'maker submitted',
    ]);
    expect(history[4]).toMatchObject({ reason: '摘要不清', department: 'information-center' });
    const times = history.map((line) => line.at);
    expect(times).toEqual(times.toSorted());
  });

  test('outsiders see decisions only', async () => {
    const { act } = await entryInStatus('withdrawn');
    expect(DatasetVersionView.parse(await act.readVersion(consumer)).history.map(({ action }) => action)).toEqual([
      'published',
      'withdrawn',
    ]);
    expect(DatasetVersionView.parse(await act.readVersion(supervisor)).history).toHaveLength(5);
  });
});

describe('published versions', () => {
  test('an edit of a published entry is a new version, and the old one stays as it was', async () => {
    const { act, dataset } = await entryInStatus('published');
    const before = await act.readVersion(consumer, 1);
    const second = DatasetVersionView.parse(await act.draftNext(maker));
    expect(second).toMatchObject({ version: 2, status: 'draft', compatibility: 'compatible' });
    expect(await act.draftNext(maker)).toMatchObject({ refused: 'draft-exists', facts: { version: 2 } });
    const edited = DatasetVersionView.parse(
      await act.edit(maker, 2, second.lockVersion, withField('name', { length: 5 })),
    );
    expect(edited.compatibility).toBe('breaking');
    expect(await act.read(consumer)).toMatchObject({ version: 1, content: { fields: content().fields } });
    await act.submit(maker, 2, edited.lockVersion);
    await act.approve(checker, 2, edited.lockVersion + 1);
    expect(await act.publish(checker, 2, edited.lockVersion + 2)).toMatchObject({
      status: 'published',
      compatibility: 'breaking',
      publishedOn: '2020-12-01',
    });
    expect(await act.read(consumer)).toMatchObject({ version: 2 });
    const { lockVersion: _before, ...first } = DatasetVersionView.parse(before);
    const { lockVersion: _after, ...still } = DatasetVersionView.parse(await act.readVersion(consumer, 1));
    expect(still).toEqual(first);
    expect(await act.compare(consumer, 1, 2)).toMatchObject({
      compatibility: 'breaking',
      differences: [{ code: 'length-narrowed', pointer: '/fields/1/length' }],
    });
    expect(await act.compare(consumer, 2, 1)).toMatchObject({ compatibility: 'compatible' });
    expect(await act.compare(consumer, 1, 3)).toMatchObject({ refused: 'version-not-found' });
    expect(await act.versions(consumer)).toMatchObject({
      items: [
        { version: 2, compatibility: 'breaking' },
        { version: 1, compatibility: 'first' },
      ],
    });
    expect((await listPublishedVersions(dataset, catalogue.ports)).map(({ version }) => version)).toEqual([1, 2]);
    expect(await readCurrentVersion(dataset, catalogue.ports)).toMatchObject({ version: 2 });
  });

  test('a publication that loses the race leaves nothing visible', async () => {
    const { act, lockVersion } = await entryInStatus('registered');
    const answers = await Promise.all([act.publish(checker, 1, lockVersion), act.publish(other, 1, lockVersion)]);
    expect(answers.filter((answer) => isRefused(answer))).toMatchObject([{ refused: 'changed-meanwhile' }]);
    const winner = answers.flatMap((answer) => (isRefused(answer) ? [] : [answer.history.at(-1)?.by]));
    const { history } = DatasetVersionView.parse(await act.readVersion(maker));
    expect(history.filter(({ action }) => action === 'published').map(({ by }) => by)).toEqual(winner);
  });

  test('a withdrawn draft leaves the published version in force, and its number is not reused', async () => {
    const { act } = await entryInStatus('published');
    const second = DatasetVersionView.parse(await act.draftNext(maker));
    expect(await act.withdraw(maker, 2, second.lockVersion)).toMatchObject({ status: 'withdrawn' });
    expect(await act.read(consumer)).toMatchObject({ version: 1, status: 'published' });
    expect(await act.readVersion(consumer, 2)).toMatchObject({ refused: 'version-not-found' });
    expect(await act.readVersion(maker, 2)).toMatchObject({ status: 'withdrawn' });
    expect(await act.draftNext(maker)).toMatchObject({ version: 3 });
  });

  test('a withdrawn entry is not in force, but can still be read', async () => {
    const { act, dataset, lockVersion } = await entryInStatus('published');
    expect(
      (
        await searchDatasets(
          { caller: consumer, params: {}, query: { q: '婚姻登记', limit: 100 }, body: undefined, requestId: 'search' },
          catalogue.ports,
        )
      ).items.map((hit) => hit.dataset),
    ).toContain(dataset);
    const draft = DatasetVersionView.parse(await act.draftNext(maker));
    expect(await act.withdraw(checker, 1, draft.lockVersion)).toMatchObject({ refused: 'draft-exists' });
    await act.withdraw(maker, 2, draft.lockVersion);
    expect(await act.withdraw(checker, 1, lockVersion)).toMatchObject({ refused: 'changed-meanwhile' });
    expect(await act.withdraw(checker, 1, draft.lockVersion + 1)).toMatchObject({ status: 'withdrawn' });
    expect(await readCurrentVersion(dataset, catalogue.ports)).toBeNull();
    expect(await listPublishedVersions(dataset, catalogue.ports)).toEqual([]);
    expect(await act.read(consumer)).toMatchObject({ status: 'withdrawn', version: 1 });
    expect(
      (
        await searchDatasets(
          { caller: consumer, params: {}, query: { q: '婚姻登记', limit: 100 }, body: undefined, requestId: 'search' },
          catalogue.ports,
        )
      ).items.map((hit) => hit.dataset),
    ).not.toContain(dataset);
  });

  test('the entry is withdrawn by its latest version, not by an earlier one', async () => {
    const { act } = await entryInStatus('published');
    const { lockVersion } = DatasetVersionView.parse(await act.draftNext(maker));
    await act.submit(maker, 2, lockVersion);
    await act.approve(checker, 2, lockVersion + 1);
    await act.publish(checker, 2, lockVersion + 2);
    expect(await act.withdraw(checker, 1, lockVersion + 3)).toMatchObject({
      refused: 'not-latest-version',
      facts: { latest: 2 },
    });
  });
});
