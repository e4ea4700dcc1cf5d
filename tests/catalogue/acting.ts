import { afterAll, beforeAll } from 'vitest';
import { compareDataset } from '../../lib/catalogue/compare/compare-dataset.ts';
import { approveDataset } from '../../lib/catalogue/life-cycle/approve-dataset.ts';
import { draftDataset } from '../../lib/catalogue/life-cycle/draft-dataset.ts';
import { draftVersion } from '../../lib/catalogue/life-cycle/draft-version.ts';
import { editDraft } from '../../lib/catalogue/life-cycle/edit-draft.ts';
import { publishDataset } from '../../lib/catalogue/life-cycle/publish-dataset.ts';
import { returnDataset } from '../../lib/catalogue/life-cycle/return-dataset.ts';
import { submitDataset } from '../../lib/catalogue/life-cycle/submit-dataset.ts';
import { withdrawDataset } from '../../lib/catalogue/life-cycle/withdraw-dataset.ts';
import { listVersions } from '../../lib/catalogue/reading/list-versions.ts';
import { readDataset } from '../../lib/catalogue/reading/read-dataset.ts';
import { readVersion } from '../../lib/catalogue/reading/read-version.ts';
import type { DatasetContent, DatasetStatus } from '../../schemas/catalogue/dataset-version.ts';
import { DatasetVersionView } from '../../schemas/catalogue/views.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { caller, content, police } from './builders.ts';
import { type Catalogue, startCatalogue } from './start-catalogue.ts';

export const maker = caller('maker', 'provider');
export const colleague = caller('colleague', 'provider');
export const stranger = caller('stranger', 'provider', police.id);
export const checker = caller('checker', 'operator', 'information-center');
export const other = caller('other-checker', 'operator', 'information-center');
export const supervisor = caller('supervisor', 'supervisor', 'reform-office');
export const consumer = caller('consumer', 'consumer', police.id);
/** One person who is both provider of the department and operator of the centre. */
export const both: Caller = { ...caller('both', 'provider'), roles: ['provider', 'operator'] };

export let catalogue: Catalogue;
let made = 0;
/** Tests share one catalogue: each needs names of its own. */
export const newNumber = (): number => (made += 1);
beforeAll(async () => {
  catalogue = await startCatalogue();
});
afterAll(() => catalogue.close());

/** The transitions of an entry in the table of events: version, from, to. */
export async function eventsOf(dataset: string) {
  const events = await catalogue.eventsOf(`dataset-version#${dataset}`);
  return events.map(({ version, from, to }) => [version, from, to]);
}

/** The API as one person calls it; every call has its own request id. */
export function actionsOn(dataset: string) {
  const { ports } = catalogue;
  const requestId = `request-${newNumber()}`;
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
export async function entryInStatus(status: DatasetStatus, who: Caller = maker) {
  const dataset = `entry-${newNumber()}`;
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

export const steps = ['edit', 'submit', 'approve', 'return', 'publish', 'withdraw'] as const;
export const callerFor = {
  edit: maker,
  submit: maker,
  approve: checker,
  return: checker,
  publish: checker,
  withdraw: checker,
} as const;
export const leadsTo = {
  edit: 'submitted',
  submit: 'submitted',
  approve: 'registered',
  return: 'returned',
  publish: 'published',
  withdraw: 'withdrawn',
} as const;
export const statuses = ['draft', 'submitted', 'returned', 'registered', 'published', 'withdrawn'] as const;
