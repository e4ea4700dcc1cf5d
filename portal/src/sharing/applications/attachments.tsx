import { Alert, Button, Progress } from 'antd';
import { paperExtensions, paperFormatNames } from '../../../../schemas/collection/archive-names.ts';
import { archiveRefusals } from '../../../../schemas/collection/archive-refusals.ts';
import { nameActor } from '../../../../schemas/departments/name-actor.ts';
import { type ApplicationView, readApplicationRoute } from '../../../../schemas/sharing/application-routes.ts';
import { downloadAttachmentRoute, removeAttachmentRoute } from '../../../../schemas/sharing/attachment-routes.ts';
import {
  AttachedFileName,
  type Attachment,
  AttachmentFormat,
  maxAttachmentBytes,
  maxAttachments,
} from '../../../../schemas/sharing/attachment.ts';
import { fetchFromStore } from '../../shared/api/fetch-from-store.ts';
import { saveFile } from '../../shared/api/save-file.ts';
import { useAction, useApi } from '../../shared/api/use-api.ts';
import { DecisionButton } from '../../shared/decision-button.tsx';
import { FileDrop } from '../../shared/file-drop.tsx';
import { formatSize } from '../../shared/format-number.ts';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Moment } from '../../shared/moment.tsx';
import { StoreRefused } from '../../shared/send-to-store.ts';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { useDownload } from '../../shared/use-download.ts';
import { useAttaching } from './use-attaching.ts';

const megabytes = `${maxAttachmentBytes / 1024 / 1024}`;
const accepted = AttachmentFormat.options
  .flatMap((format) => paperExtensions[format])
  .map((extension) => `.${extension}`)
  .join(',');

type Props = { readonly application: ApplicationView };

/** The files of an application; whoever writes it adds and removes them until it is submitted. */
export function Attachments({ application }: Props) {
  const { id, attachments = [], actions } = application;
  const isWritten = actions.includes('submit') || actions.includes('complete');
  if (attachments.length === 0 && !isWritten) return null;
  return (
    <section className="panel">
      <h2>附件</h2>
      {attachments.length > 0 && (
        <Listing
          caption="附件"
          columns={columnsWith(application, isWritten)}
          rows={attachments}
          rowKey={({ id: attachment }) => attachment}
        />
      )}
      {isWritten && attachments.length < maxAttachments && <AddAttachment application={id} />}
    </section>
  );
}

function columnsWith({ id, actors }: ApplicationView, isWritten: boolean): readonly Column<Attachment>[] {
  return [
    { title: '文件', cell: ({ name }) => <b>{name}</b> },
    { title: '格式', cell: ({ format, size }) => `${paperFormatNames[format]}，${formatSize(size)}` },
    {
      title: '附上',
      cell: ({ addedAt, addedBy }) => (
        <>
          {nameActor(actors, addedBy)}，<Moment iso={addedAt} />
        </>
      ),
      isMinor: true,
    },
    {
      title: '内容的 SHA-256',
      cell: ({ sha256 }) => <code title={sha256}>{sha256.slice(0, 16)}…</code>,
      isMinor: true,
    },
    {
      title: '办理',
      cell: (attachment) => (
        <div className="actions">
          <Download application={id} attachment={attachment} />
          {isWritten && <Remove application={id} attachment={attachment} />}
        </div>
      ),
    },
  ];
}

type OneProps = { readonly application: string; readonly attachment: Attachment };

/** Saves the file under its name: the address itself has none. */
function Download({ application, attachment: { id, name } }: OneProps) {
  const api = useApi();
  const { start, isPending, error } = useDownload(async () => {
    const params = { application, attachment: id };
    const { url, fileName } = await api.call(downloadAttachmentRoute, { params });
    saveFile({ blob: await fetchFromStore(url), name: fileName });
  });
  return (
    <>
      <Button loading={isPending} aria-label={`下载“${name}”`} onClick={start}>
        下载
      </Button>
      {error !== null && <ProblemNotice error={error} />}
    </>
  );
}

function Remove({ application, attachment: { id, name } }: OneProps) {
  const remove = useAction(removeAttachmentRoute, { refreshes: [readApplicationRoute] });
  return (
    <DecisionButton
      thing={`attachment ${id}`}
      label="移除"
      verb="移除"
      takesNoReason
      consequence={`“${name}”不再附在这份申请上，办理单位看不到它；需要时可以重新上传。`}
      decide={async () => await remove.act({ params: { application, attachment: id } })}
    />
  );
}

function AddAttachment({ application }: { readonly application: string }) {
  const { mutate, isPending, error, sent, variables } = useAttaching(application);
  return (
    <>
      <FileDrop
        choose={(file) => mutate(file)}
        label="选择附件，或把文件拖到这里"
        accept={accepted}
        obstacleTitle="这个文件不能作为附件"
        severalFiles="一次只能附上一个文件。请只选择一个文件。"
        whyNotTaken={whyNotTaken}
      />
      <p className="upload-hint">
        选填。可以附上 PDF、Word（.docx）、Excel（.xlsx）、PNG 和 JPEG，例如依据的文件原文；每个不超过 {megabytes}{' '}
        MB，最多 {maxAttachments} 个，按内容检查。提交以后不能再改动。文件名里不要写个人的姓名和号码。
      </p>
      {isPending && <Progress percent={Math.floor((sent / (variables?.size ?? 1)) * 100)} aria-label="上传的进度" />}
      {error !== null && <WhyNotAttached error={error} />}
    </>
  );
}

function WhyNotAttached({ error }: { readonly error: Error }) {
  if (!(error instanceof StoreRefused)) return <ProblemNotice error={error} />;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title="存储没有收下这个文件"
      description="上传地址可能已过期，或文件在上传期间被改动过。申请的内容不变。请重新选择文件后再上传。"
    />
  );
}

/** In the API's own words, before anything is sent. The content is judged by the platform. */
function whyNotTaken({ size, name }: File): string | null {
  if (size === 0) return archiveRefusals['paper-empty'].detail;
  if (size > maxAttachmentBytes) return archiveRefusals['paper-too-large'].detail.replace('{limit}', megabytes);
  const { error } = AttachedFileName.safeParse(name);
  if (error === undefined) return null;
  const [issue] = error.issues;
  return issue?.code === 'custom' ? issue.message : '文件名过长，或含有不能显示的字符。请把文件改名后再上传。';
}
