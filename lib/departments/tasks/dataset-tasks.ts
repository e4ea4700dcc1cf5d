import type { UpdateCycle } from '../../../schemas/catalogue/dataset-version.ts';
import { updateCycleNames } from '../../../schemas/catalogue/labels.ts';
import type { DatasetListing } from '../../../schemas/catalogue/views.ts';
import type { Archive } from '../../../schemas/collection/archive.ts';
import { channelNames } from '../../../schemas/collection/channel-names.ts';
import type { LinkState } from '../../../schemas/collection/link.ts';
import type { UpdateSheets } from '../../../schemas/collection/update-sheet.ts';
import type { DepartmentPeople } from '../../../schemas/departments/people.ts';
import type { Day, Instant } from '../../../schemas/kernel/day.ts';
import { chineseDay, dayInShanghai, startOfDay } from '../../kernel/instant.ts';
import { nextUpdateUnder, type NextUpdate } from '../../kernel/update-cycle.ts';
import type { FoundTask } from './group-tasks.ts';
import { sheetTasks } from './sheet-tasks.ts';

export type DatasetFacts = {
  readonly listing: DatasetListing;
  readonly links: readonly LinkState[];
  /** When the publication in force was made; absent before the first one. */
  readonly lastPublished: Instant | undefined;
  /** Until when its department is to link its datasets. */
  readonly linkDeadline: Day | undefined;
  readonly sheets: UpdateSheets | undefined;
  readonly archive: Archive | undefined;
  /** The caller's department renews only its own sheets; absent while it has registered nobody. */
  readonly people: DepartmentPeople | undefined;
};

/** What a published dataset asks for: to be linked, to be confirmed, to have its sheet signed, its interface document archived, or to be updated. */
export function datasetTasks(facts: DatasetFacts, today: Day): FoundTask[] {
  if (facts.listing.status !== 'published') return [];
  const toConfirm = facts.links.filter(({ state }) => state === 'on-trial').map((link) => linkTask(facts, link));
  return [
    ...unlinkedTasks(facts, today),
    ...toConfirm,
    ...sheetTasks(facts),
    ...paperTasks(facts),
    ...updateTasks(facts, today),
  ];
}

function linkTask({ listing }: DatasetFacts, { channel, since }: LinkState): FoundTask {
  return {
    kind: 'links-to-confirm',
    title: listing.name,
    why: `通过${channelNames[channel]}首次报送的数据已经入库，验收以后各部门才能看到。`,
    since,
    address: `/reviews?kind=links-to-confirm&dataset=${listing.dataset}&channel=${channel}`,
  };
}

/** A dataset on trial waits for the centre, no more for its department. */
function unlinkedTasks({ listing, links, linkDeadline }: DatasetFacts, today: Day): FoundTask[] {
  if (links.length > 0) return [];
  const { dataset, name, publishedOn = today } = listing;
  return [
    {
      kind: 'datasets-unlinked',
      title: name,
      why: whyUnlinked(linkDeadline, today),
      since: startOfDay(publishedOn),
      ...(linkDeadline === undefined ? {} : { due: linkDeadline }),
      address: `/datasets/${dataset}`,
    },
  ];
}

function whyUnlinked(deadline: Day | undefined, today: Day): string {
  if (deadline === undefined) return '还没有报送过数据，请报送并完成挂接。';
  if (deadline < today) return `还没有报送过数据，已超过${chineseDay(deadline)}的挂接期限，请尽快报送。`;
  return `还没有报送过数据，请在${chineseDay(deadline)}以前报送并完成挂接。`;
}

/** The notice has a department hand in the document of an interface with its address. */
function paperTasks({ listing, links, archive }: DatasetFacts): FoundTask[] {
  const link = links.find(({ channel }) => channel === 'interface');
  if (link === undefined || hasInterfaceDocument(archive)) return [];
  return [
    {
      kind: 'papers-missing',
      title: listing.name,
      why: '通过服务接口归集数据，还没有存入接口文档，请补交服务接口的调用文档。',
      since: link.since,
      address: `/datasets/${listing.dataset}?tab=archive`,
    },
  ];
}

const hasInterfaceDocument = (archive: Archive | undefined): boolean =>
  archive?.papers.some(({ kind, withdrawn }) => kind === 'interface-document' && withdrawn === undefined) === true;

function updateTasks({ listing, links, lastPublished, sheets }: DatasetFacts, today: Day): FoundTask[] {
  if (links.length === 0 || lastPublished === undefined) return [];
  const { dataset, name, updateCycle } = listing;
  const terms = sheets?.inForce;
  const next = nextUpdateUnder({ cycle: updateCycle, terms }, dayInShanghai(lastPublished), today);
  if (next === null || next.state === 'later') return [];
  return [
    {
      kind: next.state === 'overdue' ? 'updates-overdue' : 'updates-due',
      title: name,
      why: whyDue(terms?.cycle ?? updateCycle, next),
      since: lastPublished,
      due: next.due,
      address: `/datasets/${dataset}/upload`,
    },
  ];
}

function whyDue(cycle: UpdateCycle, { due, daysLeft }: NextUpdate): string {
  const rule = `更新周期是${updateCycleNames[cycle]}，应在${chineseDay(due)}以前更新`;
  if (daysLeft < 0) return `${rule}，已超期 ${-daysLeft} 天。`;
  return daysLeft === 0 ? `${rule}，今天到期。` : `${rule}，还有 ${daysLeft} 天。`;
}
