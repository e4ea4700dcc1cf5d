import { QueueName, queueSteps, type QueueState } from '../../../schemas/collection/queue-state.ts';
import { listQueues } from '../../collection/queues/list-queues.ts';
import { queueStatePorts, redriveQueue } from '../../wiring/queues-admin.ts';
import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { formatCount } from '../text/format-amounts.ts';
import { formatTable } from '../text/text-table.ts';
import { adminOptions, changeOptions, openAdminSession, selectStage } from './admin-session.ts';

/** Exits with 1 while there are dead letters. */
export const listQueuesCommand: Command = async (args, context) => {
  const { values } = parseCommandLine(args, adminOptions, []);
  await selectStage(values);
  const { items } = await listQueues(null, queueStatePorts());
  if (values.json === true) context.stdout.write(items.map((queue) => `${JSON.stringify(queue)}\n`).join(''));
  else context.stdout.write(formatQueues(items));
  return items.some(({ failed }) => failed > 0) ? exitCodes.findings : exitCodes.done;
};

export const redriveCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, { ...changeOptions, limit: { type: 'string' } }, ['队列']);
  const name = QueueName.safeParse(positionals[0]);
  if (!name.success) throw new UsageError(`队列应为以下之一：${QueueName.options.join('、')}。`);
  const queue = name.data;
  const limit = values.limit === undefined ? null : Number(values.limit);
  if (limit !== null && (!Number.isInteger(limit) || limit < 1)) throw new UsageError('“--limit”后面应为正整数。');
  const session = await openAdminSession(values, context);
  // Messages that fail again come back while we work: without a limit the run ends with those of its beginning.
  const waiting = await queueStatePorts().countFailed(queue);
  const most = Math.min(limit ?? waiting, waiting);
  if (most === 0) {
    context.stdout.write(`队列 ${queue}（${queueSteps[queue]}）没有无法处理的消息。\n`);
    return exitCodes.done;
  }
  const sentence = `把队列 ${queue}（${queueSteps[queue]}）的 ${formatCount(most)} 条无法处理的消息送回重新处理`;
  const change = { what: 'queue-redriven', target: queue, detail: { limit: most }, sentence } as const;
  const moved = await session.change(change, () => redriveQueue(queue, most));
  if (moved !== null && moved < most)
    context.stdout.write(`实际送回 ${formatCount(moved)} 条，其余正由他人处理或稍后可见，请再查看队列。\n`);
  return exitCodes.done;
};

function formatQueues(queues: readonly QueueState[]): string {
  return formatTable(
    ['队列', '步骤', '等待', '处理中', '最早', '无法处理', '最早'],
    queues.map(({ queue, step, waiting, inWork, failed, oldestSeconds, oldestFailedSeconds }) => [
      queue,
      step,
      formatCount(waiting),
      formatCount(inWork),
      formatAge(oldestSeconds),
      formatCount(failed),
      formatAge(oldestFailedSeconds),
    ]),
  );
}

function formatAge(seconds: number | undefined): string {
  if (seconds === undefined) return '—';
  if (seconds < 60) return '不到 1 分钟';
  return seconds < 3600 ? `${Math.floor(seconds / 60)} 分钟` : `${Math.floor(seconds / 3600)} 小时`;
}
