import { useState } from 'react';
import { Link } from 'react-router';
import { SourceChannel } from '../../../../schemas/collection/sources/source.ts';
import { sourceChannelNames } from '../../../../schemas/collection/sources/state-names.ts';
import { FormField } from '../../shared/forms/form-field.tsx';
import { useOwnDatasets } from './use-sources.ts';

const registerAddress = (dataset: string, channel: SourceChannel): string => `/sources/${dataset}/${channel}/register`;

/** Leads to the registration of the channels that a dataset has no source of. */
export function RegisterLinks({
  dataset,
  registered,
}: {
  readonly dataset: string;
  readonly registered: readonly SourceChannel[];
}) {
  const missing = SourceChannel.options.filter((channel) => !registered.includes(channel));
  if (missing.length === 0) return null;
  return (
    <p>
      {registered.length === 0 ? '登记数据源：' : '登记另一种数据源：'}
      {missing.map((channel, i) => (
        <span key={channel}>
          {i > 0 && '，'}
          <Link to={registerAddress(dataset, channel)}>{sourceChannelNames[channel]}</Link>
        </span>
      ))}
      。先要给程序员的文件：
      {missing.map((channel, i) => (
        <span key={channel}>
          {i > 0 && '，'}
          <Link to={`/sources/${dataset}/${channel}`}>{sourceChannelNames[channel]}的说明和脚本</Link>
        </span>
      ))}
      。
    </p>
  );
}

/** Chooses an own dataset and the channel, and leads to the form. */
export function ChooseSource({ department }: { readonly department: string }) {
  const { data: datasets = [] } = useOwnDatasets(department);
  const [dataset, setDataset] = useState('');
  const [channel, setChannel] = useState<SourceChannel>('interface');
  return (
    <section className="panel">
      <h2>登记数据源</h2>
      <div className="form">
        <FormField label="信息资源" hint="本部门已发布的目录。">
          {(ids) => (
            <select {...ids} value={dataset} onChange={({ target }) => setDataset(target.value)}>
              <option value="">请选择信息资源</option>
              {datasets.map((listing) => (
                <option key={listing.dataset} value={listing.dataset}>
                  {listing.name}
                </option>
              ))}
            </select>
          )}
        </FormField>
        <FormField
          label="归集方式"
          hint="服务接口：平台调用业务系统的接口。前置库：业务系统把数据写入一张表，平台来读。"
        >
          {(ids) => (
            <select {...ids} value={channel} onChange={({ target }) => setChannel(SourceChannel.parse(target.value))}>
              {SourceChannel.options.map((option) => (
                <option key={option} value={option}>
                  {sourceChannelNames[option]}
                </option>
              ))}
            </select>
          )}
        </FormField>
        {dataset !== '' && (
          <p>
            <Link className="primary-link" to={registerAddress(dataset, channel)}>
              开始登记
            </Link>
          </p>
        )}
      </div>
    </section>
  );
}
