import { z } from 'zod';
import { Step } from '../departments/people.ts';

const workingDays = (days: number) => z.int().min(1).max(60).default(days);

/**
 * The time limits of sharing and their defaults. "条例" is 政务数据共享条例 (State Council Decree 809, 2025); "办法" is
 * 政务信息资源共享管理暂行办法 (国发〔2016〕51号).
 */
export const SharingLimits = z
  .object({
    /** In working days; the day of receipt is not counted. */
    workingDays: z
      .object({
        /** Approval inside the applicant's department (条例: 政务数据共享工作机构); no standard has a limit for it. */
        internalApproval: workingDays(5),
        /** The centre's conformity check; no standard has a limit, cities use 2. */
        centreCheck: workingDays(2),
        /** The answer on data shared without conditions (无条件共享); 条例. */
        unconditionalAnswer: workingDays(1),
        /** The provider's answer on data shared under conditions (有条件共享); 条例, 办法. */
        conditionalAnswer: workingDays(10),
        /** The most that an answer may be extended by, with the centre's consent and notice to the applicant; 条例. */
        maxExtension: workingDays(10),
        /** How long the applicant may take to complete an application, before it ends; no standard has a limit. */
        completion: workingDays(15),
        /** From consent to delivery of the data; 条例. */
        delivery: workingDays(20),
        /** The provider verifies a disputed value, corrects it or refuses, and replies (校核); 条例. */
        verification: workingDays(10),
        /** The centre coordinates after a refusal; no standard has a limit. */
        coordination: workingDays(10),
      })
      .strict()
      .prefault({}),
    /** Whoever holds a case is reminded this many working days before it is due; 0 is the due day. */
    remindWorkingDaysBefore: z.array(z.int().min(0).max(60)).max(5).default([3, 1]),
    /** The centre is told of a case this many working days after it was due. */
    escalateWorkingDaysAfter: workingDays(1),
    /** Both parties are warned this many calendar days before a grant ends. */
    warnDaysBeforeEnd: z.array(z.int().min(0).max(366)).max(5).default([30, 7, 1]),
  })
  .strict();
export type SharingLimits = z.infer<typeof SharingLimits>;

/** The limits of a city that has set none. */
export const defaultSharingLimits: SharingLimits = SharingLimits.parse({});

/** As they are stored and shown. */
export const KeptSharingLimits = SharingLimits.extend({
  /** Optimistic lock; 0 while the city has set none, and the defaults hold. */
  lockVersion: z.int().min(0),
  changed: Step.optional(),
}).strict();
export type KeptSharingLimits = z.infer<typeof KeptSharingLimits>;
