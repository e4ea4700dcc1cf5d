import type { DatabaseSystem } from '../../../schemas/collection/front-end-table.ts';
import type { FrontEndTable } from './describe-table.ts';

/** Grants least privilege: the department cannot delete; the platform changes only exchange columns and `_rejected`. */
export function generateAccountScript({ schema, table, rejected }: FrontEndTable, system: DatabaseSystem): string {
  const [writer, reader] = [`${schema}_writer`, `${schema}_guiji`];
  const note = `-- 前置库账号：${writer} 由本部门写入数据，${reader} 由归集平台读取并回写交换状态。
-- 执行前请把两处“请换成…密码”换成各自的密码（至少 16 位），密码不要写入邮件或文件。账号已有时，略去建账号的两行。
`;
  return system === 'postgresql'
    ? `${note}CREATE ROLE "${writer}" LOGIN PASSWORD '请换成写入账号的密码';
CREATE ROLE "${reader}" LOGIN PASSWORD '请换成平台账号的密码';
GRANT USAGE ON SCHEMA "${schema}" TO "${writer}", "${reader}";
GRANT SELECT, INSERT, UPDATE ON "${schema}"."${table}" TO "${writer}";
GRANT SELECT ON "${schema}"."${rejected}" TO "${writer}";
GRANT SELECT, UPDATE (exchange_status, exchange_time, error_msg) ON "${schema}"."${table}" TO "${reader}";
GRANT SELECT, INSERT, DELETE ON "${schema}"."${rejected}" TO "${reader}";
`
    : `${note}CREATE USER '${writer}'@'%' IDENTIFIED BY '请换成写入账号的密码';
CREATE USER '${reader}'@'%' IDENTIFIED BY '请换成平台账号的密码';
GRANT SELECT, INSERT, UPDATE ON \`${schema}\`.\`${table}\` TO '${writer}'@'%';
GRANT SELECT ON \`${schema}\`.\`${rejected}\` TO '${writer}'@'%';
GRANT SELECT, UPDATE (exchange_status, exchange_time, error_msg) ON \`${schema}\`.\`${table}\` TO '${reader}'@'%';
GRANT SELECT, INSERT, DELETE ON \`${schema}\`.\`${rejected}\` TO '${reader}'@'%';
`;
}
