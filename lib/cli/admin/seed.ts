import { readFile } from 'node:fs/promises';
import { StageSeeds } from '../../../schemas/catalogue/stage-seeds.ts';
import { findMissingSeeds, seedStage } from '../../wiring/admin/seed-stage.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { formatCount } from '../text/format-amounts.ts';
import { formatTable } from '../text/text-table.ts';
import { changeOptions, openAdminSession } from './admin-session.ts';

const kindNames = {
  departments: '部门',
  holidays: '节假日（年）',
  codeLists: '代码表',
  datasets: '信息资源目录',
  certificateTypes: '证照类型',
} as const satisfies Record<keyof StageSeeds, string>;

export const seedCommand: Command = async (args, context) => {
  const { values } = parseCommandLine(args, changeOptions, []);
  const session = await openAdminSession(values, context);
  const seeds = StageSeeds.parse(JSON.parse(await readFile(context.bundledSeeds, 'utf8')));
  const missing = await findMissingSeeds(seeds);
  const counts = {
    departments: missing.departments.length,
    holidays: missing.holidays.length,
    codeLists: missing.codeLists.length,
    datasets: missing.datasets.length,
    certificateTypes: missing.certificateTypes.length,
  };
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (values.json === true) context.stdout.write(`${JSON.stringify(counts)}\n`);
  else context.stdout.write(formatCounts(counts, seeds));
  if (total === 0) {
    context.stdout.write('没有需要写入的内容。\n');
    return exitCodes.done;
  }
  const sentence = `写入缺少的 ${formatCount(total)} 项，已有的不覆盖`;
  const change = { what: 'stage-seeded', target: 'stage', detail: counts, sentence } as const;
  await session.change(change, () => seedStage(missing, seeds.departments));
  return exitCodes.done;
};

function formatCounts(missing: Readonly<Record<keyof StageSeeds, number>>, seeds: StageSeeds): string {
  const kinds = ['departments', 'holidays', 'codeLists', 'datasets', 'certificateTypes'] as const;
  return formatTable(
    ['内容', '缺少', '已有'],
    kinds.map((kind) => [kindNames[kind], formatCount(missing[kind]), formatCount(seeds[kind].length - missing[kind])]),
  );
}
