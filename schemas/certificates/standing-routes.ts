export const standingRoutes = [] as const;
