import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { Actors } from '../departments/actor.ts';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { route } from '../kernel/route.ts';
import { WorkingClock } from '../kernel/working-clock.ts';
import {
  Application,
  ApplicationAction,
  ApplicationState,
  ApplicationStep,
  NewApplicationContent,
} from './application.ts';
import { CaseClock } from './case-clock.ts';
import { GrantTarget } from './grant.ts';
import { sharingRefusals as refusals } from './refusals.ts';

const none = z.object({});
const params = z.object({ application: z.ulid() });
const lockVersion = z.int().min(1);
const notFound = { 'application-not-found': refusals['application-not-found'] };
const contentRefusals = {
  'dataset-not-found': refusals['dataset-not-found'],
  'application-not-valid': refusals['application-not-valid'],
};

/** `actions` are what the reader may do now; `clock` is that of whoever has to act. */
export const ApplicationView = Application.omit({ clockTold: true })
  .extend({
    actors: Actors,
    actions: z.array(ApplicationAction),
    clock: WorkingClock.optional(),
    escalatedOn: CaseClock.shape.escalatedOn,
  })
  .strict();
export type ApplicationView = z.infer<typeof ApplicationView>;

/** In lists: without what was written at each step. */
export const ApplicationListing = Application.pick({
  id: true,
  target: true,
  dataset: true,
  provider: true,
  consumer: true,
  state: true,
  createdAt: true,
}).extend({
  matter: z.string(),
  /** Of the last step, or of the draft. */
  since: Application.shape.createdAt,
  until: Application.shape.content.shape.until,
  clock: CaseClock.optional(),
});
export type ApplicationListing = z.infer<typeof ApplicationListing>;

/** `by-us` applied for by the department, `of-our-data` for its data, `waiting` for its people; `all` for the centre. */
const ListSide = z.enum(['by-us', 'of-our-data', 'waiting', 'all']);

export const listApplicationsRoute = route({
  operation: 'list-applications',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/applications',
  summary:
    '逐页列出共享申请，最近提出的在前：本部门提出的、申请使用本部门数据的，或者等待本部门办理的；信息中心可看全部。',
  callers: 'signed-in',
  params: none,
  query: PageQuery.extend({
    side: ListSide.default('by-us'),
    state: ApplicationState.optional(),
    dataset: DatasetId.optional(),
  }),
  body: null,
  answer: { status: 200, body: pageSchema(ApplicationListing) },
  refusals: {},
});

export const draftApplicationRoute = route({
  operation: 'draft-application',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/applications',
  summary:
    '起草一份共享申请：用途、依据、办理事项、信息项、范围、方式和期限；可以申请信息资源的数据，也可以申请一类电子证照；提交前可以修改。',
  callers: 'signed-in',
  params: none,
  query: none,
  body: z
    .object({
      /** `certificate-type`: for the certificates of the type that `dataset` names. */
      target: GrantTarget.default('dataset'),
      dataset: DatasetId,
      content: NewApplicationContent,
      renews: z.ulid().optional(),
    })
    .strict(),
  answer: { status: 201, body: ApplicationView },
  refusals: { ...contentRefusals, ...notFound, 'own-data': refusals['own-data'] },
  idempotent: true,
});

export const readApplicationRoute = route({
  operation: 'read-application',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/applications/{application}',
  summary: '查看一份共享申请：内容、现在由谁办理、逐项答复和办理经过；只有申请部门、提供部门和信息中心可以查看。',
  callers: 'signed-in',
  params,
  query: none,
  body: null,
  answer: { status: 200, body: ApplicationView },
  refusals: notFound,
});

export const editApplicationRoute = route({
  operation: 'edit-application',
  room: 'sharing',
  method: 'PUT',
  path: '/api/v1/applications/{application}',
  summary: '修改草稿或待补正的共享申请（申请部门）。',
  callers: 'signed-in',
  params,
  query: none,
  body: z.object({ content: NewApplicationContent, lockVersion }).strict(),
  answer: { status: 200, body: ApplicationView },
  refusals: {
    ...contentRefusals,
    ...notFound,
    'not-editable': refusals['not-editable'],
    'wider-than-approved': refusals['wider-than-approved'],
  },
});

export const takeApplicationStepRoute = route({
  operation: 'take-application-step',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/applications/{application}/steps',
  summary:
    '办理一份共享申请：提交、审批、核对、补正、逐项答复、提请协调、撤回、终止授权。能办理什么，见申请的 actions。',
  callers: 'signed-in',
  params,
  query: none,
  body: z.object({ step: ApplicationStep, lockVersion }).strict(),
  answer: { status: 200, body: ApplicationView },
  refusals: {
    ...contentRefusals,
    ...notFound,
    'transition-not-allowed': refusals['transition-not-allowed'],
    'application-too-long': refusals['application-too-long'],
    'already-extended': refusals['already-extended'],
    'catalogue-changed': refusals['catalogue-changed'],
    'decisions-not-valid': refusals['decisions-not-valid'],
    'term-not-valid': refusals['term-not-valid'],
    'same-person': refusals['same-person'],
    'approver-not-a-person': refusals['approver-not-a-person'],
  },
});

export const applicationRoutes = [
  listApplicationsRoute,
  draftApplicationRoute,
  readApplicationRoute,
  editApplicationRoute,
  takeApplicationStepRoute,
];
