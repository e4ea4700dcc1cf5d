import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { z } from 'zod';
import { askQuestionRoute, listQuestionsRoute } from '../../../../schemas/departments/question-routes.ts';
import { type Question, QuestionState } from '../../../../schemas/departments/question.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { hasRole, useCaller } from '../../shared/caller.ts';
import { Choice, FilterBar } from '../../shared/listing/filters.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Pager } from '../../shared/listing/pager.tsx';
import { Moment } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { useDepartments } from '../../shared/use-departments.ts';
import { questionStateNames, questionTones } from './names.ts';

const Address = z.object({
  state: QuestionState.optional(),
  department: z.string().max(60).optional(),
  cursor: z.string().optional(),
});

/** Questions to the information centre: the own unit's, for the centre all. */
export default function QuestionsPage() {
  const caller = useCaller();
  const navigate = useNavigate();
  const isCentre = hasRole(caller, ['operator']);
  const { address, change, isFiltered } = useAddress(Address);
  const { departments, nameOf } = useDepartments();
  const list = useRoute(listQuestionsRoute, {
    query: { ...Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined)), limit: '50' },
  });
  return (
    <>
      <PageHeader
        title="提问"
        actions={
          hasRole(caller, askQuestionRoute.callers) && (
            <Button type="primary" onClick={() => void navigate('/questions/new')}>
              向信息中心提问
            </Button>
          )
        }
      >
        {isCentre ? '各单位在使用平台时提出的问题。' : '本单位向市政府信息中心提出的问题和答复。'}
      </PageHeader>
      <FilterBar isFiltered={isFiltered} clear={() => change({ state: undefined, department: undefined })}>
        <Choice
          label="状态"
          value={address.state}
          all="全部状态"
          options={Object.entries(questionStateNames)}
          choose={(state) => change({ state })}
        />
        {isCentre && (
          <Choice
            label="单位"
            value={address.department}
            all="全部单位"
            options={departments.map(({ id, name }) => [id, name])}
            choose={(department) => change({ department })}
          />
        )}
      </FilterBar>
      <QueryView query={list} what="提问">
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <NoQuestions isFiltered={isFiltered} isCentre={isCentre} />
            ) : (
              <Listing caption="提问" columns={columnsFor(isCentre, nameOf)} rows={items} rowKey={({ id }) => id} />
            )}
            <Pager next={next} />
          </>
        )}
      </QueryView>
    </>
  );
}

const maxShown = 40;

const shorten = (text: string): string => (text.length > maxShown ? `${text.slice(0, maxShown)}……` : text);

function columnsFor(isCentre: boolean, nameOf: (department: string) => string): readonly Column<Question>[] {
  const unit: Column<Question> = { title: '单位', cell: ({ department }) => nameOf(department) };
  return [
    {
      title: '问题',
      cell: ({ id, messages }) => <Link to={`/questions/${id}`}>{shorten(messages[0]?.text ?? '')}</Link>,
    },
    {
      title: '状态',
      cell: ({ state }) => <StateTag tone={questionTones[state]}>{questionStateNames[state]}</StateTag>,
    },
    ...(isCentre ? [unit] : []),
    { title: '关于', cell: ({ pageTitle }) => pageTitle, isMinor: true },
    { title: '最近', cell: ({ changedAt }) => <Moment iso={changedAt} /> },
  ];
}

function NoQuestions({ isFiltered, isCentre }: { readonly isFiltered: boolean; readonly isCentre: boolean }) {
  if (isFiltered)
    return (
      <EmptyState title="没有符合条件的提问">
        <p>请改变或清除筛选条件后再看。</p>
      </EmptyState>
    );
  return (
    <EmptyState title="还没有提问">
      <p>
        {isCentre
          ? '各单位从页面下方的“向信息中心提问”提出的问题都列在这里。'
          : '在任何页面的下方都可以“向信息中心提问”，答复会列在这里，也会出现在“我的工作”里。'}
      </p>
    </EmptyState>
  );
}
