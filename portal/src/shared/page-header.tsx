import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';

export type Crumb = { readonly title: string; readonly to: string };

type PageHeaderProps = {
  /** The thing's own name; it becomes the window's title, too. */
  readonly title: string;
  readonly crumbs?: readonly Crumb[];
  /** The state, as one tag. */
  readonly state?: ReactNode;
  /** One sentence below the title. */
  readonly children?: ReactNode;
  /** At most one primary button, named by verb and object. */
  readonly actions?: ReactNode;
};

/** Begins every page: where one is, what this is, how it stands, what can be done. */
export function PageHeader({ title, crumbs = [], state, children, actions }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · 归集`;
  }, [title]);
  return (
    <header className="page-header">
      {crumbs.length > 0 && (
        <nav aria-label="所在位置">
          <ol className="crumbs">
            {crumbs.map((crumb) => (
              <li key={crumb.to}>
                <Link to={crumb.to}>{crumb.title}</Link>
              </li>
            ))}
            <li aria-current="page">{title}</li>
          </ol>
        </nav>
      )}
      <div className="page-title">
        <h1>{title}</h1>
        {state}
        <div className="page-actions">{actions}</div>
      </div>
      {children !== undefined && <div className="page-lead">{children}</div>}
    </header>
  );
}
