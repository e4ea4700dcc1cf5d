import { Alert, Button, Input, Progress } from 'antd';
import { type RefObject, useState } from 'react';
import { paperKindNames } from '../../../../schemas/collection/archive-names.ts';
import { archiveRefusals } from '../../../../schemas/collection/archive-refusals.ts';
import { maxPaperBytes, PaperKind, PaperTitle } from '../../../../schemas/collection/archive.ts';
import { FileDrop } from '../../shared/file-drop.tsx';
import { formatSize } from '../../shared/format-number.ts';
import { FormField } from '../../shared/forms/form-field.tsx';
import { StoreRefused } from '../../shared/send-to-store.ts';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { useArchiving } from './use-archiving.ts';

export type PaperName = { readonly kind: PaperKind; readonly title: string };

type UploadPaperProps = {
  readonly dataset: string;
  readonly name: PaperName;
  readonly rename: (name: PaperName) => void;
  /** Titles that are there: the same one makes a new version. */
  readonly isKnown: boolean;
  readonly heading: RefObject<HTMLHeadingElement | null>;
};

const accepted = '.pdf,.docx,.xlsx,.doc,.xls,.png,.jpg,.jpeg';
const limit = `${maxPaperBytes / 1024 / 1024}`;

/** The form keeps kind, title and file until they are archived. */
export function UploadPaper({ dataset, name, rename, isKnown, heading }: UploadPaperProps) {
  const [file, setFile] = useState<File | null>(null);
  const archiving = useArchiving(dataset);
  const title = PaperTitle.safeParse(name.title);
  const choose = (chosen: File): void => {
    archiving.reset();
    setFile(chosen);
    if (name.title.trim() === '') rename({ ...name, title: titleOf(chosen.name) });
  };
  const send = (): void => {
    if (file === null || !title.success) return;
    archiving.mutate(
      { file, kind: name.kind, title: title.data },
      {
        onSuccess: () => {
          setFile(null);
          rename({ ...name, title: '' });
        },
      },
    );
  };
  return (
    <form
      className="panel form"
      aria-labelledby="archive-title"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2 id="archive-title" ref={heading} tabIndex={-1} className="step-title">
        存入资料
      </h2>
      <FileDrop
        choose={choose}
        label={file === null ? '选择文件，或把文件拖到这里' : '换一个文件，或把文件拖到这里'}
        accept={accepted}
        obstacleTitle="这个文件不能存档"
        severalFiles="一次只能存入一个文件。请只选择一个文件。"
        whyNotTaken={whyNotTaken}
      />
      <p className="upload-hint">
        {file === null
          ? `可以存入 PDF、Word、Excel、PNG 和 JPEG，每个不超过 ${limit} MB；按内容检查，含有宏、内嵌程序或密码的不能存档。`
          : `已选择“${file.name}”，${formatSize(file.size)}。`}
      </p>
      <NameFields name={name} rename={rename} isKnown={isKnown} fault={faultOf(name.title, title)} />
      {archiving.isPending && (
        <Progress percent={Math.floor((archiving.sent / (file?.size ?? 1)) * 100)} aria-label="上传的进度" />
      )}
      {archiving.error !== null && <WhyNotArchived error={archiving.error} />}
      {archiving.data !== undefined && (
        <output>
          <Alert type="success" showIcon title={`已存入“${archiving.data.title}”第 ${archiving.data.number} 版。`} />
        </output>
      )}
      <div className="actions">
        <Button
          type="primary"
          htmlType="submit"
          loading={archiving.isPending}
          disabled={file === null || !title.success}
        >
          上传并存档
        </Button>
      </div>
    </form>
  );
}

function faultOf(typed: string, title: ReturnType<typeof PaperTitle.safeParse>): string | null {
  if (title.success || typed.trim() === '') return null;
  const [issue] = title.error.issues;
  return issue?.code === 'custom' ? issue.message : '名称应为 2 至 80 个字。';
}

type NameFieldsProps = Pick<UploadPaperProps, 'name' | 'rename' | 'isKnown'> & { readonly fault: string | null };

function NameFields({ name, rename, isKnown, fault }: NameFieldsProps) {
  return (
    <>
      <FormField label="资料种类">
        {(ids) => (
          <select
            {...ids}
            value={name.kind}
            onChange={({ target }) => rename({ ...name, kind: PaperKind.parse(target.value) })}
          >
            {PaperKind.options.map((kind) => (
              <option key={kind} value={kind}>
                {paperKindNames[kind]}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <FormField label="资料名称" hint="种类和名称与已有的相同，就是那份资料的新版本。名称里不要写个人的姓名和号码。">
        {(ids) => (
          <>
            <Input
              {...ids}
              value={name.title}
              aria-invalid={fault !== null}
              onChange={({ target }) => rename({ ...name, title: target.value })}
            />
            {fault !== null && (
              <p className="bad" role="alert">
                {fault}
              </p>
            )}
            {isKnown && fault === null && <p className="soft">这份资料已经有了，将存为新版本；以前的版本仍然保存。</p>}
          </>
        )}
      </FormField>
    </>
  );
}

function WhyNotArchived({ error }: { readonly error: Error }) {
  if (!(error instanceof StoreRefused)) return <ProblemNotice error={error} />;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title="存储没有收下这个文件"
      description="上传地址可能已过期，或文件在上传期间被改动过。已有的资料不变。请重新选择文件后再上传。"
    />
  );
}

const titleOf = (fileName: string): string => fileName.replace(/\.[^.]*$/, '').slice(0, 80);

/** In the API's own words, before anything is sent. The content is judged by the platform. */
function whyNotTaken({ size }: File): string | null {
  if (size === 0) return archiveRefusals['paper-empty'].detail;
  return size > maxPaperBytes ? archiveRefusals['paper-too-large'].detail.replace('{limit}', limit) : null;
}
