import type { SourceView } from '../../../../schemas/collection/sources/routes.ts';
import { nameActor } from '../../shared/actor-name.ts';
import { Facts } from '../../shared/facts.tsx';
import { Moment } from '../../shared/moment.tsx';
import { Timeline } from '../../shared/timeline.tsx';
import { decisionNames } from './source-words.ts';

/** Who did what with the source, when and why; what is registered, without any secret. */
export function SourceHistory({ source }: { readonly source: SourceView }) {
  const { declaration, declarationVersion, secret, decisions, actors } = source;
  return (
    <>
      <section className="panel">
        <h2>登记内容</h2>
        <Facts
          facts={[
            ['登记', `第 ${declarationVersion} 版`],
            ...(declaration.channel === 'interface'
              ? ([
                  ['接口', declaration.name],
                  ['地址', `${declaration.request.method} ${declaration.request.url}`],
                ] as const)
              : ([
                  ['数据库', declaration.system === 'mysql' ? 'MySQL' : 'PostgreSQL'],
                  ['地址', `${declaration.host}:${declaration.port}`],
                ] as const)),
            [
              '凭据',
              secret === undefined ? (
                '没有登记'
              ) : (
                <>
                  {secret.parts.join('、')}，<Moment iso={secret.at} /> 登记；内容加密保存，不再显示
                </>
              ),
            ],
          ]}
        />
      </section>
      <section className="panel">
        <h2>办理经过</h2>
        <Timeline
          entries={decisions.map(({ kind, by, at, reason }) => ({
            key: `${at}-${kind}`,
            at,
            what: decisionNames[kind],
            by: nameActor(actors, by),
            why: reason,
          }))}
        />
      </section>
    </>
  );
}
