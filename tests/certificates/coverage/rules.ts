import type { BackfillRules } from '../../../lib/certificates/coverage/ports.ts';

export const rules: BackfillRules = { firstDay: '2020-11-30', lastDay: '2020-12-31', sinceYear: 2018, smallTotal: 500 };
