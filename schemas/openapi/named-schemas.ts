import type { z } from 'zod';
import { CodeList } from '../catalogue/code-list.ts';
import { DatasetContent, DatasetMetadata } from '../catalogue/dataset-version.ts';
import { Field } from '../catalogue/field.ts';
import { RowRule } from '../catalogue/rule.ts';
import { DatasetListing, DatasetVersionView } from '../catalogue/views.ts';
import { Batch } from '../certificates/batch.ts';
import { RedactedDocument, CertificateView, StatusToday } from '../certificates/certificate-view.ts';
import { ArchiveView, PaperVersion } from '../collection/archive.ts';
import { Delivery, DeliveryEvent, DeliveryReceipt, RowCounts } from '../collection/delivery.ts';
import { Finding } from '../collection/finding.ts';
import { LinkState } from '../collection/link.ts';
import { DatabaseDeclaration } from '../collection/sources/database-declaration.ts';
import { InterfaceDeclaration } from '../collection/sources/interface-declaration.ts';
import { RejectedRow } from '../collection/sources/rejected-row.ts';
import { Source, SourceHealth, SourceTest, SourceTimetable } from '../collection/sources/source.ts';
import { UpdateSheetView } from '../collection/update-sheet.ts';
import { Account } from '../departments/account.ts';
import { Actor } from '../departments/actor.ts';
import { Department } from '../departments/department.ts';
import { HolidayTable } from '../departments/holidays.ts';
import { PeopleView } from '../departments/people.ts';
import { Question } from '../departments/question.ts';
import { Task, TaskGroup } from '../departments/task.ts';
import { EventRecord } from '../kernel/event-record.ts';
import { Problem } from '../kernel/problem.ts';
import { WorkingClock } from '../kernel/working-clock.ts';
import { PublicationView } from '../records/dataset-state.ts';
import { Lineage, RecordChange, RecordHistoryEntry, RecordView } from '../records/record.ts';
import { ApplicationListing, ApplicationView } from '../sharing/application-routes.ts';
import { ApplicationContent, ApplicationTransition } from '../sharing/application.ts';
import { Attachment } from '../sharing/attachment.ts';
import { AuditEntryView } from '../sharing/audit-entry.ts';
import { GrantFileView } from '../sharing/grant-file.ts';
import { DayUsage, GrantedChange, GrantedRecord, GrantView, SubjectViewEntry } from '../sharing/grant-use.ts';
import { Grant, GrantProof, Quota } from '../sharing/grant.ts';
import { KeptSharingLimits } from '../sharing/limits.ts';
import { NoticeChannelsView } from '../sharing/notice-channels.ts';
import { Dispatch } from '../sharing/notice-dispatch.ts';
import { NoticeView } from '../sharing/notice-routes.ts';
import { ObjectionListing, ObjectionView } from '../sharing/objection-routes.ts';
import { ObjectionTransition } from '../sharing/objection.ts';

/** All other schemas are inlined. */
export const namedSchemas: Readonly<Record<string, z.ZodType>> = {
  Problem,
  Department,
  Account,
  Actor,
  Event: EventRecord,
  AuditEntry: AuditEntryView,
  Application: ApplicationView,
  ApplicationContent,
  ApplicationListing,
  ApplicationTransition,
  Attachment,
  Objection: ObjectionView,
  ObjectionListing,
  ObjectionTransition,
  WorkingClock,
  GrantTerms: Grant,
  SharingLimits: KeptSharingLimits,
  Notice: NoticeView,
  NoticeChannels: NoticeChannelsView,
  Dispatch,
  Grant: GrantView,
  Quota,
  GrantProof,
  GrantedRecord,
  SubjectViewEntry,
  GrantedChange,
  DayUsage,
  GrantFile: GrantFileView,
  PeopleView,
  HolidayTable,
  Question,
  Task,
  TaskGroup,
  CodeList,
  Field,
  RowRule,
  DatasetMetadata,
  DatasetContent,
  DatasetListing,
  DatasetVersion: DatasetVersionView,
  Delivery,
  DeliveryReceipt,
  DeliveryEvent,
  RowCounts,
  Finding,
  LinkState,
  UpdateSheetView,
  ArchiveView,
  PaperVersion,
  Source,
  DatabaseDeclaration,
  InterfaceDeclaration,
  SourceTimetable,
  SourceTest,
  SourceHealth,
  RejectedRow,
  PublicationView,
  RecordView,
  RecordChange,
  RecordHistoryEntry,
  Lineage,
  Batch,
  CertificateView,
  StatusToday,
  RedactedDocument,
};
