import { z } from 'zod';
import { Actors } from '../departments/actor.ts';
import { route } from '../kernel/route.ts';
import { CertificateGrant } from './certificate-grant.ts';

const none = z.object({});

/** A city has dozens of grants; they are changed by the command line, with an entry of the change log. */
export const listCertificateGrantsRoute = route({
  operation: 'list-certificate-grants',
  room: 'certificates',
  method: 'GET',
  path: '/api/v1/certificate-grants',
  summary: '列出证照授权：哪个账号可以查看哪些证照类型的哪些照面项，能否取得加注件（信息中心）。',
  callers: ['operator'],
  params: none,
  query: none,
  body: null,
  answer: {
    status: 200,
    body: z.object({
      items: z.array(CertificateGrant),
      actors: Actors,
      /** Of the short names that the grants list; several where types differ. */
      fieldLabels: z.record(z.string(), z.array(z.string())),
    }),
  },
  refusals: {},
});

export const grantRoutes = [listCertificateGrantsRoute] as const;
