import { readDatasetStateRoute } from '../../../schemas/records/routes.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { Facts } from '../shared/facts.tsx';
import { formatNumber } from '../shared/format-number.ts';
import { Moment } from '../shared/moment.tsx';
import { channelNames } from '../shared/names.ts';
import { QueryView } from '../shared/states/query-view.tsx';

/** What the platform holds of a dataset, and by which channels it arrives. */
export function StatePanel({ dataset }: { readonly dataset: string }) {
  const state = useRoute(readDatasetStateRoute, { params: { dataset } });
  return (
    <section className="panel">
      <h2>归集情况</h2>
      <QueryView query={state} what="归集情况">
        {({ records, links, publications: [newest] }) => (
          <Facts
            facts={[
              ['现有记录', `${formatNumber(records)} 条`],
              ['最近入库', newest === undefined ? '还没有' : <Moment key="at" iso={newest.at} />],
              [
                '挂接',
                links.length === 0 ? (
                  '未挂接：第一次报送入库后，由信息中心验收'
                ) : (
                  <ul className="plain">
                    {links.map(({ channel, state: linked, since, receipt }) => (
                      <li key={channel}>
                        {channelNames[channel]}：{linked === 'linked' ? '已挂接' : '试运行，等待信息中心验收'}，自{' '}
                        <Moment iso={since} /> 起{receipt !== undefined && `，回执 ${receipt.number}`}
                      </li>
                    ))}
                  </ul>
                ),
              ],
            ]}
          />
        )}
      </QueryView>
    </section>
  );
}
