import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { rebuildIndex, type RebuiltIndex } from '../../records/rebuild/rebuild-index.ts';
import { rebuildIndexPorts } from '../../wiring/rebuild-index.ts';
import { type Command, type CommandContext, UsageError } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { parseDatasetId } from '../parse-dataset-id.ts';
import { formatCount } from '../text/format-amounts.ts';
import { formatTable } from '../text/text-table.ts';
import { changeOptions, openAdminSession } from './admin-session.ts';

const options = { ...changeOptions, all: { type: 'boolean' } } as const;
const storedNames = { same: '一致', different: '不一致', missing: '缺少' } as const;

/** Exit code 1: an index differs and was not written. */
export const rebuildIndexCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, options, ['信息资源编号']);
  const dataset = parseDatasetId(positionals[0]);
  const session = await openAdminSession(values, context);
  const publications = values.all === true ? ('all' as const) : ('in-force' as const);
  const rebuild = async (dryRun: boolean) => {
    const rebuilt = await rebuildIndex({ dataset, publications, dryRun }, rebuildIndexPorts());
    if (isRefused(rebuilt)) throw new UsageError(`信息资源“${dataset}”有报送批次正在处理。请在处理完成后再重建索引。`);
    return rebuilt;
  };
  const change = {
    what: 'index-rebuilt',
    target: dataset,
    detail: { publications },
    sentence: `由归集数据重建“${dataset}”的索引，只写入缺少和不一致的`,
  } as const;
  const { indexes, unindexed } = (await session.change(change, () => rebuild(false))) ?? (await rebuild(true));
  show(indexes, values.json === true, context);
  if (unindexed > 0 && values.json !== true)
    context.stdout.write(`主体索引（跨信息资源）缺少的记录版本：${formatCount(unindexed)}。不是试运行时，已补入。\n`);
  return indexes.some(({ stored, written }) => stored !== 'same' && !written) ? exitCodes.findings : exitCodes.done;
};

function show(indexes: readonly RebuiltIndex[], asJson: boolean, { stdout }: CommandContext): void {
  if (asJson) {
    stdout.write(indexes.map((index) => `${JSON.stringify(index)}\n`).join(''));
    return;
  }
  if (indexes.length === 0) stdout.write('这个信息资源还没有发布过数据，没有索引。\n');
  else
    stdout.write(
      formatTable(
        ['发布点', '记录', '重建所得', '与现存的比较', '已写入'],
        indexes.map(({ publications, records, entries, stored, written }) => [
          publications.join('、'),
          formatCount(records),
          formatCount(entries),
          storedNames[stored],
          written ? '是' : '否',
        ]),
      ),
    );
  if (indexes.some(({ records, entries }) => records !== entries))
    stdout.write('重建所得与发布时的记录数不同：归集数据表不完整，没有写入。请先把表恢复到更晚的时刻。\n');
}
