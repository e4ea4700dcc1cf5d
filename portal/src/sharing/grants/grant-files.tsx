import { Button, Input } from 'antd';
import { useState } from 'react';
import {
  fetchGrantFileRoute,
  listGrantFilesRoute,
  prepareGrantFileRoute,
} from '../../../../schemas/sharing/file-routes.ts';
import type { FileFormat, GrantFileView } from '../../../../schemas/sharing/grant-file.ts';
import type { GrantView } from '../../../../schemas/sharing/grant-use.ts';
import { readGrantUsageRoute } from '../../../../schemas/sharing/use-routes.ts';
import { useAction, useRoute } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { formatNumber, formatSize } from '../../shared/format-number.ts';
import { FormField } from '../../shared/forms/form-field.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Moment } from '../../shared/moment.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useDownload } from '../../shared/use-download.ts';
import { fileFormatNames, fileStateNames, fileTones } from './file-words.ts';

type Props = { readonly grant: GrantView };

const pollMs = 2_000;

/** Files of all that a grant shows: both parties see them, and the consumer orders and fetches them. */
export function GrantFiles({ grant }: Props) {
  const caller = useCaller();
  const request = { params: { grant: grant.id } };
  const [isWaiting, setIsWaiting] = useState(false);
  const list = useRoute(listGrantFilesRoute, request, { pollMs: isWaiting ? pollMs : false });
  const isPreparing = list.data?.items.some(({ state }) => state === 'preparing') ?? false;
  if (isPreparing !== isWaiting) setIsWaiting(isPreparing);
  const mayUse =
    grant.status === 'in-force' && grant.proof?.suspended === undefined && caller.department.id === grant.consumer;
  return (
    <section className="panel">
      <h2>文件</h2>
      <p>
        把授权范围内现有的全部数据做成一个文件。制作在后台进行；制作完成后 24
        小时内可以取用一次，取用计入用量，并留下使用记录，提供部门可以看到。
      </p>
      {mayUse && <Order grant={grant} />}
      <h3>最近的文件</h3>
      <QueryView query={list} what="文件">
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">最近 30 天没有制作过文件。</p>
          ) : (
            <Listing
              caption="最近的文件"
              columns={mayUse ? [...columns, fetchColumn(grant.id)] : columns}
              rows={items}
              rowKey={({ id }) => id}
            />
          )
        }
      </QueryView>
    </section>
  );
}

const formatHints = {
  xlsx: '全部是文本单元格，最多 1048575 条；第二张表写明用途和事项。',
  csv: '以 = + - @ 等开头的文字前加一个单引号，避免被当作公式。',
  ndjson: '每行一条，原样给出，供程序读取。',
} as const satisfies Record<FileFormat, string>;
const formats = ['xlsx', 'csv', 'ndjson'] as const;

function Order({ grant }: Props) {
  const [format, setFormat] = useState<FileFormat>('xlsx');
  const [caseNumber, setCaseNumber] = useState('');
  const order = useAction(prepareGrantFileRoute, { refreshes: [listGrantFilesRoute] });
  return (
    <form
      className="form"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        const body = { format, caseNumber: caseNumber.trim(), matter: grant.matter };
        order.send({ params: { grant: grant.id }, body });
      }}
    >
      <fieldset className="form-field">
        <legend>文件格式</legend>
        {formats.map((value) => (
          <label key={value} className="check">
            <input type="radio" name="format" checked={format === value} onChange={() => setFormat(value)} />
            {fileFormatNames[value]}
          </label>
        ))}
        <p className="soft">{formatHints[format]}</p>
      </fieldset>
      <FormField label="文件的办件编号" hint="为哪一件业务取用，例如 BJ-2026-000123。">
        {(ids) => (
          <Input {...ids} maxLength={100} value={caseNumber} onChange={({ target }) => setCaseNumber(target.value)} />
        )}
      </FormField>
      {order.error !== null && <ProblemNotice error={order.error} />}
      <div className="actions">
        <Button htmlType="submit" loading={order.isPending} disabled={caseNumber.trim() === ''}>
          制作文件
        </Button>
      </div>
    </form>
  );
}

const columns: readonly Column<GrantFileView>[] = [
  { title: '申请制作', cell: ({ requestedAt }) => <Moment iso={requestedAt} /> },
  { title: '格式', cell: ({ format }) => fileFormatNames[format] },
  { title: '办件编号', cell: ({ caseNumber }) => caseNumber, isMinor: true },
  { title: '状态', cell: (file) => <State file={file} /> },
  { title: '条数', cell: (file) => ('rows' in file ? formatNumber(file.rows) : ''), isNumber: true },
  { title: '大小', cell: (file) => ('bytes' in file ? formatSize(file.bytes) : ''), isNumber: true, isMinor: true },
];

function State({ file }: { readonly file: GrantFileView }) {
  return (
    <div>
      <StateTag tone={fileTones[file.state]}>{fileStateNames[file.state]}</StateTag>
      {file.state === 'failed' && <p className="soft">{file.detail}</p>}
      {file.state === 'ready' && (
        <p className="soft">
          可取用到 <Moment iso={file.until} />
        </p>
      )}
      {file.state === 'fetched' && (
        <p className="soft">
          <Moment iso={file.fetchedAt} /> 取用。下载没有完成的，请重新制作。
        </p>
      )}
    </div>
  );
}

function fetchColumn(grant: string): Column<GrantFileView> {
  return {
    title: '取用',
    cell: ({ id, state }) => (state === 'ready' ? <FetchButton grant={grant} file={id} /> : ''),
  };
}

/** The address is given out once: the browser follows it at once. */
function FetchButton({ grant, file }: { readonly grant: string; readonly file: string }) {
  const { act } = useAction(fetchGrantFileRoute, { refreshes: [listGrantFilesRoute, readGrantUsageRoute] });
  const { start, isPending, error } = useDownload(async () => {
    const { url } = await act({ params: { grant, file }, body: {} });
    location.assign(url);
  });
  return (
    <>
      <Button type="primary" loading={isPending} onClick={start}>
        下载一次
      </Button>
      {error !== null && <ProblemNotice error={error} />}
    </>
  );
}
