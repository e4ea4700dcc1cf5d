/** Like `once`, for what takes time: all callers share one attempt, and one that failed is made again at the next call. */
export function memoizeAsync<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return async () => {
    const attempt = (made ??= make());
    try {
      return await attempt;
    } catch (error) {
      if (made === attempt) made = undefined;
      throw error;
    }
  };
}
