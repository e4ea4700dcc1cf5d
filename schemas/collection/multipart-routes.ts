import { z } from 'zod';
import { Instant } from '../kernel/day.ts';
import { route } from '../kernel/route.ts';
import { Delivery, DeliveryId } from './delivery.ts';
import { collectionRefusals as refusals } from './refusals.ts';

const deliveryParams = z.object({ delivery: DeliveryId });
const none = z.object({});

const uploading = {
  'delivery-not-found': refusals['delivery-not-found'],
  'not-awaiting-upload': refusals['not-awaiting-upload'],
};

export const uploadInPartsRoute = route({
  operation: 'upload-in-parts',
  room: 'collection',
  method: 'POST',
  path: '/api/v1/deliveries/{delivery}/multipart-upload',
  summary:
    '分片上传较大的文件：开始或继续，得到已经上传的分片，以及所求分片 15 分钟内有效的上传地址（PUT）；中断后再次请求即可继续。',
  callers: ['provider'],
  params: deliveryParams,
  query: none,
  body: z
    .object({
      /** Addresses are made for these parts; numbers from 1. */
      parts: z.array(z.int().min(1).max(10_000)).max(50).default([]),
    })
    .strict(),
  answer: {
    status: 200,
    body: z.object({
      partBytes: z.int(),
      parts: z.int(),
      stored: z.array(z.int()),
      addresses: z.array(z.object({ part: z.int(), size: z.int(), url: z.url() })),
      expiresAt: Instant,
    }),
  },
  refusals: {
    ...uploading,
    'file-not-large': refusals['file-not-large'],
    'parts-unknown': refusals['parts-unknown'],
  },
});

export const completeMultipartUploadRoute = route({
  operation: 'complete-multipart-upload',
  room: 'collection',
  method: 'POST',
  path: '/api/v1/deliveries/{delivery}/multipart-upload/complete',
  summary: '完成分片上传：各分片齐全且大小相符时合成文件，随后自动检查入库。',
  callers: ['provider'],
  params: deliveryParams,
  query: none,
  body: null,
  answer: { status: 200, body: Delivery },
  refusals: {
    ...uploading,
    'upload-not-begun': refusals['upload-not-begun'],
    'parts-missing': refusals['parts-missing'],
  },
});

export const abortMultipartUploadRoute = route({
  operation: 'abort-multipart-upload',
  room: 'collection',
  method: 'DELETE',
  path: '/api/v1/deliveries/{delivery}/multipart-upload',
  summary: '放弃分片上传，删除已经上传的分片。',
  callers: ['provider'],
  params: deliveryParams,
  query: none,
  body: null,
  answer: { status: 200, body: Delivery },
  refusals: { ...uploading, 'upload-not-begun': refusals['upload-not-begun'] },
});

export const multipartRoutes = [uploadInPartsRoute, completeMultipartUploadRoute, abortMultipartUploadRoute] as const;
