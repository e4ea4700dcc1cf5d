export const useRoutes = [] as const;
