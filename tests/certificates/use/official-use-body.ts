import type { officialUseRoute } from '../../../schemas/certificates/use-routes.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';

type OfficialUseBody = Omit<RouteInput<typeof officialUseRoute>['body'], 'page_index' | 'page_size'> & {
  readonly page_index?: number;
  readonly page_size?: number;
};

/** A valid request for official use (standards §3.6): a window of the service hall, for a transfer of real estate. */
export function officialUseBody(changes: Partial<OfficialUseBody> = {}): OfficialUseBody {
  return {
    identity_number: '41110219900307001X',
    service_item_code: '410000-1',
    service_item_name: '不动产转移登记',
    biz_num: 'BJ-1',
    use_cause: '核验权属',
    operator: { account: 'win-07', name: '测试经办', service_org: '市政务服务大厅' },
    ...changes,
  };
}
