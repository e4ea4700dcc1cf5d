import { nameActor } from '../../../schemas/departments/name-actor.ts';
import { readDatasetStateRoute, rollBackRoute } from '../../../schemas/records/routes.ts';
import { minuteInShanghai } from '../../kernel/instant.ts';
import { UsageError, type Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { parseDatasetId } from '../parse-dataset-id.ts';
import { openConnection } from '../platform/connection.ts';
import { requireReason } from '../require-reason.ts';
import { formatCount } from '../text/format-amounts.ts';
import { formatTable } from '../text/text-table.ts';

const options = {
  publication: { type: 'string' },
  reason: { type: 'string' },
  json: { type: 'boolean' },
  url: { type: 'string' },
} as const;

const kindNames = { delivery: '报送入库', 'roll-back': '回退' } as const;

/** Without `--publication` it lists the publications and changes nothing. */
export const rollBackCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, options, ['信息资源编号']);
  const params = { dataset: parseDatasetId(positionals[0]) };
  if (values.publication === undefined) {
    const { api } = openConnection(values.url, context);
    const state = await api.call(readDatasetStateRoute, { params });
    context.stdout.write(
      values.json === true
        ? state.publications.map((one) => `${JSON.stringify(one)}\n`).join('')
        : `${formatPublications(state)}回退请写：guiji roll-back ${params.dataset} --publication 编号 --reason 原因\n`,
    );
    return exitCodes.done;
  }
  const publication = Number(values.publication);
  if (!Number.isInteger(publication) || publication < 1)
    throw new UsageError('“--publication”后面应为发布点编号，例如 3；不写时列出各发布点。');
  const reason = requireReason(values.reason);
  const { api } = openConnection(values.url, context);
  const done = await api.call(rollBackRoute, { params, body: { publication, reason } });
  context.stdout.write(
    values.json === true
      ? `${JSON.stringify(done)}\n`
      : `已回退到第 ${publication} 个发布点，这次回退是第 ${done.number} 个；现公开 ${formatCount(done.records)} 条记录。\n`,
  );
  return exitCodes.done;
};

type DatasetState = ReturnType<typeof readDatasetStateRoute.answer.body.parse>;

function formatPublications({ publications, actors }: DatasetState): string {
  return formatTable(
    ['编号', '时间', '类别', '记录数', '由谁', '报送批次或理由'],
    publications.map(({ number, at, kind, records, by, delivery, reason }) => [
      `${number}`,
      minuteInShanghai(at),
      kindNames[kind],
      formatCount(records),
      nameActor(actors, by),
      delivery ?? reason ?? '',
    ]),
  );
}
