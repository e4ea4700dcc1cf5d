import { Button, Input } from 'antd';
import { useState } from 'react';
import { keepNoticeChannelsRoute, readNoticeChannelsRoute } from '../../../../schemas/sharing/dispatch-routes.ts';
import {
  MailAddress,
  maxMailAddresses,
  type NoticeChannelsView,
  WebhookAddress,
} from '../../../../schemas/sharing/notice-channels.ts';
import { noticePhrases } from '../../../../schemas/sharing/notice-phrases.ts';
import { NoticeKind } from '../../../../schemas/sharing/notice.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { FormField } from '../../shared/forms/form-field.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';

type Kinds = ReadonlySet<NoticeKind>;

const linesOf = (text: string): string[] =>
  text
    .split(/[\n,，;；]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Writes the settings anew; addresses are not kept as a draft on the machine. */
export function ChannelsForm({ before }: { readonly before: NoticeChannelsView }) {
  const [addresses, setAddresses] = useState(before.mail.addresses.join('\n'));
  const [url, setUrl] = useState(before.webhook?.url ?? '');
  const [isOn, setOn] = useState(before.webhook?.isOn ?? true);
  const [mailWithout, setMailWithout] = useState<Kinds>(new Set(before.mail.without));
  const [webhookWithout, setWebhookWithout] = useState<Kinds>(new Set(before.webhook?.without));
  const [isChecked, setChecked] = useState(false);
  const keep = useAction(keepNoticeChannelsRoute, { refreshes: [readNoticeChannelsRoute] });
  const mails = linesOf(addresses);
  const isMailFaulty = mails.length > maxMailAddresses || !mails.every((mail) => MailAddress.safeParse(mail).success);
  const urlFault = url === '' ? undefined : WebhookAddress.safeParse(url).error?.issues[0]?.message;
  const send = (): void => {
    setChecked(true);
    if (isMailFaulty || urlFault !== undefined) return;
    keep.send({
      body: {
        mail: { addresses: mails, without: [...mailWithout] },
        ...(url === '' ? {} : { webhook: { url, isOn, without: [...webhookWithout] } }),
        lockVersion: before.lockVersion,
      },
    });
  };
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h2>修改设置</h2>
      <MailField text={addresses} change={setAddresses} isFaulty={isChecked && isMailFaulty} />
      <AddressField url={url} change={setUrl} fault={isChecked ? urlFault : undefined} />
      <label>
        <input type="checkbox" checked={isOn} onChange={({ target }) => setOn(target.checked)} /> 启用推送
      </label>
      <details>
        <summary>按消息种类选择</summary>
        <Listing
          caption="各种消息是否发邮件、是否推送"
          columns={columnsOf({ mailWithout, webhookWithout, setMailWithout, setWebhookWithout })}
          rows={NoticeKind.options}
          rowKey={(kind) => kind}
        />
      </details>
      {keep.error !== null && <ProblemNotice error={keep.error} />}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={keep.isPending}>
          保存通知设置
        </Button>
      </div>
    </form>
  );
}

type MailFieldProps = {
  readonly text: string;
  readonly change: (text: string) => void;
  readonly isFaulty: boolean;
};

function MailField({ text, change, isFaulty }: MailFieldProps) {
  return (
    <FormField
      label="收件邮箱（选填）"
      hint={`每行一个，最多 ${maxMailAddresses} 个。每天汇总成一封邮件，没有消息的日子不发。`}
    >
      {(ids) => (
        <>
          <Input.TextArea
            {...ids}
            rows={3}
            value={text}
            aria-invalid={isFaulty}
            onChange={({ target }) => change(target.value)}
          />
          {isFaulty && (
            <p className="bad" role="alert">
              收件邮箱有误。请每行写一个，例如 xinxike@example.gov.cn，最多 {maxMailAddresses} 个。
            </p>
          )}
        </>
      )}
    </FormField>
  );
}

type AddressFieldProps = {
  readonly url: string;
  readonly change: (url: string) => void;
  readonly fault: string | undefined;
};

function AddressField({ url, change, fault }: AddressFieldProps) {
  return (
    <FormField
      label="推送地址（选填）"
      hint="本部门系统接收消息的地址，须由市政府信息中心列入许可清单。保存后生成签名密钥，才开始推送。"
    >
      {(ids) => (
        <>
          <Input
            {...ids}
            type="url"
            value={url}
            maxLength={500}
            aria-invalid={fault !== undefined}
            onChange={({ target }) => change(target.value.trim())}
          />
          {fault !== undefined && (
            <p className="bad" role="alert">
              {fault}
            </p>
          )}
        </>
      )}
    </FormField>
  );
}

type Choices = {
  readonly mailWithout: Kinds;
  readonly webhookWithout: Kinds;
  readonly setMailWithout: (kinds: Kinds) => void;
  readonly setWebhookWithout: (kinds: Kinds) => void;
};

function columnsOf({
  mailWithout,
  webhookWithout,
  setMailWithout,
  setWebhookWithout,
}: Choices): readonly Column<NoticeKind>[] {
  const box = (title: string, without: Kinds, set: (kinds: Kinds) => void): Column<NoticeKind> => ({
    title,
    cell: (kind) => (
      <input
        type="checkbox"
        aria-label={`${noticePhrases[kind].title}：${title}`}
        checked={!without.has(kind)}
        onChange={({ target }) => {
          const next = new Set(without);
          if (target.checked) next.delete(kind);
          else next.add(kind);
          set(next);
        }}
      />
    ),
  });
  return [
    { title: '消息', cell: (kind) => noticePhrases[kind].title },
    box('邮件', mailWithout, setMailWithout),
    box('推送', webhookWithout, setWebhookWithout),
  ];
}
