import { Typography } from 'antd';
import { curlLines } from '../../../../schemas/sharing/curl-lines.ts';
import type { GrantView } from '../../../../schemas/sharing/grant-use.ts';
import { readGrantOpenapiRoute } from '../../../../schemas/sharing/sandbox-routes.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { QueryView } from '../../shared/states/query-view.tsx';

/** What whoever builds a client of a grant needs: lines that work as they are, and the document that they are from. */
export function GrantConnection({ grant: { id, status } }: { readonly grant: GrantView }) {
  if (status === 'revoked' || status === 'expired') return null;
  return <Connection grant={id} />;
}

function Connection({ grant }: { readonly grant: string }) {
  const read = useRoute(readGrantOpenapiRoute, { params: { grant } });
  return (
    <section className="panel">
      <h2>接口对接</h2>
      <p>
        在 bash 中用 curl 和 jq 调用。先把部门系统的账号和密钥设为环境变量 <code>GUIJI_ACCOUNT</code> 和{' '}
        <code>GUIJI_SECRET</code>，再依次执行；沙箱里的数据全部是虚构的，不计用量。
      </p>
      <QueryView query={read} what="接口说明">
        {(document) => <Lines document={document} />}
      </QueryView>
    </section>
  );
}

function Lines({ document }: { readonly document: unknown }) {
  const lines = curlLines(document, window.location.origin);
  if (lines.length === 0) return <p>统一身份认证暂时没有给出取令牌的地址。请稍后刷新本页。</p>;
  return (
    <>
      <ol>
        {lines.map(({ purpose, command }) => (
          <li key={command}>
            {purpose}
            <Typography.Paragraph code copyable={{ text: command, tooltips: ['复制', '已复制'] }}>
              {command}
            </Typography.Paragraph>
          </li>
        ))}
      </ol>
      <Typography.Paragraph copyable={{ text: JSON.stringify(document, null, 2), tooltips: ['复制', '已复制'] }}>
        复制这个授权的接口说明文档（OpenAPI 3.1），供生成客户端使用
      </Typography.Paragraph>
    </>
  );
}
