import type { Finding } from '../../../schemas/collection/finding.ts';
import { listFindingsRoute } from '../../../schemas/collection/routes.ts';
import { EqualReminders, listOnce } from '../../collection/findings/finding-kinds.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { lineWriter } from '../line-writer.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { openConnection } from '../platform/connection.ts';
import { parseDeliveryId } from '../platform/delivery-options.ts';
import { formatFindings } from '../text/findings-text.ts';
import { formatCount } from '../text/format-amounts.ts';

export const findingsCommand: Command = async (args, context) => {
  const { values, positionals } = parseCommandLine(args, { json: { type: 'boolean' }, url: { type: 'string' } }, [
    '报送批次编号',
  ]);
  const delivery = parseDeliveryId(positionals[0]);
  const { api } = openConnection(values.url, context);
  const out = lineWriter(context.stdout);
  const reminders = new EqualReminders();
  let [count, errors] = [0, 0];
  try {
    for (let cursor: string | undefined; ;) {
      const page = await api.call(listFindingsRoute, {
        params: { delivery },
        query: { limit: 200, ...definedOnly({ cursor }) },
      });
      count += page.items.length;
      errors += page.items.filter(({ severity }) => severity === 'error').length;
      const text = values.json === true ? formatLines(page.items) : formatErrors(page.items, reminders);
      if (text !== '' && !(await out.write(text))) break; // the reader has closed the stream
      cursor = page.next;
      if (cursor !== undefined) continue;
      const equal = reminders.list();
      if (equal.length > 0) await out.write(formatFindings(equal));
      if (values.json !== true)
        await out.write(
          count === 0
            ? '这个批次没有问题。\n'
            : `共 ${formatCount(count)} 处：错误 ${formatCount(errors)}，提醒 ${formatCount(count - errors)}。\n`,
        );
      if (page.truncated)
        context.stderr.write('有问题的行超过 100,000 行，只列出了前 100,000 行的问题。请先整体改正后重新报送。\n');
      break;
    }
  } finally {
    out.release();
  }
  return errors > 0 ? exitCodes.findings : exitCodes.done;
};

function formatLines(findings: readonly Finding[]): string {
  return findings.map((finding) => `${JSON.stringify(finding)}\n`).join('');
}

/** Formats the errors of a page, and gathers the reminders, which come after them. */
function formatErrors(findings: readonly Finding[], reminders: EqualReminders): string {
  for (const finding of findings) if (finding.severity === 'warning') reminders.add(finding);
  const errors = findings.filter(({ severity }) => severity === 'error').map(listOnce);
  return errors.length === 0 ? '' : formatFindings(errors);
}
