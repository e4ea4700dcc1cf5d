import middy from '@middy/core';
import normaliseHeaders from '@middy/http-header-normalizer';
import { kernelRefusals, refused } from '../../../schemas/kernel/refusal.ts';
import { newNonce, portalAsset, portalPage } from '../../adapters/portal-files.ts';
import { HttpEvent } from '../http/http-event.ts';
import { problemResponse, type HttpResponse } from '../http/http-response.ts';
import { describeError, log } from '../log.ts';
import { memoizeAsync } from '../memoize.ts';
import { setting } from '../setting.ts';
import { portalResponse, type PortalPages } from './portal-response.ts';
import { uploadOrigin } from './upload-origin.ts';

const portalPages = (): PortalPages => ({
  asset: portalAsset,
  page: portalPage,
  nonce: newNonce,
  connects: [
    new URL(setting('OIDC_ISSUER')).origin,
    uploadOrigin({
      bucket: setting('RAW_BUCKET'),
      region: process.env['AWS_REGION'] ?? '',
      endpoint: process.env['AWS_ENDPOINT_URL_S3'] ?? '',
    }),
  ],
});

/**
 * Answers what no route matches: an address of the portal by GET, everything else by a problem instead of API Gateway's
 * own 404, which is neither Chinese nor problem+json.
 */
export function otherAddresses(open: () => PortalPages = portalPages) {
  const pages = memoizeAsync(async () => open());
  const handler = middy<unknown, HttpResponse>()
    .use(normaliseHeaders())
    .onError((request) => {
      const requestId = request.context.awsRequestId;
      log('error', 'http-failed', { function: 'portal', requestId, ...describeError(request.error) });
      request.response = problemResponse(refused('internal-error'), kernelRefusals, requestId);
    })
    .handler(async (rawEvent: unknown, context): Promise<HttpResponse> => {
      const { rawPath, requestContext, headers } = HttpEvent.parse(rawEvent);
      const isPage = requestContext.http.method === 'GET' && !isApi(rawPath);
      const answer = isPage
        ? await portalResponse({ path: rawPath, acceptEncoding: headers['accept-encoding'] }, await pages())
        : undefined;
      return answer ?? problemResponse(refused('route-not-found'), kernelRefusals, context.awsRequestId);
    });
  return Object.assign(handler, { routeKey: '$default' });
}

/** Below these are routes only: a mistyped one gets a problem, no page. */
const isApi = (path: string): boolean => /^\/(?:api|keys|status-lists|verify)(?:\/|$)/.test(path);
