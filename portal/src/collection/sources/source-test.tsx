import { Button } from 'antd';
import {
  listSourcesRoute,
  readSourceRoute,
  type SourceView,
  testSourceRoute,
} from '../../../../schemas/collection/sources/routes.ts';
import type { MappedField, SourceTest } from '../../../../schemas/collection/sources/source.ts';
import { nameActor } from '../../../../schemas/departments/name-actor.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { formatNumber } from '../../shared/format-number.ts';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Moment } from '../../shared/moment.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { mappingNames, mappingTone } from './source-words.ts';

const columns: readonly Column<MappedField>[] = [
  { title: '信息项', cell: ({ label }) => label },
  { title: '字段名', cell: ({ field }) => <code className="place">{field}</code>, isMinor: true },
  { title: '要求', cell: ({ required }) => (required ? '必填' : '选填'), isMinor: true },
  {
    title: '对应',
    cell: (field) => <StateTag tone={mappingTone(field)}>{mappingNames[field.state]}</StateTag>,
  },
  { title: '有值的行', cell: ({ filled }) => formatNumber(filled), isNumber: true },
  { title: '不合格的行', cell: ({ refused }) => formatNumber(refused), isNumber: true },
  { title: '说明', cell: ({ detail }) => detail ?? '—' },
];

/** The first page that the source really gave, compared with the catalogue field by field; nothing is stored. */
export function SourceTestPanel({ source, canTest }: { readonly source: SourceView; readonly canTest: boolean }) {
  const { dataset, channel, test, declarationVersion, actors } = source;
  const { act, isPending, error } = useAction(testSourceRoute, { refreshes: [readSourceRoute, listSourcesRoute] });
  return (
    <>
      <section className="panel">
        <h2>测试调用</h2>
        <p>平台向登记的地址实际读取首页，逐项核对与目录信息项的对应，不入库。</p>
        {canTest && (
          <Button loading={isPending} onClick={() => void act({ params: { dataset, channel } }).catch(() => undefined)}>
            {isPending ? '正在测试调用' : '测试调用'}
          </Button>
        )}
        {error !== null && <ProblemNotice error={error} />}
        {test !== undefined && (
          <TestOutcome
            test={test}
            isOutdated={test.declarationVersion !== declarationVersion}
            by={nameActor(actors, test.by)}
          />
        )}
      </section>
      {test === undefined && (
        <EmptyState title="还没有测试">
          <p>测试以后，这里逐项列出已对应、没有对应、各行都没有值和不符合要求的信息项。</p>
        </EmptyState>
      )}
      {test !== undefined && test.fields.length > 0 && (
        <Listing
          caption="与目录信息项的对应"
          columns={columns}
          rows={test.fields.toSorted((a, b) => rank(a) - rank(b))}
          rowKey={({ field }) => field}
        />
      )}
    </>
  );
}

/** What must be mended stands first; the catalogue's order stays within. */
const rank = (field: MappedField): number => ['bad', 'idle', 'good'].indexOf(mappingTone(field));

type TestOutcomeProps = { readonly test: SourceTest; readonly isOutdated: boolean; readonly by: string };

function TestOutcome({ test, isOutdated, by }: TestOutcomeProps) {
  const { ok, at, rows, rejected, seconds, fault, table, notices = [] } = test;
  const remarks = [...(table?.remarks ?? []), ...notices];
  const took = seconds === undefined ? '' : `，用时 ${seconds.toFixed(1)} 秒`;
  return (
    <>
      <p style={{ marginBottom: 4 }}>
        <StateTag tone={ok ? 'good' : 'bad'}>{ok ? '测试成功' : '测试没有成功'}</StateTag> <Moment iso={at} /> {by}
      </p>
      <p>
        {fault === undefined
          ? `首页 ${formatNumber(rows)} 行，其中 ${formatNumber(rejected)} 行会被退回${took}。`
          : fault.detail}
      </p>
      {isOutdated && <p>测试之后登记内容又有修改，请重新测试。</p>}
      {remarks.length > 0 && (
        <ul>
          {remarks.map(({ code, detail }) => (
            <li key={`${code}${detail}`}>{detail}</li>
          ))}
        </ul>
      )}
    </>
  );
}
