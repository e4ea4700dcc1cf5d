import { Webhook } from 'standardwebhooks';
import { DispatchOutcome } from '../../../schemas/sharing/notice-dispatch.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import type { SendResult, WebhookMessage } from '../../sharing/notices/dispatch/ports.ts';
import type { AllowList } from '../sources/net/allow-list.ts';
import { guardedAgent } from '../sources/net/guarded-agent.ts';
import { httpCall } from '../sources/net/http-call.ts';

type WebhookCalls = {
  readonly allowList: (department: string) => AllowList;
  /** Undefined when there is none of this name. */
  readonly secret: (name: string) => Promise<string | undefined>;
  readonly nowMs: () => number;
  /** 10 unless given; the whole call takes no longer. */
  readonly timeoutSeconds?: number;
};

/** The answer's body is not used; longer ones are cut off. */
const maxAnswerBytes = 65_536;

/**
 * Posts a notice by Standard Webhooks: `webhook-id`, `webhook-timestamp`, and a `webhook-signature` of each secret.
 * Connects only to addresses that sources may have, without resolving again, and follows no redirect.
 */
export function postWebhook({ allowList, secret, nowMs, timeoutSeconds = 10 }: WebhookCalls) {
  return async ({ department, url, id, body, secrets }: WebhookMessage): Promise<SendResult> => {
    const found = await Promise.all(secrets.map(secret));
    const [current] = found;
    if (current === undefined) return { outcome: 'secret-missing' };
    const at = new Date(nowMs());
    const signatures = found.flatMap((one) => (one === undefined ? [] : [new Webhook(one).sign(id, at, body)]));
    const agent = guardedAgent({
      allowList: allowList(department),
      resolve: undefined,
      ca: undefined,
      seconds: timeoutSeconds,
    });
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'guiji-notices',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    };
    try {
      const limits = { seconds: timeoutSeconds, bytes: maxAnswerBytes, redirects: 0 };
      const { status } = await httpCall(agent, { method: 'POST', url, headers, body }, limits);
      return { outcome: status >= 200 && status < 300 ? 'accepted' : 'http-status', status };
    } catch (error) {
      return outcomeOf(error);
    } finally {
      await agent.destroy();
    }
  };
}

/** A 2xx answer that is too large or cannot be read was accepted: only its status counts. */
const accepted: ReadonlySet<string> = new Set(['answer-too-large', 'answer-not-readable']);

function outcomeOf(error: unknown): SendResult {
  if (!(error instanceof SourceFault)) throw error;
  if (accepted.has(error.code)) return { outcome: 'accepted' };
  const outcome = DispatchOutcome.safeParse(error.code).data;
  if (outcome === undefined) throw error;
  return { outcome };
}
