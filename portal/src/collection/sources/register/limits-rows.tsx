import type { InterfaceStepProps } from './address-step.tsx';
import { TextRow } from './form-rows.tsx';

const at = '/body/declaration/limits';
const rows = [
  ['timeoutSeconds', '每次调用至多多少秒'],
  ['requestsPerMinute', '每分钟至多调用多少次'],
  ['concurrency', '同时读取多少页'],
  ['pages', '一次读取至多多少页'],
  ['pageBytes', '一页至多多少字节'],
] as const;

/** How much the platform may ask of the service. */
export function LimitsRows({ draft, set }: InterfaceStepProps) {
  return (
    <>
      {rows.map(([name, label]) => (
        <TextRow
          key={name}
          pointer={`${at}/${name}`}
          label={label}
          kind="number"
          value={draft[name]}
          change={(value) => set({ [name]: value })}
        />
      ))}
    </>
  );
}
