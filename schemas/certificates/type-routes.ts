export const certificateTypeRoutes = [] as const;
