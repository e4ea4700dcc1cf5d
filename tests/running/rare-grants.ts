/**
 * Grants that the walk does not use, and when they are used. The code's commands are compared in
 * tests/infra/deployment/; an entry that is not granted any more fails.
 */
export const rareGrants: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DepartmentsApiRole: {
    'dynamodb:GetItem table/guiji-local-idempotency': 'A request is repeated with its key.',
    'dynamodb:DeleteItem table/guiji-local-idempotency': 'A request with a key is refused, so that it may be repeated.',
  },
  DepartmentsAdminRole: {
    'dynamodb:GetItem table/guiji-local-idempotency': 'A request is repeated with its key.',
    'dynamodb:DeleteItem table/guiji-local-idempotency': 'A request with a key is refused, so that it may be repeated.',
  },
  CatalogueApiRole: {
    'dynamodb:Query table/guiji-local-catalogue/index/byListing': 'The list of all departments.',
    'dynamodb:GetItem table/guiji-local-idempotency': 'A request is repeated with its key.',
    'dynamodb:DeleteItem table/guiji-local-idempotency': 'A request with a key is refused, so that it may be repeated.',
  },
  CollectionApiRole: {
    'cloudwatch:GetMetricData *': 'The local system has no metrics.',
    's3:ListMultipartUploadParts guiji-local-raw/deliveries/*':
      'An upload in parts (the guide of uploading by program).',
    's3:AbortMultipartUpload guiji-local-raw/deliveries/*': 'An upload in parts (the guide of uploading by program).',
    'dynamodb:GetItem table/guiji-local-idempotency': 'A request is repeated with its key.',
    'dynamodb:DeleteItem table/guiji-local-idempotency': 'A request with a key is refused, so that it may be repeated.',
    's3:ListBucket guiji-local-work': 'An annotated workbook has been removed.',
    'sqs:SendMessage guiji-local-ingest-pages': 'A failed delivery of a source, or one that was loading, is retried.',
    'sqs:SendMessage guiji-local-load': 'A failed delivery of a source, or one that was loading, is retried.',
    'sqs:GetQueueUrl guiji-local-ingest-pages': 'A failed delivery of a source, or one that was loading, is retried.',
    'sqs:GetQueueUrl guiji-local-load': 'A failed delivery of a source, or one that was loading, is retried.',
  },
  SharingApiRole: {
    'dynamodb:BatchGetItem table/guiji-local-sharing': 'A department lists objections of which it was told.',
    'dynamodb:Query table/guiji-local-catalogue': 'A value of a coded field is suggested.',
    'dynamodb:GetItem table/guiji-local-idempotency': 'A request is repeated with its key.',
    'dynamodb:DeleteItem table/guiji-local-idempotency': 'A request with a key is refused, so that it may be repeated.',
  },
  SourcesApiRole: {
    'ssm:DeleteParameter parameter/guiji-local/sources/*': 'A source is closed.',
  },
  SourcesConnectRole: {
    'sqs:SendMessage guiji-local-replays': 'Many rejected rows are replayed in the background.',
    'sqs:GetQueueUrl guiji-local-replays': 'Many rejected rows are replayed in the background.',
    'dynamodb:GetItem table/guiji-local-rejected-rows':
      'A rejected row is read or replayed (tests/collection/sources/).',
    'dynamodb:UpdateItem table/guiji-local-rejected-rows':
      'A rejected row is read or replayed (tests/collection/sources/).',
    'dynamodb:Query table/guiji-local-rejected-rows/index/byPending':
      'A rejected row is read or replayed (tests/collection/sources/).',
    'dynamodb:GetItem table/guiji-local-deliveries': 'A rejected row is read or replayed (tests/collection/sources/).',
    'dynamodb:PutItem table/guiji-local-deliveries': 'A rejected row is read or replayed (tests/collection/sources/).',
    'dynamodb:UpdateItem table/guiji-local-deliveries':
      'A rejected row is read or replayed (tests/collection/sources/).',
    's3:GetObject guiji-local-raw/pulls/*': 'A rejected row is read or replayed (tests/collection/sources/).',
    'dynamodb:Query table/guiji-local-audit-log': 'A rejected row is read or replayed (tests/collection/sources/).',
    'dynamodb:PutItem table/guiji-local-audit-log': 'A rejected row is read or replayed (tests/collection/sources/).',
    's3:PutObject guiji-local-raw/pulls/*/manifest-*.json':
      'A rejected row is read or replayed (tests/collection/sources/).',
    'sqs:SendMessage guiji-local-pull': 'A rejected row is read or replayed (tests/collection/sources/).',
    'sqs:SendMessage guiji-local-ingest-pages': 'A rejected row is read or replayed (tests/collection/sources/).',
    'sqs:GetQueueUrl guiji-local-pull': 'A rejected row is read or replayed (tests/collection/sources/).',
    'sqs:GetQueueUrl guiji-local-ingest-pages': 'A rejected row is read or replayed (tests/collection/sources/).',
  },
  ReceiveUploadRole: {
    'sqs:GetQueueAttributes guiji-local-arrivals': 'Lambda scales its poller by it.',
    'sqs:GetQueueUrl guiji-local-arrivals': 'A message failed and is postponed, or sent on.',
    'sqs:ChangeMessageVisibility guiji-local-arrivals': 'A message failed and is postponed.',
  },
  IngestExcelRole: {
    'dynamodb:GetItem table/guiji-local-dataset-states': 'The lease belongs to another worker.',
    'sqs:SendMessage guiji-local-ingest': 'The next delivery of the dataset waits.',
    'sqs:SendMessage guiji-local-ingest-pages': 'The next delivery of the dataset waits.',
    'sqs:SendMessage guiji-local-annotate': 'A workbook is returned whole, with findings.',
    'sqs:GetQueueUrl guiji-local-ingest': 'A message failed and is postponed, or sent on.',
    'sqs:GetQueueUrl guiji-local-ingest-pages': 'A message failed and is postponed, or sent on.',
    'sqs:GetQueueUrl guiji-local-annotate': 'A message failed and is postponed, or sent on.',
    'sqs:GetQueueAttributes guiji-local-ingest': 'Lambda scales its poller by it.',
    'sqs:ChangeMessageVisibility guiji-local-ingest': 'A message failed and is postponed.',
  },
  PullSourceRole: {
    'sqs:SendMessage guiji-local-replays': 'The message of a background replay was lost, or waited for a run.',
    'sqs:GetQueueUrl guiji-local-replays': 'The message of a background replay was lost, or waited for a run.',
    'sqs:SendMessage guiji-local-pull': 'A pull goes on in another invocation.',
    'sqs:GetQueueUrl guiji-local-pull': 'A message failed and is postponed, or sent on.',
    'sqs:GetQueueAttributes guiji-local-pull': 'Lambda scales its poller by it.',
    'sqs:ChangeMessageVisibility guiji-local-pull': 'A message failed and is postponed.',
  },
  IngestPagesRole: {
    's3:GetObject guiji-local-work/staged/*': 'Rows of one record differ, and the first is taken back.',
    'dynamodb:GetItem table/guiji-local-dataset-states': 'The lease belongs to another worker.',
    'sqs:SendMessage guiji-local-ingest': 'The next delivery of the dataset waits.',
    'sqs:SendMessage guiji-local-ingest-pages': 'The next delivery of the dataset waits.',
    'sqs:GetQueueUrl guiji-local-ingest': 'A message failed and is postponed, or sent on.',
    'sqs:GetQueueUrl guiji-local-ingest-pages': 'A message failed and is postponed, or sent on.',
    'sqs:GetQueueAttributes guiji-local-ingest-pages': 'Lambda scales its poller by it.',
    'sqs:ChangeMessageVisibility guiji-local-ingest-pages': 'A message failed and is postponed.',
  },
  LoadPartRole: {
    'dynamodb:PutItem table/guiji-local-events': 'Another worker died before it had copied its event.',
    'dynamodb:GetItem table/guiji-local-dataset-states': 'A delivery leaves out fields.',
    'dynamodb:Query table/guiji-local-records': 'A delivery leaves out fields.',
    'sqs:SendMessage guiji-local-load': 'More parts than may be in flight.',
    'sqs:GetQueueUrl guiji-local-load': 'A message failed and is postponed, or sent on.',
    'sqs:GetQueueAttributes guiji-local-load': 'Lambda scales its poller by it.',
    'sqs:ChangeMessageVisibility guiji-local-load': 'A message failed and is postponed.',
  },
  PublishDeliveryRole: {
    'dynamodb:BatchWriteItem table/guiji-local-records': 'A delivery that was loaded is discarded.',
    's3:GetObject guiji-local-work/staged/*': 'A delivery that was loaded is discarded.',
    'sqs:SendMessage guiji-local-ingest': 'The next delivery of the dataset waits, or a discarded one was published.',
    'sqs:SendMessage guiji-local-ingest-pages':
      'The next delivery of the dataset waits, or a discarded one was published.',
    'sqs:SendMessage guiji-local-publish': 'The next delivery of the dataset waits, or a discarded one was published.',
    'sqs:GetQueueUrl guiji-local-ingest': 'A message failed and is postponed, or sent on.',
    'sqs:GetQueueUrl guiji-local-ingest-pages': 'A message failed and is postponed, or sent on.',
    'sqs:GetQueueUrl guiji-local-publish': 'A message failed and is postponed, or sent on.',
    'sqs:GetQueueAttributes guiji-local-publish': 'Lambda scales its poller by it.',
    'sqs:ChangeMessageVisibility guiji-local-publish': 'A message failed and is postponed.',
  },
  AnnotateWorkbookRole: {
    'dynamodb:PutItem table/guiji-local-events': 'Another worker died before it had copied its event.',
    'sqs:GetQueueAttributes guiji-local-annotate': 'Lambda scales its poller by it.',
    'sqs:GetQueueUrl guiji-local-annotate': 'A message failed and is postponed, or sent on.',
    'sqs:ChangeMessageVisibility guiji-local-annotate': 'A message failed and is postponed.',
  },
  SweepDeliveriesRole: {
    'dynamodb:GetItem table/guiji-local-catalogue': 'A worker died before it had copied a version’s event.',
    'dynamodb:UpdateItem table/guiji-local-catalogue': 'A worker died before it had copied a version’s event.',
    'dynamodb:GetItem table/guiji-local-dataset-states': 'A worker died before it had copied a link’s event.',
    'dynamodb:UpdateItem table/guiji-local-dataset-states': 'A worker died before it had copied a link’s event.',
    'dynamodb:GetItem table/guiji-local-papers': 'A worker died before it had copied an archive’s event.',
    'dynamodb:UpdateItem table/guiji-local-papers': 'A worker died before it had copied an archive’s event.',
    'dynamodb:GetItem table/guiji-local-sharing': 'A worker died before it had copied an application’s event.',
    'dynamodb:UpdateItem table/guiji-local-sharing': 'A worker died before it had copied an application’s event.',
    'dynamodb:GetItem table/guiji-local-sources': 'A worker died before it had copied a source’s event.',
    'dynamodb:UpdateItem table/guiji-local-sources': 'A worker died before it had copied a source’s event.',
    'dynamodb:PutItem table/guiji-local-events': 'Another worker died before it had copied its event.',
    's3:AbortMultipartUpload guiji-local-raw/deliveries/*': 'Nothing was uploaded, and an upload in parts is open.',
    'dynamodb:GetItem table/guiji-local-deliveries':
      'A message or an upload event was lost (tests/collection/running/lost-messages.test.ts).',
    'dynamodb:UpdateItem table/guiji-local-deliveries':
      'A message or an upload event was lost (tests/collection/running/lost-messages.test.ts).',
    's3:ListBucketVersions guiji-local-raw':
      'An upload event was lost (tests/collection/running/lost-messages.test.ts).',
    'sqs:SendMessage guiji-local-ingest':
      'A message or an upload event was lost (tests/collection/running/lost-messages.test.ts).',
    'sqs:SendMessage guiji-local-ingest-pages':
      'A message or an upload event was lost (tests/collection/running/lost-messages.test.ts).',
    'sqs:SendMessage guiji-local-load':
      'A message or an upload event was lost (tests/collection/running/lost-messages.test.ts).',
    'sqs:SendMessage guiji-local-publish':
      'A message or an upload event was lost (tests/collection/running/lost-messages.test.ts).',
    'sqs:SendMessage guiji-local-annotate':
      'A message or an upload event was lost (tests/collection/running/lost-messages.test.ts).',
    'sqs:SendMessage guiji-local-pull':
      'A message or an upload event was lost (tests/collection/running/lost-messages.test.ts).',
    'sqs:GetQueueUrl guiji-local-ingest':
      'A message or an upload event was lost (tests/collection/running/lost-messages.test.ts).',
    'sqs:GetQueueUrl guiji-local-ingest-pages':
      'A message or an upload event was lost (tests/collection/running/lost-messages.test.ts).',
    'sqs:GetQueueUrl guiji-local-load':
      'A message or an upload event was lost (tests/collection/running/lost-messages.test.ts).',
    'sqs:GetQueueUrl guiji-local-publish':
      'A message or an upload event was lost (tests/collection/running/lost-messages.test.ts).',
    'sqs:GetQueueUrl guiji-local-annotate':
      'A message or an upload event was lost (tests/collection/running/lost-messages.test.ts).',
    'sqs:GetQueueUrl guiji-local-pull':
      'A message or an upload event was lost (tests/collection/running/lost-messages.test.ts).',
  },
  RecordsApiRole: {
    's3:ListBucket guiji-local-work': 'A change log is past its time.',
    'dynamodb:Query table/guiji-local-catalogue': 'A coded field is queried.',
    'sqs:SendMessage guiji-local-issue': 'Face data of certificates are rolled back.',
    'sqs:GetQueueUrl guiji-local-issue': 'Face data of certificates are rolled back.',
  },
  SharingUseRole: {
    's3:GetObject guiji-local-work/changes/*': 'A feed under a grant gets to a later publication.',
    's3:ListBucket guiji-local-work': 'A change log is past its time.',
    'dynamodb:Query table/guiji-local-catalogue': 'A coded field is compared.',
    'dynamodb:GetItem table/guiji-local-idempotency': 'A request is repeated with its key.',
    'dynamodb:DeleteItem table/guiji-local-idempotency': 'A request with a key is refused, so that it may be repeated.',
  },
  MakeGrantFileRole: {
    'sqs:GetQueueAttributes guiji-local-grant-files': 'Lambda scales its poller by it.',
    'sqs:GetQueueUrl guiji-local-grant-files': 'A message failed and is postponed, or sent on.',
    'sqs:ChangeMessageVisibility guiji-local-grant-files': 'A message failed and is postponed.',
  },
  FollowObjectionsRole: {
    'dynamodb:Query table/guiji-local-sharing/index/byProvider': 'A record without a subject is corrected.',
    'dynamodb:GetItem table/guiji-local-sharing': 'A disputed record is corrected (tests/adapters/sharing/).',
    'dynamodb:DeleteItem table/guiji-local-sharing': 'A disputed record is corrected (tests/adapters/sharing/).',
    'dynamodb:Query table/guiji-local-audit-log': 'A disputed record is corrected (tests/adapters/sharing/).',
    'dynamodb:BatchGetItem table/guiji-local-audit-log': 'A disputed record is corrected (tests/adapters/sharing/).',
    'dynamodb:Query table/guiji-local-audit-log/index/byDepartment': 'A record without a subject is corrected.',
    'dynamodb:PutItem table/guiji-local-events': 'A disputed record is corrected (tests/adapters/sharing/).',
  },
  CertificatesApiRole: {
    'dynamodb:GetItem table/guiji-local-departments':
      'A history names the department of the person who changed a status.',
    'sqs:SendMessage guiji-local-issue': 'A quarantined record is issued again.',
    'sqs:GetQueueUrl guiji-local-issue': 'A quarantined record is issued again.',
    'dynamodb:UpdateItem table/guiji-local-certificates': 'A certificate gets another version or holder.',
    'dynamodb:DeleteItem table/guiji-local-certificates': 'A certificate gets another version or holder.',
    'dynamodb:GetItem table/guiji-local-idempotency': 'A request is repeated with its key.',
    'dynamodb:DeleteItem table/guiji-local-idempotency': 'A request with a key is refused, so that it may be repeated.',
  },
  CertificatesFilesRole: {
    'dynamodb:GetItem table/guiji-local-certificates': 'A version that is not the newest.',
    'dynamodb:Query table/guiji-local-certificates': 'A version that is not the newest.',
  },
  CertificatesPublicRole: {
    'dynamodb:GetItem table/guiji-local-certificates': 'A certificate is verified, as the demo of certificates does.',
    'dynamodb:Query table/guiji-local-certificate-types': 'Keys are read, or a certificate is verified.',
  },
  IssueCertificatesRole: {
    'dynamodb:DeleteItem table/guiji-local-certificate-work': 'A quarantined record is issued again.',
    'dynamodb:GetItem table/guiji-local-certificates': 'A record changes a certificate.',
    'dynamodb:UpdateItem table/guiji-local-certificates': 'A certificate gets another version or holder.',
    'dynamodb:DeleteItem table/guiji-local-certificates': 'A certificate gets another version or holder.',
    'dynamodb:PutItem table/guiji-local-certificate-work': 'A record names a certificate issued elsewhere.',
    'sqs:GetQueueAttributes guiji-local-issue': 'Lambda scales its poller by it.',
    'sqs:ChangeMessageVisibility guiji-local-issue': 'A message failed and is postponed.',
  },
  ApplyBatchRole: {
    'dynamodb:UpdateItem table/guiji-local-certificates': 'A certificate gets another version or holder.',
    'dynamodb:DeleteItem table/guiji-local-certificates': 'A certificate gets another version or holder.',
    'sqs:GetQueueAttributes guiji-local-certificate-batches': 'Lambda scales its poller by it.',
    'sqs:GetQueueUrl guiji-local-certificate-batches': 'A message failed and is postponed, or sent on.',
    'sqs:ChangeMessageVisibility guiji-local-certificate-batches': 'A message failed and is postponed.',
  },
  SweepCertificatesRole: {
    'dynamodb:PutItem table/guiji-local-events': 'Another worker died before it had copied its event.',
    'dynamodb:GetItem table/guiji-local-dataset-states': 'A publication or a batch stalled.',
    'dynamodb:Query table/guiji-local-dataset-states': 'A publication or a batch stalled.',
    'dynamodb:GetItem table/guiji-local-deliveries': 'A publication or a batch stalled.',
    'sqs:SendMessage guiji-local-issue': 'A publication or a batch stalled.',
    'sqs:GetQueueUrl guiji-local-issue': 'A publication or a batch stalled.',
    'dynamodb:GetItem table/guiji-local-certificates': 'A publication or a batch stalled.',
    'dynamodb:BatchGetItem table/guiji-local-certificates': 'A publication or a batch stalled.',
    's3:GetObject guiji-local-work/staged/*': 'A publication or a batch stalled.',
    'sqs:SendMessage guiji-local-certificate-batches': 'A publication or a batch stalled.',
    'sqs:GetQueueUrl guiji-local-certificate-batches': 'A publication or a batch stalled.',
  },
  ReplayAllRole: {
    'dynamodb:GetItem table/guiji-local-sources': 'Many rejected rows are replayed in the background.',
    'dynamodb:GetItem table/guiji-local-rejected-rows': 'Many rejected rows are replayed in the background.',
    'dynamodb:UpdateItem table/guiji-local-sources': 'Many rejected rows are replayed in the background.',
    'dynamodb:UpdateItem table/guiji-local-rejected-rows': 'Many rejected rows are replayed in the background.',
    'dynamodb:Query table/guiji-local-rejected-rows/index/byPending':
      'Many rejected rows are replayed in the background.',
    'dynamodb:GetItem table/guiji-local-deliveries': 'Many rejected rows are replayed in the background.',
    'dynamodb:PutItem table/guiji-local-deliveries': 'Many rejected rows are replayed in the background.',
    'dynamodb:UpdateItem table/guiji-local-deliveries': 'Many rejected rows are replayed in the background.',
    'dynamodb:PutItem table/guiji-local-events': 'Many rejected rows are replayed in the background.',
    'dynamodb:GetItem table/guiji-local-catalogue': 'Many rejected rows are replayed in the background.',
    'dynamodb:Query table/guiji-local-catalogue': 'Many rejected rows are replayed in the background.',
    's3:GetObject guiji-local-raw/pulls/*': 'Many rejected rows are replayed in the background.',
    's3:PutObject guiji-local-raw/pulls/*/manifest-*.json': 'Many rejected rows are replayed in the background.',
    'sqs:SendMessage guiji-local-ingest-pages': 'Many rejected rows are replayed in the background.',
    'sqs:SendMessage guiji-local-pull': 'Many rejected rows are replayed in the background.',
    'sqs:SendMessage guiji-local-replays': 'Many rejected rows are replayed in the background.',
    'sqs:GetQueueUrl guiji-local-ingest-pages': 'Many rejected rows are replayed in the background.',
    'sqs:GetQueueUrl guiji-local-pull': 'Many rejected rows are replayed in the background.',
    'sqs:GetQueueUrl guiji-local-replays': 'Many rejected rows are replayed in the background.',
    'sqs:DeleteMessage guiji-local-replays': 'Many rejected rows are replayed in the background.',
    'sqs:GetQueueAttributes guiji-local-replays': 'Lambda scales its poller by it.',
    'sqs:ChangeMessageVisibility guiji-local-replays': 'A message failed and is postponed.',
  },
  SendNoticesRole: {
    'dynamodb:Query table/guiji-local-sharing/index/byProvider':
      'A publication changed data; the run of a minute may come after the walk.',
  },
  SealAuditLogRole: {
    'dynamodb:Query table/guiji-local-audit-log': 'It runs once an hour (tests/cli/admin/audit.test.ts).',
    'dynamodb:Scan table/guiji-local-departments': 'It runs once an hour (tests/cli/admin/audit.test.ts).',
    's3:GetObject guiji-local-audit/seals/*': 'It runs once an hour (tests/cli/admin/audit.test.ts).',
    's3:GetObject guiji-local-audit/entries/*': 'It runs once an hour (tests/cli/admin/audit.test.ts).',
    's3:PutObject guiji-local-audit/seals/*': 'It runs once an hour (tests/cli/admin/audit.test.ts).',
    's3:PutObject guiji-local-audit/entries/*': 'It runs once an hour (tests/cli/admin/audit.test.ts).',
    's3:ListBucket guiji-local-audit': 'It runs once an hour (tests/cli/admin/audit.test.ts).',
  },
  SweepGrantsRole: {
    'dynamodb:GetItem table/guiji-local-sharing': 'It runs once a day.',
    'dynamodb:UpdateItem table/guiji-local-sharing': 'It runs once a day.',
    'dynamodb:Query table/guiji-local-sharing/index/byKind': 'It runs once a day.',
    'dynamodb:GetItem table/guiji-local-papers': 'It runs once a day.',
    'dynamodb:Query table/guiji-local-papers': 'It runs once a day.',
    'dynamodb:PutItem table/guiji-local-events': 'It runs once a day.',
  },
  SweepObjectsRole: {
    'dynamodb:GetItem table/guiji-local-deliveries': 'It runs once a day.',
    'dynamodb:GetItem table/guiji-local-dataset-states': 'It runs once a day.',
    'dynamodb:Query table/guiji-local-dataset-states': 'It runs once a day.',
    's3:DeleteObject guiji-local-work/staged/*': 'It runs once a day.',
    's3:DeleteObject guiji-local-work/indexes/*': 'It runs once a day.',
    's3:ListBucket guiji-local-work': 'It runs once a day.',
  },
};
