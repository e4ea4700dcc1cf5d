import { z } from 'zod';
import { DepartmentId } from '../departments/department.ts';
import { Step } from '../departments/people.ts';
import { Instant } from '../kernel/day.ts';
import { NoticeKind } from './notice.ts';

export const maxMailAddresses = 5;

/** Personal data of officers: it is in the item and in bodies only, never in keys, addresses or logs. */
export const MailAddress = z
  .string()
  .trim()
  .max(200)
  .pipe(z.email({ error: '邮箱地址不正确，例如 xinxike@example.gov.cn。请核对后重新填写。' }));

/** Where notices are posted to; the address is judged when it is called, like that of a source. */
export const WebhookAddress = z
  .url({
    protocol: /^https?$/,
    error: '推送地址应以 https:// 或 http:// 开头，例如 https://system.example.gov.cn/notices。',
  })
  .max(500)
  .refine((text) => !/^[a-z]+:\/\/[^/?#]*@/i.test(text) && !text.includes('#'), {
    error: '推送地址不能含有账号、密码和“#”。推送的真伪由签名核验，请去掉后重新填写。',
  });

/** The kinds that do not go this way; a kind that is added later does. */
const without = z
  .array(NoticeKind)
  .max(NoticeKind.options.length)
  .overwrite((kinds) => [...new Set(kinds)].toSorted());

export const MailChannel = z.object({ addresses: z.array(MailAddress).max(maxMailAddresses), without }).strict();

/** Its secrets are parameters below `webhooks/`; these are their names. */
const WebhookSecret = z.object({ current: z.ulid(), since: Instant, previous: z.ulid().optional() }).strict();

export const WebhookChannel = z
  .object({ url: WebhookAddress, isOn: z.boolean(), without, secret: WebhookSecret.optional() })
  .strict();
export type WebhookChannel = z.infer<typeof WebhookChannel>;

/** By which ways a department is told of its notices, besides the inbox. */
export const NoticeChannels = z
  .object({
    department: DepartmentId,
    mail: MailChannel,
    webhook: WebhookChannel.optional(),
    /** Optimistic lock. */
    lockVersion: z.int().min(1),
    changed: Step,
  })
  .strict();
export type NoticeChannels = z.infer<typeof NoticeChannels>;

/** What the worker found of a webhook since the settings were saved. */
export const WebhookHealth = z.object({
  /** In a row. */
  failures: z.int().min(0).default(0),
  failingSince: Instant.optional(),
  pausedAt: Instant.optional(),
});
export type WebhookHealth = z.infer<typeof WebhookHealth>;

/** As they are shown; `lockVersion` is 0 while there are none. */
export const NoticeChannelsView = z
  .object({
    mail: MailChannel,
    webhook: WebhookChannel.omit({ secret: true })
      .extend({ secretSince: Instant.optional(), failingSince: Instant.optional(), pausedAt: Instant.optional() })
      .strict()
      .optional(),
    lockVersion: z.int().min(0),
    changed: Step.optional(),
    /** The stage sends mail. */
    sendsMail: z.boolean(),
  })
  .strict();
export type NoticeChannelsView = z.infer<typeof NoticeChannelsView>;

/** What a department writes; the same address keeps its secret. */
export const NewNoticeChannels = z
  .object({
    mail: MailChannel,
    webhook: WebhookChannel.omit({ secret: true }).strict().optional(),
    /** 0 while there are none. */
    lockVersion: z.int().min(0),
  })
  .strict();
