import type { PendingNotification } from './index-state.ts';

/** Builds S3's message version 2.1. The key is form-encoded: `a b/c` → `a+b/c`. */
export function createdEvent(region: string, { bucket, key, version, event }: PendingNotification): string {
  return JSON.stringify({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: region,
        eventTime: version.modified,
        eventName: event,
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'guiji-local',
          bucket: { name: bucket, ownerIdentity: { principalId: 'LOCAL' }, arn: `arn:aws:s3:::${bucket}` },
          object: {
            key: encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'),
            size: version.size,
            eTag: version.etag,
            versionId: version.id,
            sequencer: sequencer(version.modified),
          },
        },
      },
    ],
  });
}

const sequencer = (modified: string): string => Date.parse(modified).toString(16).toUpperCase().padStart(18, '0');
