import type { IssuingMode } from '../../schemas/certificates/certificate-type.ts';

/** Annex 1 limits 测绘作业证 to Zhengzhou: here it is issued like any other. */
const modes: Readonly<Record<string, IssuingMode>> = {
  省级分发数据: 'mirrored-from-province',
  在省电子证照系统中签章: 'sealed-by-province',
  有国家平台工程标准: 'engineering-standard',
  郑州市包含航空港区: 'issue-here',
};

/** Throws for an unknown remark. */
export function parseIssuingMode(remark: string | null): IssuingMode {
  const mode = remark === null ? 'issue-here' : modes[remark];
  if (mode === undefined) throw new Error(`annex 1 has a remark without an issuing mode: ${remark}`);
  return mode;
}
