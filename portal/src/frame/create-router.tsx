import { createBrowserRouter } from 'react-router';
import { Loading } from '../shared/states/loading.tsx';
import { ForRoles } from './for-roles.tsx';
import { Frame } from './frame.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { PageFailed } from './page-failed.tsx';
import { pages } from './pages.ts';

/** Each page is loaded when it is opened; the old one stays until then. */
export function createPortalRouter() {
  return createBrowserRouter([
    {
      element: <Frame />,
      errorElement: <PageFailed />,
      hydrateFallbackElement: <Loading what="页面" />,
      children: [
        ...pages.map(({ path, roles, load }) => ({
          path,
          errorElement: <PageFailed />,
          lazy: async () => {
            const { default: Content } = await load();
            return {
              Component: () => (
                <ForRoles roles={roles}>
                  <Content />
                </ForRoles>
              ),
            };
          },
        })),
        { path: '*', element: <NotFoundPage /> },
      ],
    },
  ]);
}
