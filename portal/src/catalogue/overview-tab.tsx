import {
  datasetStatusNames,
  openTypeNames,
  rejectionNames,
  shareTypeNames,
  updateCycleNames,
} from '../../../schemas/catalogue/labels.ts';
import type { DatasetVersionView } from '../../../schemas/catalogue/views.ts';
import { Facts } from '../shared/facts.tsx';
import { formatDay } from '../shared/moment.tsx';
import { useDepartments } from '../shared/use-departments.ts';

/** The catalogue's metadata in words. */
export function OverviewTab({ view }: { readonly view: DatasetVersionView }) {
  const { nameOf } = useDepartments();
  const { content, version, status, publishedOn, code } = view;
  const { metadata, fields, key } = content;
  const labelOf = (wanted: string): string => fields.find((field) => field.key === wanted)?.label ?? wanted;
  return (
    <section className="panel">
      <h2>目录信息</h2>
      <p>{metadata.summary}</p>
      <Facts
        facts={[
          ['提供部门', nameOf(metadata.provider)],
          ['内设机构', metadata.providerUnit],
          ['信息资源代码', code],
          ['目录版本', `第 ${version} 版，${datasetStatusNames[status]}`],
          ['发布日期', publishedOn === undefined ? undefined : formatDay(publishedOn)],
          ['更新周期', updateCycleNames[metadata.updateCycle]],
          ['共享', shareTypeNames[metadata.shareType]],
          ['共享条件', metadata.shareCondition],
          ['开放', openTypeNames[metadata.open.type]],
          ['业务主键', key.map(labelOf).join('、')],
          ['有问题的行', rejectionNames[content.onRejectedRows]],
          ['法规依据', metadata.legalBasis],
          ['来源系统', metadata.sourceSystem],
        ]}
      />
      {content.toBeConfirmed.length > 0 && (
        <>
          <h3>待提供部门确认</h3>
          <ul>
            {content.toBeConfirmed.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
