import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import {
  listDispatchesRoute,
  makeWebhookSecretRoute,
  readNoticeChannelsRoute,
  testNoticeChannelRoute,
} from '../../../../schemas/sharing/dispatch-routes.ts';
import type { NoticeChannelsView } from '../../../../schemas/sharing/notice-channels.ts';
import type { DispatchWay } from '../../../../schemas/sharing/notice-dispatch.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { DecisionButton } from '../../shared/decision-button.tsx';
import { Facts } from '../../shared/facts.tsx';
import { FormField } from '../../shared/forms/form-field.tsx';
import { Moment } from '../../shared/moment.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';

/** How mail and webhook stand, with the secret and the tests; nothing before the first save. */
export function WebhookPanel({ view }: { readonly view: NoticeChannelsView }) {
  const [secret, setSecret] = useState<string>();
  const make = useAction(makeWebhookSecretRoute, { refreshes: [readNoticeChannelsRoute] });
  const { mail, webhook, lockVersion, changed, sendsMail } = view;
  if (changed === undefined) return null;
  const isNew = webhook?.secretSince === undefined;
  return (
    <section className="panel" aria-labelledby="ways-now">
      <h2 id="ways-now">现在的情况</h2>
      <Facts
        facts={[
          ['每日汇总邮件', <MailState key="mail" mail={mail} sendsMail={sendsMail} />],
          ['推送', <WebhookState key="webhook" webhook={webhook} />],
          ['签名密钥', webhook?.secretSince && <Moment key="secret" iso={webhook.secretSince} />],
          [
            '最近修改',
            <span key="changed">
              {changed.name}，<Moment iso={changed.at} />
            </span>,
          ],
        ]}
      />
      {webhook !== undefined && (
        <div className="actions">
          <DecisionButton
            thing={`webhook secret ${lockVersion}`}
            label={isNew ? '生成签名密钥' : '更换签名密钥'}
            verb={isNew ? '生成' : '更换'}
            consequence={
              isNew
                ? '平台将生成一个签名密钥，只显示这一次，请立即存入接收系统。'
                : '平台将生成新的签名密钥，只显示这一次。旧密钥再签名 24 小时，请在此期间更换接收系统中的密钥。'
            }
            takesNoReason
            decide={async () => setSecret((await make.act({ body: { lockVersion } })).secret)}
          />
        </div>
      )}
      {secret !== undefined && (
        <FormField label="新的签名密钥" hint="只显示这一次，离开本页后不能再查看，请立即存入接收系统。">
          {(ids) => <Input {...ids} readOnly value={secret} onFocus={({ target }) => target.select()} />}
        </FormField>
      )}
      <Tests view={view} />
    </section>
  );
}

function MailState({ mail, sendsMail }: Pick<NoticeChannelsView, 'mail' | 'sendsMail'>) {
  if (mail.addresses.length === 0) return <StateTag tone="idle">没有收件邮箱，不发邮件</StateTag>;
  if (!sendsMail) return <StateTag tone="bad">平台没有配置邮件服务，请联系市政府信息中心</StateTag>;
  return <StateTag tone="good">每天汇总发给 {mail.addresses.length} 个邮箱</StateTag>;
}

function WebhookState({ webhook }: Pick<NoticeChannelsView, 'webhook'>) {
  if (webhook === undefined) return <StateTag tone="idle">没有推送地址</StateTag>;
  if (!webhook.isOn) return <StateTag tone="idle">已停用</StateTag>;
  if (webhook.secretSince === undefined) return <StateTag tone="waiting">还没有签名密钥，不推送</StateTag>;
  if (webhook.pausedAt !== undefined)
    return <StateTag tone="bad">多次没有送达，已暂停；检查接收系统后，在下方保存设置即恢复</StateTag>;
  return webhook.failingSince === undefined ? (
    <StateTag tone="good">正常</StateTag>
  ) : (
    <StateTag tone="waiting">最近没有送达，平台会再试</StateTag>
  );
}

function Tests({ view: { mail, webhook, sendsMail } }: { readonly view: NoticeChannelsView }) {
  const test = useAction(testNoticeChannelRoute, { refreshes: [listDispatchesRoute] });
  const send = (way: DispatchWay) => () => test.send({ body: { way } });
  const isMailKept = mail.addresses.length > 0 && sendsMail;
  const isWebhookKept = webhook?.isOn === true && webhook.secretSince !== undefined;
  return (
    <>
      {test.error !== null && <ProblemNotice error={test.error} />}
      {(isMailKept || isWebhookKept) && (
        <div className="actions">
          {isMailKept && (
            <Button loading={test.isPending} onClick={send('mail')}>
              测试邮件
            </Button>
          )}
          {isWebhookKept && (
            <Button loading={test.isPending} onClick={send('webhook')}>
              测试推送
            </Button>
          )}
        </div>
      )}
      {test.isSuccess && (
        <output className="said">
          测试将在一分钟内发出，结果见<Link to="/inbox/sent">发送记录</Link>。
        </output>
      )}
    </>
  );
}
