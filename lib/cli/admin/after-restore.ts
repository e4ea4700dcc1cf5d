import { Instant } from '../../../schemas/kernel/day.ts';
import { stepBackIssuing, type SteppedBack } from '../../certificates/issue/step-back-issuing.ts';
import { continueAfterRestore, type ContinuedDataset } from '../../collection/restore/continue-after-restore.ts';
import type { RestoreStep } from '../../collection/restore/plan-restore.ts';
import { restoreSealedEntries } from '../../sharing/seals/restore-sealed-entries.ts';
import { alignRestoredEvents, continueAfterRestorePorts, stepBackIssuingPorts } from '../../wiring/after-restore.ts';
import { restoreSealedEntriesPorts } from '../../wiring/sharing/seals.ts';
import { type Command, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { changeOptions, openAdminSession } from './admin-session.ts';

const options = { ...changeOptions, since: { type: 'string' } } as const;

/** docs/operations/restoring.md, step 4. */
export const afterRestoreCommand: Command = async (args, context) => {
  const { values } = parseCommandLine(args, options, []);
  const since = Instant.safeParse(values.since);
  if (!since.success)
    throw new UsageError('请用“--since 时刻”写明从何时起的发布重新核对签发，例如 2026-11-29T02:00:00.000Z。');
  const session = await openAdminSession(values, context);
  const run = async (dryRun: boolean) => ({
    // First: the next transition of an item would find its number taken.
    events: await alignRestoredEvents(dryRun),
    // Before anybody uses data again: the numbers of what is missing would be given a second time.
    uses: await restoreSealedEntries(dryRun, restoreSealedEntriesPorts()),
    datasets: await continueAfterRestore({ by: session.author.by, dryRun }, continueAfterRestorePorts()),
    issuing: await stepBackIssuing({ since: since.data, dryRun }, stepBackIssuingPorts()),
  });
  const change = {
    what: 'restore-continued',
    target: 'stage',
    detail: { since: since.data },
    sentence: '使恢复后的各表相互一致，未完成的报送批次和签发重新进行',
  } as const;
  const done = (await session.change(change, () => run(false))) ?? (await run(true));
  if (values.json === true) context.stdout.write(`${JSON.stringify(done)}\n`);
  else context.stdout.write(describe(done));
  return exitCodes.done;
};

type Done = {
  readonly events: number;
  readonly uses: number;
  readonly datasets: readonly ContinuedDataset[];
  readonly issuing: readonly SteppedBack[];
};

function describe({ events, uses, datasets, issuing }: Done): string {
  const lines = [
    ...(events === 0 ? [] : [`经过表中补上或删去 ${events} 条，与恢复后的各表一致`]),
    ...(uses === 0 ? [] : [`使用记录中补回封存的 ${uses} 条`]),
    ...datasets.flatMap(({ dataset, steps }) => steps.map((step) => `${dataset}　${describeStep(step)}`)),
    ...issuing.map(({ dataset, to }) => `${dataset}　从第 ${to + 1} 个发布点起重新核对签发`),
  ];
  return lines.length === 0 ? '各表一致，没有需要处理的。\n' : `${lines.join('\n')}\n`;
}

function describeStep(step: RestoreStep): string {
  if (step.kind === 'abandon-loading') return `报送批次 ${step.delivery} 不再入库，序号 ${step.seq} 作废`;
  if (step.kind === 'void-seqs') return `序号 ${step.from} 至 ${step.to} 作废`;
  const name = { 'load-again': '重新入库', 'ingest-again': '重新读取检查', 'receive-again': '的文件已到达，随即处理' }[
    step.kind
  ];
  return `报送批次 ${step.delivery} ${name}`;
}
