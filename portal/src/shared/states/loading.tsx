import { Skeleton } from 'antd';

/** Says to a screen reader, too, that something is on its way. */
export function Loading({ what }: { readonly what: string }) {
  return (
    <output className="loading" aria-label={`正在读取${what}`}>
      <Skeleton active={false} title={false} paragraph={{ rows: 5 }} />
    </output>
  );
}
