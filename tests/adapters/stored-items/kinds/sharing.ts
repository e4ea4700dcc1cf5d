import { applicationRepository } from '../../../../lib/adapters/sharing/application-repository.ts';
import { noticeRepository } from '../../../../lib/adapters/sharing/notice-repository.ts';
import { transitionEvent, writtenEvent } from '../../../../lib/sharing/applications/application-events.ts';
import { sampleApplication } from '../../../sharing/applications/sample-application.ts';
import type { Tables } from '../open-tables.ts';
import { each, ids, type Kind, nameOfId, type names, now } from './kind.ts';

export function sharingKinds({ client, name }: Tables): Kind[] {
  const applications = applicationRepository(client, { sharing: name('sharing'), events: name('events') });
  const { consumer, provider } = sampleApplication();
  const listIds = async (of: Parameters<typeof applications.listApplications>[0]['of']) =>
    (await applications.listApplications({ of, limit: 10 })).map(({ id }) => nameOfId(id)).toReversed();
  const kind: Kind = {
    item: 'application',
    table: 'sharing',
    write: () =>
      each(async (one) => {
        const application = sampleApplication({ id: ids[one] });
        const event = writtenEvent(application, { at: now, by: 'writer' });
        await applications.saveApplication(application, { event, waitsFor: consumer });
      }),
    key: { entity: `application#${ids.b}`, item: 'current' },
    damage: { state: 'unheard-of' },
    list: () => listIds({ consumer }),
    read: () => applications.application(ids.b),
    change: async () => {
      const before = await applications.application(ids.b);
      if (before === undefined) throw new Error('not there');
      const next = { ...before, lockVersion: before.lockVersion + 1 };
      if (!(await applications.saveApplication(next, { event: transitionEvent(next), waitsFor: null })))
        throw new Error('not saved');
    },
  };
  const inbox = noticeRepository(client, name('sharing'), { days: 400, now: () => now });
  const noticeId = (one: (typeof names)[number]) => `20201201000000000-${one.repeat(24)}`;
  const notice: Kind = {
    item: 'notice',
    table: 'sharing',
    write: () =>
      each((one) =>
        inbox.putNotice({
          id: noticeId(one),
          kind: 'application-waits',
          department: consumer,
          audience: 'everyone',
          at: now,
          facts: { application: ids[one] },
        }),
      ),
    key: { entity: `inbox#${consumer}`, item: noticeId('b') },
    damage: { notice: { kind: 'rumour' } },
    list: async () => {
      const found: string[] = [];
      for await (const { id } of inbox.notices({ department: consumer })) found.push(id.slice(-1));
      return found.toReversed();
    },
    read: null,
    change: () => inbox.markRead({ id: noticeId('b'), department: consumer }, 'officer-1'),
  };
  const written = { ...kind, read: null, change: null };
  return [
    kind,
    notice,
    { ...written, list: () => listIds({ provider }) },
    { ...written, list: () => listIds({ waitsFor: consumer }) },
    { ...written, list: () => listIds({ all: true }) },
  ];
}
