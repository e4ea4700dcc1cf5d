import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareDataset } from '../../lib/catalogue/compare/compare-dataset.ts';
import { approveDataset } from '../../lib/catalogue/life-cycle/approve-dataset.ts';
import { draftDataset } from '../../lib/catalogue/life-cycle/draft-dataset.ts';
import { draftVersion } from '../../lib/catalogue/life-cycle/draft-version.ts';
import { editDraft } from '../../lib/catalogue/life-cycle/edit-draft.ts';
import { publishDataset } from '../../lib/catalogue/life-cycle/publish-dataset.ts';
import { returnDataset } from '../../lib/catalogue/life-cycle/return-dataset.ts';
import { submitDataset } from '../../lib/catalogue/life-cycle/submit-dataset.ts';
import { nextStatuses } from '../../lib/catalogue/life-cycle/transitions.ts';
import { withdrawDataset } from '../../lib/catalogue/life-cycle/withdraw-dataset.ts';
import { listDatasets } from '../../lib/catalogue/reading/list-datasets.ts';
import { listVersions } from '../../lib/catalogue/reading/list-versions.ts';
import { readCurrentVersion, listPublishedVersions } from '../../lib/catalogue/reading/published-version.ts';
import { readDataset } from '../../lib/catalogue/reading/read-dataset.ts';
import { readVersion } from '../../lib/catalogue/reading/read-version.ts';
import { searchDatasets } from '../../lib/catalogue/search/search-datasets.ts';
import type { DatasetContent, DatasetStatus } from '../../schemas/catalogue/dataset-version.ts';
import { DatasetVersionView } from '../../schemas/catalogue/views.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import { caller, codeLists, content, police, withField } from './builders.ts';
import { startCatalogue, type Catalogue } from './start-catalogue.ts';

const maker = caller('maker', 'provider');
const colleague = caller('colleague', 'provider');
const stranger = caller('stranger', 'provider', police.id);
const checker = caller('checker', 'operator', 'information-center');
const other = caller('other-checker', 'operator', 'information-center');
const supervisor = caller('supervisor', 'supervisor', 'reform-office');
const consumer = caller('consumer', 'consumer', police.id);
/** One person who is both provider of the department and operator of the centre. */
const both: Caller = { ...caller('both', 'provider'), roles: ['provider', 'operator'] };

let catalogue: Catalogue;
let made = 0;
beforeAll(async () => {
  catalogue = await startCatalogue();
});
afterAll(() => catalogue.close());

/** The API as one person calls it; every call has its own request id. */
function actionsOn(dataset: string) {
  const { ports } = catalogue;
  const requestId = `request-${(made += 1)}`;
  const step = (who: Caller, version: number, lockVersion: number, reason = '测试') => ({
    caller: who,
    params: { dataset, version },
    query: {},
    body: { lockVersion, reason },
    requestId: `${requestId}-${lockVersion}-${who.subject}`,
  });
  const place = (who: Caller, version = 1) => ({
    caller: who,
    params: { dataset, version },
    query: {},
    body: undefined,
    requestId,
  });
  return {
    draft: (who: Caller, text: DatasetContent = content(), classificationCode: string | null = '307001411101') =>
      draftDataset(
        {
          caller: who,
          params: {},
          query: {},
          body: { dataset, content: text, ...(classificationCode === null ? {} : { classificationCode }) },
          requestId,
        },
        ports,
      ),
    draftNext: (who: Caller, text?: DatasetContent) =>
      draftVersion(
        { caller: who, params: { dataset }, query: {}, body: text === undefined ? {} : { content: text }, requestId },
        ports,
      ),
    edit: (who: Caller, version: number, lockVersion: number, text: DatasetContent = content()) =>
      editDraft(
        { caller: who, params: { dataset, version }, query: {}, body: { lockVersion, content: text }, requestId },
        ports,
      ),
    submit: (who: Caller, version: number, lockVersion: number) =>
      submitDataset(step(who, version, lockVersion), ports),
    approve: (who: Caller, version: number, lockVersion: number) =>
      approveDataset(step(who, version, lockVersion), ports),
    return: (who: Caller, version: number, lockVersion: number, reason?: string) =>
      returnDataset(step(who, version, lockVersion, reason), ports),
    publish: (who: Caller, version: number, lockVersion: number) =>
      publishDataset(step(who, version, lockVersion), ports),
    withdraw: (who: Caller, version: number, lockVersion: number) =>
      withdrawDataset(step(who, version, lockVersion), ports),
    read: (who: Caller) =>
      readDataset({ caller: who, params: { dataset }, query: {}, body: undefined, requestId }, ports),
    readVersion: (who: Caller, version = 1) => readVersion(place(who, version), ports),
    versions: (who: Caller) =>
      listVersions({ caller: who, params: { dataset }, query: {}, body: undefined, requestId }, ports),
    compare: (who: Caller, from: number, to: number) =>
      compareDataset({ caller: who, params: { dataset }, query: { from, to }, body: undefined, requestId }, ports),
  };
}

/** Creates an entry and brings its first version to a status; returns the calls and its lockVersion. */
async function entryInStatus(status: DatasetStatus, who: Caller = maker) {
  const dataset = `entry-${(made += 1)}`;
  const act = actionsOn(dataset);
  const view = (answer: unknown) => DatasetVersionView.parse(answer);
  let lockVersion = view(await act.draft(who)).lockVersion;
  const steps: Record<DatasetStatus, readonly ('submit' | 'return' | 'approve' | 'publish' | 'withdraw')[]> = {
    draft: [],
    submitted: ['submit'],
    returned: ['submit', 'return'],
    registered: ['submit', 'approve'],
    published: ['submit', 'approve', 'publish'],
    withdrawn: ['submit', 'approve', 'publish', 'withdraw'],
  };
  for (const step of steps[status])
    lockVersion = view(await act[step](step === 'submit' ? who : checker, 1, lockVersion)).lockVersion;
  return { dataset, act, lockVersion };
}

const steps = ['edit', 'submit', 'approve', 'return', 'publish', 'withdraw'] as const;
const callerFor = {
  edit: maker,
  submit: maker,
  approve: checker,
  return: checker,
  publish: checker,
  withdraw: checker,
} as const;
const leadsTo = {
  edit: 'submitted',
  submit: 'submitted',
  approve: 'registered',
  return: 'returned',
  publish: 'published',
  withdraw: 'withdrawn',
} as const;
const statuses = ['draft', 'submitted', 'returned', 'registered', 'published', 'withdrawn'] as const;

describe('status transitions', () => {
  test.each(statuses.flatMap((status) => steps.map((step) => [status, step] as const)))(
    '%s: %s',
    async (status, step) => {
      const { act, lockVersion } = await entryInStatus(status);
      const possible: readonly DatasetStatus[] = nextStatuses[status];
      const answer = await act[step](callerFor[step], 1, lockVersion);
      if (possible.includes(leadsTo[step]))
        expect(answer).toMatchObject({
          status: step === 'edit' ? status : leadsTo[step],
          lockVersion: lockVersion + 1,
        });
      else expect(answer).toMatchObject({ refused: 'transition-not-allowed' });
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
    const act = actionsOn(`own-${(made += 1)}`);
    await act.draft(drafting);
    expect(await act.submit(submitting, 1, 1)).toMatchObject({ status: 'submitted' });
    expect(await act.approve(both, 1, 2)).toMatchObject({ refused: 'own-work', facts: { action: '审核通过' } });
    expect(await act.return(both, 1, 2)).toMatchObject({ refused: 'own-work' });
    await act.approve(checker, 1, 2);
    expect(await act.publish(both, 1, 3)).toMatchObject({ refused: 'own-work' });
    expect(await act.publish(other, 1, 3)).toMatchObject({ status: 'published' });
  });

  test('an editor of an earlier round may not check a later one', async () => {
    const act = actionsOn(`own-${(made += 1)}`);
    await act.draft(maker);
    await act.edit(both, 1, 1);
    await act.submit(maker, 1, 2);
    await act.return(checker, 1, 3);
    await act.submit(maker, 1, 4);
    expect(await act.approve(both, 1, 5)).toMatchObject({ refused: 'own-work' });
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

describe('drafting', () => {
  test('the system assigns resource codes in the order of drafting', async () => {
    const [one, two] = [`code-${(made += 1)}`, `code-${(made += 1)}`];
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
    const dataset = `race-${(made += 1)}`;
    const answers = await Promise.all([actionsOn(dataset).draft(maker), actionsOn(dataset).draft(colleague)]);
    expect(answers.filter((answer) => isRefused(answer))).toHaveLength(1);
  });

  test('a faulty draft is stored with its faults listed; it cannot be submitted until they are corrected', async () => {
    const act = actionsOn(`faulty-${(made += 1)}`);
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

describe('the history', () => {
  test('says who did what, when and why; repeated edits of one person are one line', async () => {
    const act = actionsOn(`history-${(made += 1)}`);
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

describe('lists', () => {
  const list = (who: Caller, query: Partial<Parameters<typeof listDatasets>[0]['query']> = {}) =>
    listDatasets(
      { caller: who, params: {}, query: { limit: 200, ...query }, body: undefined, requestId: 'list' },
      catalogue.ports,
    );
  const ids = (answer: Awaited<ReturnType<typeof list>>) =>
    isRefused(answer) ? [] : answer.items.map(({ dataset }) => dataset);

  test('drafts are seen by their department, the centre and the supervising office', async () => {
    const { dataset } = await entryInStatus('draft');
    for (const who of [maker, colleague, checker, supervisor]) expect(ids(await list(who))).toContain(dataset);
    for (const who of [stranger, consumer]) expect(ids(await list(who))).not.toContain(dataset);
    expect(ids(await list(consumer, { status: 'draft' }))).toEqual([]);
    expect(ids(await list(maker, { status: 'draft' }))).toContain(dataset);
  });

  test('withdrawn entries come when they are asked for', async () => {
    const { dataset } = await entryInStatus('withdrawn');
    expect(ids(await list(consumer))).not.toContain(dataset);
    expect(ids(await list(consumer, { status: 'withdrawn' }))).toContain(dataset);
  });

  test('an open version beside a published one is shown to insiders only, and found by its status', async () => {
    const { act, dataset } = await entryInStatus('published');
    await act.draftNext(maker);
    const open = async (who: Caller) => {
      const answer = await list(who);
      return isRefused(answer) ? null : answer.items.find((item) => item.dataset === dataset)?.open;
    };
    expect(await open(maker)).toEqual({ version: 2, status: 'draft' });
    expect(await open(consumer)).toBeUndefined();
    expect(ids(await list(checker, { status: 'draft' }))).toContain(dataset);
    expect(ids(await list(consumer, { status: 'draft' }))).not.toContain(dataset);
  });

  test('a filter looks through thousands of entries for its few', async () => {
    const { dataset } = await entryInStatus('draft');
    const [own] = await catalogue.ports.listings({ provider: undefined, after: undefined, limit: 1 });
    if (own === undefined) throw new Error(`${dataset} is not listed`);
    const many = Array.from({ length: 1001 }, (_each, i) => ({
      ...own,
      dataset: `many-${String(i).padStart(4, '0')}`,
      status: i % 500 === 0 ? ('registered' as const) : ('draft' as const),
    }));
    const listings = ({ after, limit }: { after: string | undefined; limit: number }) =>
      Promise.resolve(many.filter((each) => after === undefined || each.dataset > after).slice(0, limit));
    const ask = (cursor?: string) =>
      listDatasets(
        {
          caller: checker,
          params: {},
          query: { limit: 2, status: 'registered', ...(cursor === undefined ? {} : { cursor }) },
          body: undefined,
          requestId: 'list',
        },
        { listings },
      );
    const first = await ask();
    expect(ids(first)).toEqual(['many-0000', 'many-0500']);
    const second = await ask(isRefused(first) ? undefined : first.next);
    expect(ids(second)).toEqual(['many-1000']);
    expect(second).not.toHaveProperty('next');
  });

  test('page after page gives every entry once; a cursor of another list is refused', async () => {
    const whole = ids(await list(checker));
    const seen: string[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await list(checker, { limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      if (isRefused(page)) throw new Error(page.refused);
      seen.push(...page.items.map(({ dataset }) => dataset));
      if (page.next !== undefined)
        expect(await list(checker, { cursor: page.next, status: 'draft' })).toMatchObject({
          refused: 'cursor-not-valid',
        });
      cursor = page.next;
      more = cursor !== undefined;
    }
    expect(seen).toEqual(whole);
    expect(await list(checker, { cursor: 'nonsense' })).toMatchObject({ refused: 'cursor-not-valid' });
  });
});
