import { departmentRepository } from '../../adapters/departments/department-repository.ts';
import { holidayRepository } from '../../adapters/departments/holiday-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { unnoticedEvents } from '../../adapters/events/unnoticed-events.ts';
import { sha256OfText } from '../../adapters/sha256-of-text.ts';
import { applicationRepository } from '../../adapters/sharing/application-repository.ts';
import { grantRepository } from '../../adapters/sharing/grant-repository.ts';
import { limitsRepository } from '../../adapters/sharing/limits-repository.ts';
import { noticeRepository } from '../../adapters/sharing/notice-repository.ts';
import { objectionRepository } from '../../adapters/sharing/objection-repository.ts';
import { workingCalendar } from '../../kernel/working-days/working-calendar.ts';
import { readLimits } from '../../sharing/limits/keep-limits.ts';
import type { NoticeRepository, RecipientPorts } from '../../sharing/notices/ports.ts';
import type { SendNoticesPorts } from '../../sharing/notices/send-notices.ts';
import { publishedCatalogue } from '../catalogue.ts';
import { now } from '../clock.ts';
import { sharingTables } from '../event-tables.ts';
import { describeError, log } from '../log.ts';
import { cacheMs, ttlCache } from '../memoize.ts';
import { numberSetting, setting } from '../setting.ts';
import { planPorts } from './dispatch-stores.ts';

/** Opens SHARING_TABLE with the inboxes. */
export function noticePorts(): NoticeRepository {
  return noticeRepository(documentClient(), setting('SHARING_TABLE'), { days: numberSetting('NOTICE_DAYS'), now });
}

/** Their entities are ids; those of others may hold words. */
const namedInLogs: ReadonlySet<string> = new Set(['application', 'objection', 'delivery']);

/** Opens EVENTS_TABLE, SHARING_TABLE, PAPERS_TABLE, the catalogue and DEPARTMENTS_TABLE. */
export function sendNoticesPorts(): SendNoticesPorts {
  return {
    ...unnoticedEvents(documentClient(), setting('EVENTS_TABLE')),
    ...planPorts(),
    ...recipientPorts(),
    putNotice: noticePorts().putNotice,
    noteFailure: ({ entity, number, kind }, error) =>
      log('error', 'notices-not-written', {
        event: namedInLogs.has(kind) ? `${entity}#${number}` : kind,
        ...describeError(error),
      }),
  };
}

function recipientPorts(): RecipientPorts & Pick<SendNoticesPorts, 'now'> {
  const client = documentClient();
  const papers = setting('PAPERS_TABLE');
  const sharing = setting('SHARING_TABLE');
  const { departments } = departmentRepository(client, setting('DEPARTMENTS_TABLE'));
  const { holidayTables } = holidayRepository(client, papers);
  const { publishedVersion } = publishedCatalogue();
  const centres = ttlCache(cacheMs, async () =>
    (await departments()).filter(({ kind }) => kind === 'centre').map(({ id }) => id),
  );
  return {
    now,
    application: applicationRepository(client, sharingTables()).application,
    objection: objectionRepository(client, sharingTables()).objection,
    findGrants: (provider) => grantRepository(client, sharing).findGrants('provider', provider),
    datasetName: async (dataset) => (await publishedVersion(dataset))?.content.metadata.name,
    centres: async () => (await centres('all')) ?? [],
    limits: async () => await readLimits({}, limitsRepository(client, papers)),
    workingCalendar: async () => workingCalendar(await holidayTables()),
    hash: sha256OfText,
  };
}
