import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { whoAmIRoute } from '../../../../schemas/departments/routes.ts';
import { demoDepartmentFile, DemoDepartment } from '../../../local/demo-department/open-department.ts';
import { projectDirectory } from '../../../local/project-directory.ts';
import { openApiUser, type ApiUser } from '../api-user.ts';
import { commandLine } from '../command-line.ts';
import type { DemoSettings } from '../demo-command.ts';
import { showHealth, type DemoSource } from './demo-source.ts';
import { runFrontEndTable } from './run-front-end-table.ts';
import { runService } from './run-service.ts';

/** Shows both pulled channels. Throws `Mismatch` on the first difference. */
export async function runChannels({ url, reporter, folder }: DemoSettings): Promise<void> {
  const department = readDemoDepartment();
  const operator = openApiUser(url, 'information-center-system');
  const demoSourceFor = (dataset: string, channel: DemoSource['channel'], provider: ApiUser): DemoSource => ({
    dataset,
    channel,
    provider,
    operator,
    reporter,
    guiji: { provider: commandLine(url, provider, folder), operator: commandLine(url, operator, folder) },
  });
  const table = demoSourceFor('vehicles', 'database', openApiUser(url, 'public-security-system'));
  const service = demoSourceFor('elderly-cards', 'interface', openApiUser(url, 'civil-affairs-system'));
  // Fails at once when the local system is not running.
  await operator.api.call(whoAmIRoute, {});

  if (department.database === null) reporter.step('演示部门的前置库在这台电脑上没有启动，略去前置库部分');
  else await runFrontEndTable(table, department.database);
  await runService(service, department.service);

  reporter.step('运行状况：值班的人看到的');
  reporter.sent('guiji sources');
  reporter.received((await service.guiji.operator('sources')).stdout);
  if (department.database !== null) await showHealth(table);
  await showHealth(service);
}

function readDemoDepartment(): DemoDepartment {
  const file = demoDepartmentFile(process.env['GUIJI_STATE'] ?? join(projectDirectory, '.local'));
  if (!existsSync(file))
    throw new Error(
      `找不到 ${file}：演示部门随 npm start 启动。数据文件夹不是 .local 的，请用环境变量 GUIJI_STATE 写明。`,
    );
  return DemoDepartment.parse(JSON.parse(readFileSync(file, 'utf8')));
}
