import type { QueueName } from '../../schemas/collection/queue-state.ts';
import type { LayerName } from './layers.ts';

export type Trigger =
  | { readonly kind: 'http' }
  /** Asked before every request of a route that is not open to anyone. */
  | { readonly kind: 'authorizer' }
  | { readonly kind: 'queue'; readonly queue: QueueName }
  | { readonly kind: 'schedule'; readonly minutes: number };

export type FunctionDefinition = {
  readonly room: 'departments' | 'catalogue' | 'collection' | 'records' | 'certificates' | 'sharing';
  /** The key in serverless.yml and the file in `functions/<room>/`; it has its own role, too (grants.ts). */
  readonly name: string;
  readonly trigger: Trigger;
  /** MiB; CPU grows with it. docs/bench.md has what each takes at the most. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  /** MiB below /tmp, 512 unless given. */
  readonly disk?: number;
  /** Who it calls outside of AWS: with the parameter `vpc`, it does so from the VPC (infra/resources/vpc.yml). */
  readonly calls?: 'sources' | 'issuer';
  /** A parameter of serverless.yml: reserves concurrency for it, which also limits it. */
  readonly reserved?: 'authorizerConcurrency' | 'publicConcurrency';
  readonly layer?: LayerName;
  /** Besides those that every function has (serverless.yml). */
  readonly settings?: Readonly<Record<string, string>>;
  /** Packed beside the bundle. */
  readonly files?: readonly string[];
};

const fromQueue = (queue: QueueName) => ({ kind: 'queue', queue }) as const;
const everyMinute = { kind: 'schedule', minutes: 1 } as const;
const everyHour = { kind: 'schedule', minutes: 60 } as const;
const everyDay = { kind: 'schedule', minutes: 24 * 60 } as const;
/** An HTTP API waits no longer than 30 seconds. */
const answering = { trigger: { kind: 'http' }, memory: 512, timeout: 29 } as const;

const fontSubsetter = 'node_modules/harfbuzzjs/dist/harfbuzz-subset.wasm';

/**
 * Every deployed function: HTTP functions per room and privilege class, and one worker for each queue and timetable.
 * The routes of an HTTP function are those that its file lists.
 */
export const functions: readonly FunctionDefinition[] = [
  {
    room: 'departments',
    name: 'authorize',
    ...answering,
    trigger: { kind: 'authorizer' },
    calls: 'issuer',
    reserved: 'authorizerConcurrency',
  },
  { room: 'departments', name: 'departments-api', ...answering },
  // Writes accounts and departments.
  { room: 'departments', name: 'departments-admin', ...answering },
  {
    room: 'departments',
    name: 'portal-public',
    ...answering,
    files: ['dist/portal/**'],
    reserved: 'publicConcurrency',
  },

  { room: 'catalogue', name: 'catalogue-api', ...answering },
  // Carries the dictionary of pinyin.
  { room: 'catalogue', name: 'catalogue-publish', ...answering },
  {
    room: 'catalogue',
    name: 'documents-public',
    ...answering,
    calls: 'issuer',
    reserved: 'publicConcurrency',
  },

  { room: 'collection', name: 'collection-api', ...answering },
  // Writes what officers print or fill in.
  {
    room: 'collection',
    name: 'collection-templates',
    ...answering,
    layer: 'fonts',
    files: [fontSubsetter],
  },
  { room: 'collection', name: 'sources-api', ...answering },
  // Calls the departments' systems, with their credentials.
  {
    room: 'collection',
    name: 'sources-connect',
    ...answering,
    calls: 'sources',
  },
  { room: 'collection', name: 'receive-upload', trigger: fromQueue('arrivals'), memory: 512, timeout: 60 },
  { room: 'collection', name: 'ingest-excel', trigger: fromQueue('ingest'), memory: 2048, timeout: 900, disk: 1024 },
  { room: 'collection', name: 'start-due-sources', trigger: everyMinute, memory: 512, timeout: 50 },
  {
    room: 'collection',
    name: 'pull-source',
    trigger: fromQueue('pull'),
    memory: 1024,
    timeout: 900,
    calls: 'sources',
  },
  { room: 'collection', name: 'replay-all', trigger: fromQueue('replays'), memory: 512, timeout: 900 },
  { room: 'collection', name: 'ingest-pages', trigger: fromQueue('ingest-pages'), memory: 2048, timeout: 900 },
  { room: 'collection', name: 'load-part', trigger: fromQueue('load'), memory: 1024, timeout: 300 },
  { room: 'collection', name: 'publish-delivery', trigger: fromQueue('publish'), memory: 512, timeout: 300 },
  {
    room: 'collection',
    name: 'annotate-workbook',
    trigger: fromQueue('annotate'),
    memory: 2048,
    timeout: 900,
    disk: 2048,
  },
  { room: 'collection', name: 'sweep-deliveries', trigger: everyMinute, memory: 512, timeout: 60 },
  { room: 'collection', name: 'sweep-objects', trigger: everyDay, memory: 512, timeout: 900 },

  { room: 'records', name: 'records-api', ...answering },

  {
    room: 'sharing',
    name: 'sharing-api',
    ...answering,
    settings: {
      NOTICE_DAYS: '${param:noticeDays}',
      DISPATCH_DAYS: '${param:dispatchDays}',
      MAIL_FROM: '${param:mailFrom}',
    },
  },
  {
    room: 'sharing',
    name: 'send-notices',
    trigger: everyMinute,
    memory: 512,
    timeout: 60,
    settings: {
      NOTICE_DAYS: '${param:noticeDays}',
      DISPATCH_DAYS: '${param:dispatchDays}',
      DIGEST_TIME: '${param:digestTime}',
    },
  },
  // Calls the departments' receivers and the mail server, and reads no data but notices.
  {
    room: 'sharing',
    name: 'send-dispatches',
    trigger: everyMinute,
    memory: 512,
    timeout: 60,
    calls: 'sources',
    settings: {
      NOTICE_DAYS: '${param:noticeDays}',
      DISPATCH_DAYS: '${param:dispatchDays}',
      DIGEST_TIME: '${param:digestTime}',
      MAIL_FROM: '${param:mailFrom}',
      SMTP_HOST: '${param:smtpHost}',
      SMTP_PORT: '${param:smtpPort}',
      SMTP_USER: '${param:smtpUser}',
    },
  },
  {
    room: 'sharing',
    name: 'seal-audit-log',
    trigger: everyHour,
    memory: 1024,
    timeout: 900,
    settings: { AUDIT_BUCKET: '${self:custom.auditBucket}' },
  },
  {
    room: 'sharing',
    name: 'sharing-use',
    ...answering,
    settings: { GRANT_FILES_QUEUE: '${self:custom.name}-grant-files' },
  },
  { room: 'sharing', name: 'follow-objections', trigger: everyMinute, memory: 512, timeout: 50 },
  {
    room: 'sharing',
    name: 'make-grant-file',
    trigger: fromQueue('grant-files'),
    memory: 2048,
    timeout: 900,
    disk: 4096,
  },
  // Signs, and reads no data.
  { room: 'sharing', name: 'grant-documents', ...answering },
  { room: 'sharing', name: 'sweep-grants', trigger: everyDay, memory: 512, timeout: 900 },
  // Uses each grant as its consumer would: it reads records, counts nothing and hands nothing out.
  { room: 'sharing', name: 'prove-grants', trigger: everyHour, memory: 1024, timeout: 900 },
  // Reads no record: its data is made up.
  { room: 'sharing', name: 'sharing-sandbox', ...answering, calls: 'issuer' },

  { room: 'certificates', name: 'certificates-api', ...answering },
  {
    room: 'certificates',
    name: 'certificates-files',
    ...answering,
    memory: 1024,
    layer: 'fonts',
    files: [fontSubsetter],
  },
  {
    room: 'certificates',
    name: 'certificates-public',
    ...answering,
    files: ['dist/browser/verify.js'],
    reserved: 'publicConcurrency',
    settings: {
      VERIFICATIONS_PER_ADDRESS: '${param:verificationsPerAddress}',
      VERIFICATIONS_PER_CERTIFICATE: '${param:verificationsPerCertificate}',
    },
  },
  { room: 'certificates', name: 'issue-certificates', trigger: fromQueue('issue'), memory: 1024, timeout: 300 },
  { room: 'certificates', name: 'apply-batch', trigger: fromQueue('certificate-batches'), memory: 512, timeout: 300 },
  { room: 'certificates', name: 'sweep-certificates', trigger: everyMinute, memory: 512, timeout: 60 },
];
