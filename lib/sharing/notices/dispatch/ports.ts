import type { Change } from '../../../../schemas/departments/change-entry.ts';
import type { Day, Instant } from '../../../../schemas/kernel/day.ts';
import type { NoticeChannels, WebhookHealth } from '../../../../schemas/sharing/notice-channels.ts';
import type { Dispatch, DispatchTry, DispatchWay } from '../../../../schemas/sharing/notice-dispatch.ts';
import type { Notice } from '../../../../schemas/sharing/notice.ts';
import type { NoticeRepository } from '../ports.ts';

/** The settings of a department with what the worker found of its webhook. */
export type StoredChannels = { readonly channels: NoticeChannels; readonly health: WebhookHealth };

export type ChannelRepository = {
  /** Strongly consistent. */
  readonly channels: (department: string) => Promise<StoredChannels | undefined>;
  /** Of all departments; eventually consistent. */
  readonly allChannels: () => Promise<readonly StoredChannels[]>;
  /** Replaces those of `lockVersion - 1` and forgets what was found; false when there are none of that version. */
  readonly saveChannels: (channels: NoticeChannels) => Promise<boolean>;
  /** Does nothing when the settings were changed meanwhile. */
  readonly saveHealth: (channels: NoticeChannels, health: WebhookHealth) => Promise<void>;
};

/** What the digest of a department and day is of; it is sent at `dueAt`. */
export type DigestEntry = {
  readonly department: string;
  readonly day: Day;
  readonly dueAt: Instant;
  readonly notice: string;
};

export type DispatchSearch = {
  readonly department: string;
  /** Exclusive. */
  readonly before?: string | undefined;
};

export type DispatchRepository = {
  /** Repeatable: one that is there stays as it is. */
  readonly putDispatch: (dispatch: Dispatch) => Promise<void>;
  /** Repeatable; false when the day's digest has been begun without it. */
  readonly addToDigest: (entry: DigestEntry) => Promise<boolean>;
  /** The oldest first, `limit` at the most; an unreadable one is reported, and postponed by an hour. */
  readonly dueDispatches: (lane: DispatchLane, now: Instant, limit: number) => Promise<readonly Dispatch[]>;
  /** Takes one for a try until `until`; null when another has it, or it no longer waits. */
  readonly claim: (dispatch: Dispatch, until: Instant) => Promise<Dispatch | null>;
  /** Writes how the try ended; does nothing when the claim was lost. */
  readonly settle: (claimed: Dispatch, end: DispatchEnd) => Promise<void>;
  /** The newest first; strongly consistent. */
  readonly dispatches: (search: DispatchSearch) => AsyncIterable<Dispatch>;
  /** Sends one again that waits no longer; false when it waits or is not there. */
  readonly replay: (key: Pick<Dispatch, 'department' | 'id'>, now: Instant) => Promise<boolean>;
};

/** The messages of one department by one way: no other waits for them. */
export type DispatchLane = { readonly department: string; readonly way: DispatchWay };

export type DispatchEnd = {
  readonly try: DispatchTry;
  readonly state: Dispatch['state'];
  /** Of the next try. */
  readonly dueAt?: Instant;
};

/** How a call or a mail ended. */
export type SendResult = Omit<DispatchTry, 'at'>;

export type WebhookMessage = {
  readonly department: string;
  readonly url: string;
  /** The same for each try: the receiver tells repeats by it. */
  readonly id: string;
  readonly body: string;
  /** Names of secrets, all of which sign. */
  readonly secrets: readonly string[];
};

export type MailMessage = {
  readonly to: readonly string[];
  /** Without angle brackets; the same for each try. */
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

export type ChannelPorts = ChannelRepository & {
  readonly now: () => Instant;
  readonly recordChange: (change: Change) => Promise<void>;
  readonly sendsMail: () => boolean;
  readonly newSecretId: () => string;
  /** As standard webhooks have it: `whsec_` and Base64. */
  readonly makeSecret: () => string;
  readonly keepSecret: (name: string, secret: string) => Promise<void>;
  readonly forgetSecret: (name: string) => Promise<void>;
};

export type DispatchPorts = ChannelRepository &
  DispatchRepository &
  Pick<NoticeRepository, 'putNotice'> & {
    readonly now: () => Instant;
    readonly notice: (department: string, id: string) => Promise<Notice | undefined>;
    readonly departmentName: (department: string) => Promise<string>;
    readonly digestTime: DigestTime;
    /** Of the portal, without a final slash. */
    readonly portal: string;
    /** SHA-256 in hex. */
    readonly hash: (text: string) => string;
    /** Never throws for what the receiver does. */
    readonly postWebhook: (message: WebhookMessage) => Promise<SendResult>;
    readonly sendMail: (message: MailMessage) => Promise<SendResult>;
    readonly noteFailure: (dispatch: Pick<Dispatch, 'way'>, error: unknown) => void;
  };

/** `HH:MM` in Asia/Shanghai; `at-once` is a minute after the day's first notice. */
export type DigestTime = string;
