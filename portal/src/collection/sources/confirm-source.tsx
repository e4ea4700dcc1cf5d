import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import {
  confirmSourceRoute,
  listSourcesRoute,
  readSourceRoute,
} from '../../../../schemas/collection/sources/routes.ts';
import type { Source } from '../../../../schemas/collection/sources/source.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { toActor, useCaller } from '../../shared/caller.ts';
import { formatNumber } from '../../shared/format-number.ts';
import { PageDialog } from '../../shared/page-dialog.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { SourceReceipts } from './source-receipts.tsx';

type ConfirmProps = { readonly source: Source; readonly name: string; readonly close: () => void };

const maxComment = 500;

/** Says what a confirmation starts, sends it, and shows both receipts as the platform wrote them. */
export function ConfirmSource({ source, name, close }: ConfirmProps) {
  const { dataset, channel, test } = source;
  const id = useId();
  const self = toActor(useCaller());
  const [comment, setComment] = useState('');
  const { act, isPending, error, data } = useAction(confirmSourceRoute, {
    refreshes: [readSourceRoute, listSourcesRoute],
  });
  if (data?.receipt !== undefined)
    return (
      <PageDialog open title="已确认，双方各有回执" onCancel={close}>
        <p>“{name}”开始按时间表读取，第一次读取马上开始。</p>
        <SourceReceipts receipt={data.receipt} actors={[self]} />
        <Button type="primary" onClick={close}>
          看运行状况
        </Button>
      </PageDialog>
    );
  const send = (): void =>
    void act({
      params: { dataset, channel },
      body: comment.trim() === '' ? {} : { comment: comment.trim() },
    }).catch(() => undefined);
  return (
    <PageDialog open title={`确认：${name}`} onCancel={close}>
      <p>
        {`测试调用读到首页 ${formatNumber(test?.rows ?? 0)} 行，其中 ${formatNumber(test?.rejected ?? 0)} 行会被退回。`}
        确认后平台马上开始第一次读取，以后按时间表读取；提供部门和信息中心各得一份回执。
      </p>
      <label htmlFor={id}>备注（选填，写入回执）</label>
      <Input.TextArea
        id={id}
        value={comment}
        maxLength={maxComment}
        rows={3}
        onChange={({ target }) => setComment(target.value)}
      />
      {error !== null && <ProblemNotice error={error} />}
      <div className="actions dialog-actions">
        <Button type="primary" loading={isPending} onClick={send}>
          确认
        </Button>
        <Button onClick={close}>先不确认</Button>
      </div>
    </PageDialog>
  );
}
