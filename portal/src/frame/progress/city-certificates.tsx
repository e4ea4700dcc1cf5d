import { Link } from 'react-router';
import { CoverageSum } from '../../certificates/coverage-sum.tsx';
import { useCoverages } from '../../certificates/use-types.ts';
import { formatNumber } from '../../shared/format-number.ts';
import { QueryView } from '../../shared/states/query-view.tsx';

/** The city's certificates in one sum; the page of certificates has it by type and department. */
export function CityCertificates() {
  const coverages = useCoverages();
  return (
    <section className="panel" aria-label="电子证照">
      <div className="task-group-title">
        <h2>电子证照</h2>
        <Link to="/certificates">按证照类型查看</Link>
      </div>
      <QueryView query={coverages} what="制证进度">
        {(all) => {
          const totals = [...all.values()].map(({ total }) => total);
          const begun = totals.filter(({ rows }) => rows > 0).length;
          return (
            <>
              <p>
                {formatNumber(totals.length)} 类证照中 {formatNumber(begun)} 类已有照面数据。
              </p>
              <CoverageSum totals={totals} />
            </>
          );
        }}
      </QueryView>
    </section>
  );
}
