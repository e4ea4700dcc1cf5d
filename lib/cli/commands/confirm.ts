import { Channel } from '../../../schemas/collection/delivery.ts';
import { confirmLinkRoute } from '../../../schemas/collection/routes.ts';
import { readDatasetStateRoute } from '../../../schemas/records/routes.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { UsageError, type Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { parseDatasetId } from '../parse-dataset-id.ts';
import { openConnection } from '../platform/connection.ts';
import { formatCount } from '../text/format-amounts.ts';

const options = {
  channel: { type: 'string' },
  comment: { type: 'string' },
  json: { type: 'boolean' },
  url: { type: 'string' },
} as const;

/** Confirms a channel on trial (验收); it finds the channel when there is only one. */
export const confirmCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, options, ['信息资源编号']);
  const params = { dataset: parseDatasetId(positionals[0]) };
  const named = values.channel === undefined ? null : Channel.safeParse(values.channel);
  if (named?.success === false) throw new UsageError(`“--channel”后面应为 ${Channel.options.join('、')} 之一。`);
  const { api } = openConnection(values.url, context);
  let channel = named?.data;
  if (channel === undefined) {
    const { links } = await api.call(readDatasetStateRoute, { params });
    const onTrial = links.filter(({ state }) => state === 'on-trial').map((link) => link.channel);
    if (onTrial.length === 0) throw new UsageError(`信息资源 ${params.dataset} 没有等待验收的归集方式。`);
    if (onTrial.length > 1)
      throw new UsageError(`有 ${onTrial.length} 种归集方式等待验收，请用 --channel 写明一种：${onTrial.join('、')}。`);
    [channel] = onTrial;
  }
  const link = await api.call(confirmLinkRoute, {
    params,
    body: { channel: channel ?? 'excel', ...definedOnly({ comment: values.comment }) },
  });
  const { receipt } = link;
  context.stdout.write(
    values.json === true
      ? `${JSON.stringify(link)}\n`
      : `信息资源 ${link.dataset}（${link.channel}）已验收，` +
          `回执 ${receipt?.number ?? ''}，现有 ${formatCount(receipt?.records ?? 0)} 条记录。\n`,
  );
  return exitCodes.done;
};
