import { z } from 'zod';

export type CreatedObject = {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly versionId: string | undefined;
};

const S3Notification = z.object({
  Records: z.array(
    z.object({
      eventName: z.string(),
      s3: z.object({
        bucket: z.object({ name: z.string() }),
        object: z.object({ key: z.string(), size: z.number().default(0), versionId: z.string().optional() }),
      }),
    }),
  ),
});

/** S3 sends it once when a notification is configured. */
const S3TestEvent = z.object({ Event: z.literal('s3:TestEvent') });

/**
 * Decodes the keys, which arrive URL-encoded with `+` for a space.
 * Usage: `queue(s3Events, ports, useCase)`.
 */
export const s3Events = z.union([
  S3Notification.transform(({ Records }): CreatedObject[] =>
    Records.filter(({ eventName }) => /^(s3:)?ObjectCreated:/.test(eventName)).map(({ s3 }) => ({
      bucket: s3.bucket.name,
      key: decodeURIComponent(s3.object.key.replaceAll('+', ' ')),
      size: s3.object.size,
      versionId: s3.object.versionId,
    })),
  ),
  S3TestEvent.transform((): CreatedObject[] => []),
]);
