import type { Format } from '../format.ts';
import { citizenId } from './citizen-id.ts';

/** 驾驶证号: its holder's citizen id. */
export const drivingLicence: Format = {
  ...citizenId,
  hint: '填写 18 位驾驶证号，与公民身份号码相同，单元格用文本格式。',
};
