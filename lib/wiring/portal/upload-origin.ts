type Store = { readonly bucket: string; readonly region: string; readonly endpoint: string };

/** The origin that presigned forms of the bucket lead to: virtual-hosted S3, or the endpoint that the SDK is given. */
export function uploadOrigin({ bucket, region, endpoint }: Store): string {
  if (endpoint !== '') return new URL(endpoint).origin;
  return `https://${bucket}.s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}
