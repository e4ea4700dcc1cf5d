import { Alert, Button } from 'antd';
import { useMemo } from 'react';
import type { DeliveryMode } from '../../../../schemas/collection/delivery.ts';
import type { WorkbookCheck } from '../../../../schemas/collection/workbook-check.ts';
import { FindingsTable, type FindingsSource } from './findings-table.tsx';
import type { RunningCheck } from './start-check.ts';
import { StepTitle } from './step-title.tsx';
import { count, describeCheck, describeConsequence, modeNames } from './words.ts';

const pageSize = 50;

type CheckResultProps = {
  readonly file: File;
  readonly check: WorkbookCheck;
  readonly running: RunningCheck;
  readonly mode: DeliveryMode;
  readonly held: number;
  readonly send: () => void;
  readonly again: () => void;
};

/** The third step: what the check found, and what sending will do. */
export function CheckResult({ file, check, running, mode, held, send, again }: CheckResultProps) {
  const { rowCounts, reason, findingKinds, truncated, sheet } = check;
  const { read, rejected, errors, warnings } = rowCounts;
  const source = useMemo(() => workerFindings(running, `${file.name} ${file.lastModified}`), [running, file]);
  return (
    <section className="panel" aria-labelledby="result-title">
      <StepTitle id="result-title">{reason === null ? '检查完成，可以报送' : '检查完成，还不能报送'}</StepTitle>
      <Alert type={alertOf(check)} showIcon title={describeCheck(check)} />
      <dl className="upload-facts">
        <dt>文件</dt>
        <dd>{file.name}</dd>
        {sheet !== undefined && (
          <>
            <dt>工作表</dt>
            <dd>{sheet}</dd>
          </>
        )}
        {check.fits && (
          <>
            <dt>对账</dt>
            <dd>
              读取 {count(read)} 行 = 合格 {count(read - rejected)} 行 + 不合格 {count(rejected)} 行
            </dd>
          </>
        )}
        <dt>问题</dt>
        <dd>
          错误 {count(errors)} 处，提醒 {count(warnings)} 处
        </dd>
        {reason === null && (
          <>
            <dt>报送以后</dt>
            <dd>{describeConsequence(mode, rowCounts, held)}</dd>
          </>
        )}
      </dl>
      <p className="upload-actions">
        {reason === null && (
          <Button type="primary" onClick={send}>
            报送 {count(read - rejected)} 条（{modeNames[mode]}）
          </Button>
        )}
        <Button type={reason === null ? 'default' : 'primary'} onClick={again}>
          {errors + warnings > 0 ? '改好后重新选择文件' : '换一个文件'}
        </Button>
      </p>
      {findingKinds.length > 0 && <FindingsTable kinds={findingKinds} source={source} truncated={truncated} />}
    </section>
  );
}

function alertOf({ rowCounts, reason }: WorkbookCheck): 'error' | 'warning' | 'success' {
  if (reason !== null) return 'error';
  return rowCounts.errors + rowCounts.warnings > 0 ? 'warning' : 'success';
}

/** Asks the worker, which holds them on this machine. */
function workerFindings({ listFindings }: RunningCheck, name: string): FindingsSource {
  return {
    name: `check ${name}`,
    filters: true,
    read: async (from, kind) => {
      const skip = Number(from ?? 0);
      const filter = kind === null ? {} : { severity: kind.severity, code: kind.code, field: kind.field };
      const items = await listFindings({ filter, skip, limit: pageSize + 1 });
      return { items: items.slice(0, pageSize), next: items.length > pageSize ? `${skip + pageSize}` : null };
    },
  };
}
