import { listSourcesRoute } from '../../../schemas/collection/sources/routes.ts';
import type { Source } from '../../../schemas/collection/sources/source.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { openConnection } from '../platform/connection.ts';
import { sourcesText } from '../text/source-text.ts';

/** `guiji sources [--json]`: the sources that the caller may see, with their health. Exit code 1 while one of them fails. */
export const sourcesCommand: Command = async (args, world) => {
  const { values } = parseCommandLine(args, { json: { type: 'boolean' }, url: { type: 'string' } }, []);
  const { api } = openConnection(values.url, world);
  const all: Source[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await api.call(listSourcesRoute, {
      query: { limit: 200, ...definedOnly({ cursor }) },
    });
    all.push(...page.items);
    cursor = page.next;
    if (cursor === undefined) break;
  }
  if (values.json === true) world.stdout.write(all.map((one) => `${JSON.stringify(one)}\n`).join(''));
  else world.stdout.write(all.length === 0 ? '还没有登记数据源。\n' : sourcesText(all));
  return all.some(({ health }) => health.streak < 0) ? exitCodes.findings : exitCodes.done;
};
