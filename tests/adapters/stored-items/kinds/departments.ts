import { createHash } from 'node:crypto';
import { changeLog } from '../../../../lib/adapters/admin/change-log.ts';
import { archiveRepository, archiveSearch } from '../../../../lib/adapters/deliveries/archive-repository.ts';
import { updateSheetRepository } from '../../../../lib/adapters/deliveries/update-sheet-repository.ts';
import { accountRepository } from '../../../../lib/adapters/departments/account-repository.ts';
import { departmentRepository } from '../../../../lib/adapters/departments/department-repository.ts';
import { holidayRepository } from '../../../../lib/adapters/departments/holiday-repository.ts';
import { peopleRepository } from '../../../../lib/adapters/departments/people-repository.ts';
import { questionRepository } from '../../../../lib/adapters/departments/question-repository.ts';
import { dynamoIdempotencyStore } from '../../../../lib/adapters/idempotency/idempotency-store.ts';
import { limitsRepository } from '../../../../lib/adapters/sharing/limits-repository.ts';
import { archivedEvent } from '../../../../lib/collection/archive/archive-events.ts';
import type { ChangeEntry } from '../../../../schemas/departments/change-entry.ts';
import { defaultSharingLimits } from '../../../../schemas/sharing/limits.ts';
import { paperOf } from '../../../collection/archive/sample-paper.ts';
import { confirmedSheet } from '../../../collection/update-sheets/sample-sheet.ts';
import type { Tables } from '../open-tables.ts';
import { datasets, each, ids, type Kind, lastLetter, nameOfId, names, now } from './kind.ts';

export function departmentKinds({ client, name }: Tables): Kind[] {
  const departments = departmentRepository(client, name('departments'));
  const accounts = accountRepository(client, name('accounts'));
  const idempotency = dynamoIdempotencyStore(client, name('idempotency'), () => Date.parse(now));
  const changes = changeLog(client, name('changes'));
  const change = (id: string): ChangeEntry => ({
    day: '2020-12-01',
    id,
    at: now,
    by: 'operator-1',
    via: 'api',
    what: 'account-added',
    target: 'officer-1',
    why: '新任',
  });
  const papers = peopleRepository(client, name('papers'));
  const step = { at: now, by: 'officer-1', name: '测试人员' };
  const person = { name: '测试人员', duty: '测试', phone: '0395-3177000' };
  const peopleOf = (one: string, lockVersion: number) => ({
    department: `office-${one}`,
    inCharge: person,
    contacts: [person],
    lockVersion,
    changed: step,
    confirmed: step,
  });
  const holidays = holidayRepository(client, name('papers'));
  const years = { a: 2026, b: 2027, c: 2028 } as const;
  const holidaysOf = (one: keyof typeof years, lockVersion: number) => ({
    year: years[one],
    holidays: [`${years[one]}-01-01`],
    makeUpDays: [],
    lockVersion,
  });
  const limits = limitsRepository(client, name('papers'));
  const questions = questionRepository(client, { papers: name('papers'), events: name('events') });
  const questionOf = (one: keyof typeof ids, lockVersion: number) => ({
    id: ids[one],
    department: 'office-a',
    page: '/deliveries',
    pageTitle: '报送',
    state: 'open' as const,
    messages: [{ side: 'unit' as const, text: '怎样报送？', ...step }],
    changedAt: now,
    lockVersion,
  });
  const sheets = updateSheetRepository(client, name('papers'));
  const sheetsOf = (one: string, lockVersion: number) => ({
    dataset: `set-${one}`,
    lockVersion,
    inForce: confirmedSheet(),
  });
  const archives = archiveRepository(client, { papers: name('papers'), events: name('events') });
  const saveArchive = (one: string, lockVersion: number) =>
    archives.saveArchive(
      { dataset: `set-${one}`, lockVersion, papers: [paperOf()] },
      archivedEvent(`set-${one}`, 'agriculture', paperOf()),
    );
  let attempt = '';
  const request = { scope: 'scope', key: 'key', content: 'content' };
  return [
    {
      item: 'department',
      table: 'departments',
      write: () =>
        departments.put(
          names.map((id) => ({
            id: `office-${id}`,
            name: '测试部门',
            kind: 'department',
            aliases: [],
            toBeConfirmed: [],
          })),
        ),
      key: { id: 'office-b' },
      damage: { name: 5 },
      list: async () => (await departments.departments()).map(({ id }) => id.slice(-1)),
      read: () => departments.department('office-b'),
      change: null,
    },
    {
      item: 'people',
      table: 'papers',
      write: () => each((one) => papers.savePeople(peopleOf(one, 1))),
      key: { owner: 'people', item: 'office-b' },
      damage: { contacts: 'nobody' },
      list: async () =>
        (await papers.listPeople({ after: undefined, limit: 10 })).map(({ department }) => department.slice(-1)),
      read: () => papers.people('office-b'),
      change: () => papers.savePeople(peopleOf('b', 2)),
    },
    {
      item: 'holidays',
      table: 'papers',
      write: () => each((one) => holidays.saveHolidays(holidaysOf(one, 1))),
      key: { owner: 'holidays', item: '2027' },
      damage: { holidays: 'every day' },
      list: async () => (await holidays.holidayTables()).map(({ year }) => names[year - 2026] ?? ''),
      read: null,
      change: () => holidays.saveHolidays(holidaysOf('b', 2)),
    },
    {
      item: 'sharing-limits',
      table: 'papers',
      write: () => limits.saveLimits({ ...defaultSharingLimits, lockVersion: 1 }),
      key: { owner: 'limits', item: 'sharing' },
      damage: { workingDays: 'long' },
      list: null,
      read: limits.keptLimits,
      change: () => limits.saveLimits({ ...defaultSharingLimits, lockVersion: 2 }),
    },
    {
      item: 'question',
      table: 'papers',
      write: () => each((one) => questions.saveQuestion(questionOf(one, 1))),
      key: { owner: 'question', item: ids.b },
      damage: { messages: 'nothing' },
      list: async () =>
        (await questions.listQuestions({ state: 'open', limit: 10 })).map(({ id }) => nameOfId(id)).toReversed(),
      read: () => questions.question(ids.b),
      change: () => questions.saveQuestion(questionOf('b', 2)),
    },
    {
      item: 'update-sheets',
      table: 'papers',
      write: () => each((one) => sheets.saveSheets(sheetsOf(one, 1))),
      key: { owner: 'update-sheet#set-b', item: 'current' },
      damage: { inForce: 'nothing' },
      list: async () => [...(await sheets.sheetsOfMany(datasets)).keys()].map(lastLetter).toSorted(),
      read: () => sheets.sheetsOf('set-b'),
      change: () => sheets.saveSheets(sheetsOf('b', 2)),
    },
    {
      item: 'archive',
      table: 'papers',
      write: () => each((one) => saveArchive(one, 1)),
      key: { owner: 'archive#set-b', item: 'current' },
      damage: { papers: 'nothing' },
      list: async () =>
        [...(await archiveSearch(client, name('papers')).archivesOf(datasets)).keys()].map(lastLetter).toSorted(),
      read: () => archives.archiveOf('set-b'),
      change: () => saveArchive('b', 2),
    },
    {
      item: 'earlier-sheet',
      table: 'papers',
      write: async () => {
        await sheets.saveSheets({ dataset: 'old-set', lockVersion: 1, inForce: confirmedSheet({ number: 4 }) });
        for (const number of [1, 2, 3]) await sheets.keepEarlier('old-set', confirmedSheet({ number }));
      },
      key: { owner: 'update-sheet#old-set', item: 'sheet#000002' },
      damage: { cycle: 'now and then' },
      list: async () =>
        (await sheets.sheetsOf('old-set')).earlier.map(({ number }) => names[number - 1] ?? '').toReversed(),
      read: null,
      change: null,
    },
    {
      item: 'account',
      table: 'accounts',
      write: () =>
        accounts.put(
          names.map((subject) => ({
            subject,
            kind: 'person',
            name: '测试人员',
            department: 'office-a',
            roles: ['provider'],
            active: true,
          })),
        ),
      key: { subject: 'b' },
      damage: { kind: 'robot' },
      list: null,
      read: () => accounts.account('b'),
      change: null,
    },
    {
      item: 'change',
      table: 'changes',
      write: () => each((one) => changes.append(change(ids[one]))),
      key: { day: '2020-12-01', id: ids.b },
      damage: { via: 'telepathy' },
      list: async () => (await changes.entriesOf('2020-12-01')).map(({ id }) => nameOfId(id)),
      read: null,
      change: null,
    },
    {
      item: 'idempotency-key',
      table: 'idempotency',
      write: async () => {
        const claim = await idempotency.claim(request);
        if (claim.state === 'claimed') ({ attempt } = claim);
      },
      key: {
        key: createHash('sha256')
          .update(JSON.stringify(['scope', 'key']))
          .digest('hex'),
      },
      damage: { content: 7 },
      list: null,
      read: () => idempotency.claim(request),
      change: () => idempotency.complete(request, attempt, '{}'),
    },
  ];
}
