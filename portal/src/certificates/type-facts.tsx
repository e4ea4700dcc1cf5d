import { readCertificateTypeRoute } from '../../../schemas/certificates/type-routes.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { Facts } from '../shared/facts.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { levelNames, modeNames } from './words.ts';

/** What the type is: by annex 1, by its engineering standard, and what the issuer has still to confirm. */
export function TypeFacts({ type }: { readonly type: string }) {
  const read = useRoute(readCertificateTypeRoute, { params: { type } });
  return (
    <QueryView query={read} what="证照类型">
      {({ serial, levels, mode, remark, typeCode, definer, validity, numberRule, face, toBeConfirmed }) => (
        <>
          <section className="panel">
            <Facts
              facts={[
                ['附件 1 序号', `${serial}`],
                ['证照类型代码', <code key="code">{typeCode.code}</code>],
                ['定义机构', `${definer.name}（${definer.level}）`],
                ['颁证层级', levels.map((level) => levelNames[level]).join('、')],
                ['制证方式', modeNames[mode]],
                ['备注', remark],
                ['有效期限', validity.range],
                ['编号规则', `${numberRule.description}例如 ${numberRule.example}`],
              ]}
            />
          </section>
          <section className="panel">
            <h2>证面各项</h2>
            <p>{face.map(({ label }) => label).join('、')}</p>
          </section>
          {toBeConfirmed.length > 0 && (
            <section className="panel">
              <h2>请颁证部门确认</h2>
              <ul>
                {toBeConfirmed.map((item) => (
                  <li key={item}>{item}</li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </QueryView>
  );
}
