import { compareVersionsRoute } from '../../../../schemas/catalogue/routes.ts';
import type { Comparison, DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { StateTag } from '../../shared/state-tag.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';

type DifferencesProps = {
  readonly view: Pick<DatasetVersionView, 'dataset' | 'version'>;
  readonly before: number | undefined;
};

/** What has changed since the version in force, what breaks data or templates first. */
export function Differences({ view: { dataset, version }, before }: DifferencesProps) {
  const compared = useRoute(
    compareVersionsRoute,
    before === undefined ? null : { params: { dataset }, query: { from: String(before), to: String(version) } },
  );
  if (before === undefined)
    return (
      <section className="panel">
        <h2>差异</h2>
        <p>这个信息资源还没有发布过的版本，没有可以比较的内容。请逐项核对下面的信息项。</p>
      </section>
    );
  return (
    <section className="panel">
      <h2>
        与第 {before} 版的差异
        {compared.data !== undefined && <Verdict comparison={compared.data} />}
      </h2>
      <QueryView query={compared} what="两个版本的差异">
        {({ differences }) =>
          differences.length === 0 ? (
            <p>两个版本的内容相同。</p>
          ) : (
            <ul className="differences">
              {differences
                .toSorted((one, other) => rank(one.compatibility) - rank(other.compatibility))
                .map(({ code, pointer, detail, compatibility }) => (
                  <li key={code + pointer + detail}>
                    <CompatibilityTag compatibility={compatibility} /> {detail}
                  </li>
                ))}
            </ul>
          )
        }
      </QueryView>
    </section>
  );
}

const rank = (compatibility: Comparison['compatibility']): number => (compatibility === 'breaking' ? 0 : 1);

function CompatibilityTag({ compatibility }: Pick<Comparison, 'compatibility'>) {
  return compatibility === 'breaking' ? <StateTag tone="bad">不兼容</StateTag> : <StateTag tone="good">兼容</StateTag>;
}

function Verdict({ comparison: { compatibility, differences } }: { readonly comparison: Comparison }) {
  const breaking = differences.filter((difference) => difference.compatibility === 'breaking').length;
  return (
    <span className="verdict">
      {compatibility === 'breaking'
        ? `：${differences.length} 处，其中 ${breaking} 处不兼容`
        : `：${differences.length} 处，旧模板和已有数据仍然适用`}
    </span>
  );
}
