import { listSourcesRoute } from '../../../schemas/collection/sources/routes.ts';
import type { Source } from '../../../schemas/collection/sources/source.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { openConnection } from '../platform/connection.ts';
import { formatSources } from '../text/source-text.ts';

/** Exits with 1 while a source fails. */
export const sourcesCommand: Command = async (args, context) => {
  const { values } = parseCommandLine(args, { json: { type: 'boolean' }, url: { type: 'string' } }, []);
  const { api } = openConnection(values.url, context);
  const all: Source[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await api.call(listSourcesRoute, {
      query: { limit: 200, ...definedOnly({ cursor }) },
    });
    all.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) break;
  }
  if (values.json === true) context.stdout.write(all.map((one) => `${JSON.stringify(one)}\n`).join(''));
  else context.stdout.write(all.length === 0 ? '还没有登记数据源。\n' : formatSources(all));
  return all.some(({ health }) => health.streak < 0) ? exitCodes.findings : exitCodes.done;
};
