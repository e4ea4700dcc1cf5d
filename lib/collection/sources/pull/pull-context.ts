import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import type { CataloguePorts, Clock, DeliveryRepository, StagingStore } from '../../ports.ts';
import type {
  CronSchedule,
  OpenAcknowledgementWriter,
  OpenSource,
  PullStore,
  RejectedRowRepository,
  SourceMessages,
  SourceRepository,
  SourceSettings,
} from '../ports.ts';
import type { SourceLease } from './source-lease.ts';

export type PullPorts = Clock &
  Pick<CataloguePorts, 'publishedVersions'> & {
    readonly sources: SourceRepository;
    readonly rejectedRows: RejectedRowRepository;
    readonly deliveries: DeliveryRepository;
    readonly pulls: PullStore;
    readonly stagingStore: Pick<StagingStore, 'readLines'>;
    readonly messages: SourceMessages;
    readonly openSource: OpenSource;
    readonly openAcknowledgementWriter: OpenAcknowledgementWriter;
    readonly times: CronSchedule;
    readonly sourceSettings: SourceSettings;
    readonly newRunId: () => string;
  };

export type PullContext<Ports = PullPorts> = {
  readonly version: DatasetVersion;
  readonly lease: SourceLease;
  readonly ports: Ports;
  readonly isTimeShort: () => boolean;
};

/** `null` sleeps until something wakes the source. */
export type StepResult = { readonly source: SourceRecord } | { readonly sleepUntil: Instant | null };
