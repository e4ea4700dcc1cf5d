import { useId, useState } from 'react';
import { DatabaseSystem } from '../../../../schemas/collection/front-end-table.ts';
import { downloadFrontEndTableRoute } from '../../../../schemas/collection/routes.ts';
import { downloadConnectionSheetRoute } from '../../../../schemas/collection/sources/routes.ts';
import type { SourceChannel } from '../../../../schemas/collection/sources/source.ts';
import { DownloadButton } from '../../shared/download-button.tsx';

type PapersProps = { readonly dataset: string; readonly channel: SourceChannel; readonly isRegistered: boolean };

const systemNames = [
  ['postgresql', 'PostgreSQL、人大金仓、openGauss'],
  ['mysql', 'MySQL、MariaDB'],
] as const;

/** What the department's programmer needs: the connection sheet and, for a front-end table, both scripts. */
export function ProgrammerPapers({ dataset, channel, isRegistered }: PapersProps) {
  return (
    <section className="panel">
      <h2>给程序员的文件</h2>
      {isRegistered && (
        <>
          <p>对接单写明地址、各列含义和操作步骤，不含密码，可以转交。</p>
          <div className="actions" style={{ marginBottom: 16 }}>
            <DownloadButton
              route={downloadConnectionSheetRoute}
              request={{ params: { dataset, channel } }}
              label="下载对接单"
              isPrimary
            />
          </div>
        </>
      )}
      {channel === 'database' && <Scripts dataset={dataset} />}
      {channel === 'interface' && (
        <p>
          服务接口的登记方法和各项含义见 <a href="/api/v1/docs">接口说明</a>。
        </p>
      )}
    </section>
  );
}

function Scripts({ dataset }: { readonly dataset: string }) {
  const id = useId();
  const [system, setSystem] = useState<DatabaseSystem>('postgresql');
  return (
    <>
      <p>
        先由数据库管理员执行建表脚本（业务列、审计列、索引和退回表），再执行账号授权脚本（平台只读业务列、只写回执列）。
      </p>
      <p className="filter" style={{ marginTop: 0 }}>
        <label htmlFor={id}>数据库系统</label>
        <select id={id} value={system} onChange={({ target }) => setSystem(DatabaseSystem.parse(target.value))}>
          {systemNames.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </p>
      <div className="actions">
        <DownloadButton
          route={downloadFrontEndTableRoute}
          request={{ params: { dataset }, query: { system, script: 'table' } }}
          label="下载建表脚本"
        />
        <DownloadButton
          route={downloadFrontEndTableRoute}
          request={{ params: { dataset }, query: { system, script: 'accounts' } }}
          label="下载账号授权脚本"
        />
      </div>
    </>
  );
}
