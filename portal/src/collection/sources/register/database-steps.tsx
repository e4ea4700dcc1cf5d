import { Input } from 'antd';
import type { DatasetContent } from '../../../../../schemas/catalogue/dataset-version.ts';
import { type Column, Listing } from '../../../shared/listing/listing.tsx';
import { ProgrammerPapers } from '../programmer-papers.tsx';
import type { DatabaseDraft } from './database-draft.ts';
import { controlId, SelectRow, TextRow } from './form-rows.tsx';

export type DatabaseStepProps = {
  readonly draft: DatabaseDraft;
  readonly set: (changes: Partial<DatabaseDraft>) => void;
};

const at = '/body/declaration';
const defaultPorts = { postgresql: '5432', mysql: '3306' } as const;

/** Where the front-end database is. */
export function DatabaseAddressStep({ draft, set }: DatabaseStepProps) {
  return (
    <>
      <SelectRow
        pointer={`${at}/system`}
        label="数据库系统"
        value={draft.system}
        options={[
          ['postgresql', 'PostgreSQL、人大金仓、openGauss'],
          ['mysql', 'MySQL、MariaDB'],
        ]}
        change={(system) =>
          // A port that was typed stays.
          set({ system, ...(draft.port === defaultPorts[draft.system] ? { port: defaultPorts[system] } : {}) })
        }
      />
      <TextRow
        pointer={`${at}/host`}
        label="服务器地址"
        hint="政务外网中的域名或 IP 地址。账号和密码不写在这里，登记以后单独填写。"
        value={draft.host}
        change={(host) => set({ host })}
      />
      <TextRow pointer={`${at}/port`} label="端口" kind="number" value={draft.port} change={(port) => set({ port })} />
      {draft.system === 'postgresql' && (
        <TextRow
          pointer={`${at}/database`}
          label="数据库名称（选填）"
          hint="不填的，与平台账号同名。"
          value={draft.database}
          change={(database) => set({ database })}
        />
      )}
      <SelectRow
        pointer={`${at}/tls`}
        label="传输加密"
        hint="不加密时密码几乎是明文，只能用于有保护的专线。"
        value={draft.tls}
        options={[
          ['verify', '加密，并验证服务器证书'],
          ['off', '不加密'],
        ]}
        change={(tls) => set({ tls })}
      />
      {draft.tls === 'verify' && (
        <TextRow
          pointer={`${at}/ca`}
          label="颁发机构的根证书（选填）"
          kind="long"
          hint="服务器证书由本部门自己的机构颁发时填写，PEM 格式。只填证书，不要填私钥。"
          value={draft.ca}
          change={(ca) => set({ ca })}
        />
      )}
    </>
  );
}

type TableStepProps = DatabaseStepProps & { readonly content: DatasetContent; readonly dataset: string };

/** Which table is read, and how its columns are called; the scripts that make it are offered here. */
export function TableStep({ draft, set, content, dataset }: TableStepProps) {
  return (
    <>
      <p>
        表由平台提供的建表脚本建立：新增和变更按 <code>update_time</code> 列读取，删除一条记录时把 <code>op_flag</code>{' '}
        改为 D，结果由平台回写到 <code>exchange_status</code>。
      </p>
      <ProgrammerPapers dataset={dataset} channel="database" isRegistered={false} />
      <TextRow
        pointer={`${at}/schema`}
        label="模式（选填）"
        hint="MySQL 为库名。不填的，为建表脚本中的名称。"
        value={draft.schema}
        change={(schema) => set({ schema })}
      />
      <TextRow
        pointer={`${at}/table`}
        label="表名（选填）"
        hint="不填的，为建表脚本中的名称。"
        value={draft.table}
        change={(table) => set({ table })}
      />
      <SelectRow
        pointer={`${at}/updateTimeZone`}
        label="update_time 列的时间"
        hint="列的类型不带时区时，写明它是北京时间还是 UTC。"
        value={draft.updateTimeZone}
        options={[
          ['', '带时区，或由平台测试时判断'],
          ['Asia/Shanghai', '北京时间'],
          ['UTC', 'UTC'],
        ]}
        change={(updateTimeZone) => set({ updateTimeZone })}
      />
      <TextRow
        pointer={`${at}/overlapSeconds`}
        label="每次多读前面多少秒"
        kind="number"
        hint="防止漏掉提交较晚的事务；重复读到的不会重复入库。"
        value={draft.overlapSeconds}
        change={(overlapSeconds) => set({ overlapSeconds })}
      />
      <TextRow
        pointer={`${at}/pageRows`}
        label="每页行数"
        kind="number"
        value={draft.pageRows}
        change={(pageRows) => set({ pageRows })}
      />
      <TextRow
        pointer={`${at}/statementSeconds`}
        label="每次查询至多多少秒"
        kind="number"
        value={draft.statementSeconds}
        change={(statementSeconds) => set({ statementSeconds })}
      />
      <details>
        <summary>列名与建表脚本不同的，在这里写明</summary>
        <Listing
          caption="信息项与列的对应"
          columns={toColumns(draft, set)}
          rows={content.fields}
          rowKey={({ key }) => key}
        />
      </details>
    </>
  );
}

function toColumns(
  draft: DatabaseDraft,
  set: DatabaseStepProps['set'],
): readonly Column<DatasetContent['fields'][number]>[] {
  return [
    { title: '信息项', cell: ({ label }) => label },
    {
      title: '列名',
      cell: ({ key, label }) => (
        <Input
          id={controlId(`${at}/columns/${key}`)}
          aria-label={`${label}的列名`}
          autoComplete="off"
          placeholder={key}
          value={draft.columns[key] ?? ''}
          onChange={({ target }) => set({ columns: { ...draft.columns, [key]: target.value } })}
        />
      ),
    },
  ];
}
