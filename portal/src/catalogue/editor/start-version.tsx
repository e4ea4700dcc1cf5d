import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { draftVersionRoute, listVersionsRoute } from '../../../../schemas/catalogue/routes.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';

/** Drafts a new version as a copy of the published one, and opens it in the editor. */
export function StartVersion({ dataset }: { readonly dataset: string }) {
  const navigate = useNavigate();
  const { act, isPending, error } = useAction(draftVersionRoute, { refreshes: [listVersionsRoute] });
  const start = async (): Promise<void> => {
    const { version } = await act({ params: { dataset }, body: {} });
    await navigate(`/datasets/${dataset}/versions/${version}/edit`);
  };
  return (
    <section className="panel">
      <h2>修改目录</h2>
      <p>起草的新版本先照抄已发布的版本；在您提交、信息中心审核并发布以前，现行版本不受影响。</p>
      {error !== null && <ProblemNotice error={error} />}
      <Button loading={isPending} onClick={() => void start().catch(() => undefined)}>
        起草新版本
      </Button>
    </section>
  );
}
