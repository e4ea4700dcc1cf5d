export const lookupRoutes = [] as const;
