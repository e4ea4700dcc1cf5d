import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import type { FindingKind } from '../../../../schemas/collection/finding-kind.ts';
import type { Finding, FindingSeverity } from '../../../../schemas/collection/finding.ts';
import { QueryView } from '../../shared/states/query-view.tsx';
import { cellAddress, count, findingTitle } from './words.ts';

/** A page of findings, and where the next one begins. */
export type FindingSlice = { readonly items: readonly Finding[]; readonly next: string | null };

export type FindingsSource = {
  /** Tells one list from another. */
  readonly name: string;
  readonly read: (from: string | null, kind: FindingKind | null) => Promise<FindingSlice>;
  /** Whether a kind can be picked out. */
  readonly filters: boolean;
};

type FindingsTableProps = {
  readonly kinds: readonly FindingKind[];
  readonly source: FindingsSource;
  readonly truncated: boolean;
};

/** What is wrong by kind, then where: errors first. */
export function FindingsTable({ kinds, source, truncated }: FindingsTableProps) {
  const [kind, setKind] = useState<FindingKind | null>(null);
  const [pages, setPages] = useState<readonly (string | null)[]>([null]);
  const filters = source.filters && kinds.length > 1;
  const from = pages.at(-1) ?? null;
  const key = kind === null ? '' : `${kind.severity} ${kind.code} ${kind.field ?? ''}`;
  const slice = useQuery({
    queryKey: ['findings', source.name, key, from],
    queryFn: async () => await source.read(from, kind),
  });
  const pick = (next: FindingKind | null) => {
    setKind(next);
    setPages([null]);
  };
  return (
    <>
      <h3>按信息项和问题汇总</h3>
      <table className="upload-table">
        <thead>
          <tr>
            <th scope="col">级别</th>
            <th scope="col">信息项</th>
            <th scope="col">问题</th>
            <th scope="col">处数</th>
            {filters && <th scope="col">明细</th>}
          </tr>
        </thead>
        <tbody>
          {kinds.map((one) => (
            <tr key={`${one.severity} ${one.code} ${one.field ?? ''}`}>
              <td data-label="级别">
                <Severity severity={one.severity} />
              </td>
              <td data-label="信息项">{one.label ?? '整个文件'}</td>
              <td data-label="问题">{findingTitle(one.code)}</td>
              <td data-label="处数" className="number">
                {count(one.count)}
              </td>
              {filters && (
                <td data-label="明细">
                  <Button size="small" aria-pressed={kind === one} onClick={() => pick(kind === one ? null : one)}>
                    {kind === one ? '看全部' : '只看这种'}
                    <span className="unseen">
                      ：{one.label ?? '整个文件'}，{findingTitle(one.code)}
                    </span>
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <h3>问题明细{kind === null ? '' : `：${kind.label ?? '整个文件'}，${findingTitle(kind.code)}`}</h3>
      {truncated && <p>有问题的行超过 100,000 行，更多行的问题只计数，不逐条列出。</p>}
      <QueryView query={slice} what="问题明细">
        {({ items, next }) => (
          <>
            <FindingRows items={items} />
            {(pages.length > 1 || next !== null) && (
              <nav className="upload-pager" aria-label="问题明细的分页">
                <Button disabled={pages.length === 1} onClick={() => setPages(pages.slice(0, -1))}>
                  上一页
                </Button>
                <span>第 {pages.length} 页</span>
                <Button disabled={next === null} onClick={() => setPages([...pages, next])}>
                  下一页
                </Button>
              </nav>
            )}
          </>
        )}
      </QueryView>
    </>
  );
}

function FindingRows({ items }: { readonly items: readonly Finding[] }) {
  const sheets = new Set(items.flatMap(({ sheet }) => sheet ?? []));
  return (
    <table className="upload-table">
      <thead>
        <tr>
          <th scope="col">单元格</th>
          <th scope="col">级别</th>
          <th scope="col">信息项</th>
          <th scope="col">怎么改</th>
        </tr>
      </thead>
      <tbody>
        {items.map((finding, i) => (
          // Equal findings may follow one another, and the list never changes.
          <tr key={i}>
            <td data-label="单元格" className="number">
              {sheets.size > 1 && finding.sheet !== undefined ? `${finding.sheet} ` : ''}
              {cellAddress(finding) || '整个文件'}
            </td>
            <td data-label="级别">
              <Severity severity={finding.severity} />
            </td>
            <td data-label="信息项">{finding.label ?? '整个文件'}</td>
            <td data-label="怎么改">{finding.detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Severity({ severity }: { readonly severity: FindingSeverity }) {
  return severity === 'error' ? <Tag color="error">错误</Tag> : <Tag color="warning">提醒</Tag>;
}
