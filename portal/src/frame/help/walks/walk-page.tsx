import { useEffect } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { PageHeader } from '../../../shared/page-header.tsx';
import { EmptyState } from '../../../shared/states/empty-state.tsx';
import { pictures } from './pictures.ts';
import { type Step, walks } from './walks.ts';

const crumbs = [{ title: '帮助', to: '/help' }];

/** One of the three ways, step by step; each step has its own address. */
export default function WalkPage() {
  const { walk: id } = useParams();
  const walk = walks.find((one) => one.id === id);
  const { hash } = useLocation();
  useEffect(() => {
    if (hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);
  if (walk === undefined)
    return (
      <>
        <PageHeader title="没有这一篇帮助" crumbs={crumbs} />
        <EmptyState title="没有这一篇帮助">
          <p>
            请从<Link to="/help">帮助</Link>中重新选择。
          </p>
        </EmptyState>
      </>
    );
  return (
    <>
      <PageHeader title={walk.title} crumbs={crumbs}>
        {walk.lead}
      </PageHeader>
      <ol className="walk">
        {walk.steps.map((step, i) => (
          <WalkStep key={step.id} step={step} number={i + 1} />
        ))}
      </ol>
    </>
  );
}

function WalkStep({
  step: { id, title, text, picture, page },
  number,
}: {
  readonly step: Step;
  readonly number: number;
}) {
  return (
    <li id={id} className="panel">
      <h2>
        第 {number} 步　{title}
      </h2>
      <p>{text}</p>
      {page !== undefined && (
        <p>
          <Link to={page.to}>{page.name}</Link>
        </p>
      )}
      {picture !== undefined && <img src={pictures[picture.name]} alt={picture.shows} width={1024} height={720} />}
    </li>
  );
}
