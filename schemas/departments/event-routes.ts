import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { Day } from '../kernel/day.ts';
import { EventKind, EventRecord } from '../kernel/event-record.ts';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { route } from '../kernel/route.ts';
import { Actors } from './actor.ts';
import { DepartmentId } from './department.ts';

/** A dataset has seven: its versions, its links and its sources. */
const maxEntities = 10;

/** A provider sees its own department's events, whatever department it asks for. */
export const listEventsRoute = route({
  operation: 'list-events',
  room: 'departments',
  method: 'GET',
  path: '/api/v1/events',
  summary:
    '逐页列出经过：什么在何时、由谁、从什么状态到什么状态、多少条，最近的在前；可按日、部门、信息资源、种类和对象筛选，' +
    '都不写时为当日。提供部门只看本部门的。一页可能不满，仍有下一页。',
  callers: ['provider', 'operator', 'supervisor'],
  params: z.object({}),
  query: PageQuery.extend({
    /** Asia/Shanghai. */
    day: Day.optional(),
    department: DepartmentId.optional(),
    dataset: DatasetId.optional(),
    eventKind: EventKind.optional(),
    /** Separated by commas: `link#vehicles#excel,source#vehicles#database`. */
    entities: z
      .string()
      .max(2000)
      .transform((text) => text.split(','))
      .pipe(z.array(z.string().min(1)).min(1).max(maxEntities))
      .optional(),
  }),
  body: null,
  answer: { status: 200, body: pageSchema(EventRecord).extend({ actors: Actors }) },
  refusals: {},
});
