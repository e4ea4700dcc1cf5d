import type { Finding } from '../../../schemas/collection/finding.ts';
import { listFindingsRoute } from '../../../schemas/collection/routes.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { lineWriter } from '../line-writer.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { openConnection } from '../platform/connection.ts';
import { parseDeliveryId } from '../platform/delivery-options.ts';
import { findingsText } from '../text/findings-text.ts';
import { formatCount } from '../text/format-amounts.ts';

/** `guiji findings DELIVERY [--json]`: everything that was found, page by page; with `--json` one finding a line. */
export const findingsCommand: Command = async (args, world) => {
  const { values, positionals } = parseCommandLine(args, { json: { type: 'boolean' }, url: { type: 'string' } }, [
    '报送批次编号',
  ]);
  const delivery = parseDeliveryId(positionals[0]);
  const { api } = openConnection(values.url, world);
  const out = lineWriter(world.stdout);
  let [count, errors] = [0, 0];
  try {
    for (let cursor: string | undefined; ;) {
      const page = await api.call(listFindingsRoute, {
        params: { delivery },
        query: { limit: 200, ...definedOnly({ cursor }) },
      });
      count += page.items.length;
      errors += page.items.filter(({ severity }) => severity === 'error').length;
      const text =
        values.json === true
          ? page.items.map((finding: Finding) => `${JSON.stringify(finding)}\n`).join('')
          : page.items.length === 0
            ? ''
            : findingsText(page.items);
      if (text !== '' && !(await out.write(text))) break; // nobody reads any more
      cursor = page.next;
      if (cursor !== undefined) continue;
      if (values.json !== true)
        await out.write(
          count === 0
            ? '这个批次没有问题。\n'
            : `共 ${formatCount(count)} 处：错误 ${formatCount(errors)}，提醒 ${formatCount(count - errors)}。\n`,
        );
      if (page.truncated)
        world.stderr.write('有问题的行超过 100,000 行，只列出了前 100,000 行的问题。请先整体改正后重新报送。\n');
      break;
    }
  } finally {
    out.release();
  }
  return errors > 0 ? exitCodes.findings : exitCodes.done;
};
