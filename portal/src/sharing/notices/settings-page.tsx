import { Link } from 'react-router';
import { readNoticeChannelsRoute } from '../../../../schemas/sharing/dispatch-routes.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { ChannelsForm } from './channels-form.tsx';
import { WebhookPanel } from './webhook-panel.tsx';

/** By which ways the own department is told, besides the inbox. */
export default function NoticeSettingsPage() {
  const query = useRoute(readNoticeChannelsRoute, {});
  return (
    <>
      <PageHeader
        title="通知设置"
        crumbs={[{ title: '消息', to: '/inbox' }]}
        actions={<Link to="/inbox/sent">发送记录</Link>}
      >
        消息一直在平台的收件箱中。这里设置是否还每天汇总成一封邮件，或者推送到本部门的系统；对全部门有效。
      </PageHeader>
      <QueryView query={query} what="通知设置">
        {(view) => (
          <>
            <WebhookPanel view={view} />
            <ChannelsForm key={view.lockVersion} before={view} />
          </>
        )}
      </QueryView>
    </>
  );
}
