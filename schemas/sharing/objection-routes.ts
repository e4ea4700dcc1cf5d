import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { FieldKey } from '../catalogue/field.ts';
import { Actors } from '../departments/actor.ts';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { route } from '../kernel/route.ts';
import { WorkingClock } from '../kernel/working-clock.ts';
import { RecordValues } from '../records/record.ts';
import { CaseClock } from './case-clock.ts';
import { KeyValues } from './grant-use.ts';
import { Evidence, Objection, ObjectionAction, ObjectionState, ObjectionStep, SuggestedValue } from './objection.ts';
import { sharingRefusals as refusals } from './refusals.ts';
import { useRefusals } from './use-refusals.ts';

const none = z.object({});
const params = z.object({ objection: z.ulid() });
const notFound = { 'objection-not-found': refusals['objection-not-found'] };
const consumers = ['consumer', 'provider'] as const;

const {
  'changes-not-kept': _changesNotKept,
  'field-not-granted': _fieldNotGranted,
  ...findingUnderGrant
} = useRefusals;

/** What only the two parties and the centre see. */
const Parties = Objection.pick({
  consumer: true,
  grant: true,
  record: true,
  evidence: true,
  suggested: true,
  createdBy: true,
  transitions: true,
  removed: true,
}).extend({
  /** The provider and the centre see it: who has a grant is nobody else's matter. */
  informed: Objection.shape.informed,
  actors: Actors,
});

/** `actions` are what the reader may do now; `clock` is that of whoever has to act. */
export const ObjectionView = Objection.pick({
  id: true,
  dataset: true,
  provider: true,
  field: true,
  state: true,
  createdAt: true,
  lockVersion: true,
})
  .extend({
    /** Of the last step. */
    since: Objection.shape.createdAt,
    actions: z.array(ObjectionAction),
    clock: WorkingClock.optional(),
    escalatedOn: CaseClock.shape.escalatedOn,
    /** Absent for a department that was told because it fetched the record. */
    parties: Parties.optional(),
    /** The provider's own record as it was disputed; absent for others. */
    disputed: z.object({ key: RecordValues, value: z.string().optional() }).strict().optional(),
  })
  .strict();
export type ObjectionView = z.infer<typeof ObjectionView>;

export const ObjectionListing = Objection.pick({
  id: true,
  dataset: true,
  provider: true,
  field: true,
  state: true,
  createdAt: true,
}).extend({
  /** Absent for a department that was told because it fetched the record. */
  consumer: Objection.shape.consumer.optional(),
  /** What the catalogue calls the field now; its key where it has it no more. */
  label: z.string().min(1),
  /** Of the last step. */
  since: Objection.shape.createdAt,
  clock: CaseClock.optional(),
});
export type ObjectionListing = z.infer<typeof ObjectionListing>;

/** `concerns-us`: about records that the department fetched, once the provider accepts it or corrects them. */
export const ObjectionListSide = z.enum(['by-us', 'of-our-data', 'concerns-us', 'waiting', 'all']);

export const listObjectionsRoute = route({
  operation: 'list-objections',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/objections',
  summary:
    '逐页列出数据异议，最近提出的在前：本部门提出的、对本部门数据的、涉及本部门取得过的数据的，或者等待本部门办理的；信息中心可看全部。',
  callers: 'signed-in',
  params: none,
  query: PageQuery.extend({
    side: ObjectionListSide.default('by-us'),
    state: ObjectionState.optional(),
    dataset: DatasetId.optional(),
  }),
  body: null,
  answer: { status: 200, body: pageSchema(ObjectionListing) },
  refusals: {},
});

export const fileObjectionRoute = route({
  operation: 'file-objection',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/objections',
  summary:
    '对按授权取得的一条记录的一个信息项提出异议，写明依据，可以写您认为正确的值。只作标记，不影响使用；计一次调用，并留下使用记录。',
  callers: consumers,
  params: none,
  query: none,
  body: z
    .object({
      grant: z.ulid(),
      key: KeyValues.optional(),
      /** With `record`: the id that answers under the grant give of it. */
      subject: z.string().min(1).max(100).optional(),
      record: z.string().min(1).max(200).optional(),
      field: FieldKey,
      evidence: Evidence,
      suggested: SuggestedValue.optional(),
    })
    .strict()
    .refine(({ key, subject }) => (key === undefined) !== (subject === undefined), {
      message: 'key 和 subject 须给出其中一项，并且只给出一项',
    })
    .refine(({ subject, record }) => (subject === undefined) === (record === undefined), {
      message: '给出 subject 时须给出 record，给出 key 时不写',
    }),
  answer: { status: 201, body: ObjectionView },
  refusals: {
    ...findingUnderGrant,
    'field-not-shown': refusals['field-not-shown'],
    'record-not-shown': refusals['record-not-shown'],
    'suggestion-not-valid': refusals['suggestion-not-valid'],
    'already-disputed': refusals['already-disputed'],
  },
  idempotent: true,
  rateLimited: true,
});

export const readObjectionRoute = route({
  operation: 'read-objection',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/objections/{objection}',
  summary:
    '查看一份数据异议：信息项、依据、现在由谁办理和办理经过；取得过这条记录的部门只能看到信息项和状态。提供部门还可以看到是哪条记录。',
  callers: 'signed-in',
  params,
  query: none,
  body: null,
  answer: { status: 200, body: ObjectionView },
  refusals: notFound,
});

export const takeObjectionStepRoute = route({
  operation: 'take-objection-step',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/objections/{objection}/steps',
  summary:
    '办理一份数据异议：核实属实、不予更正、撤回、提请协调、请重新核实、维持不予更正。更正后的数据入库以后，异议自动办结。能办理什么，见异议的 actions。',
  callers: 'signed-in',
  params,
  query: none,
  body: z.object({ step: ObjectionStep, lockVersion: z.int().min(1) }).strict(),
  answer: { status: 200, body: ObjectionView },
  refusals: {
    ...notFound,
    'objection-step-not-allowed': refusals['objection-step-not-allowed'],
    'already-disputed': refusals['already-disputed'],
  },
});

export const objectionRoutes = [listObjectionsRoute, fileObjectionRoute, readObjectionRoute, takeObjectionStepRoute];
